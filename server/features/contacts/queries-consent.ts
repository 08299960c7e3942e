import { type SqlBool, sql } from 'kysely';
import type { ConsentChannel, ConsentState } from '#domain/consent.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, may } from '#platform/access/can.ts';
import {
  allKinds,
  capabilityOf,
  type RecordKind,
  type RecordRow,
  tablesOf,
  type Values,
} from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { timelineIds } from '#records/timeline-heirs.ts';
import { consentAddresses } from './operations/add-consent-entry.ts';

/** What holds for an address now: its newest entry. */
export async function currentConsent(
  call: Call,
  channel: ConsentChannel,
  address: string,
): Promise<ConsentState> {
  const newest = await call.database
    .selectFrom('consentEntry')
    .select('state')
    .where('orgId', '=', call.orgId)
    .where('channel', '=', channel)
    .where('address', '=', address)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (newest?.state as ConsentState | undefined) ?? 'unknown';
}

const mostEntries = 200;

type Line = { recordKind: string; recordId: string; by: string | null; ip: string | null };

/** Which of these records the actor sees, or sees carried on by one of `ids`. */
async function seenRecords(call: Call, ids: readonly string[], lines: readonly Line[]): Promise<Set<string>> {
  const past = await call.database
    .selectFrom('timelineHeir')
    .select('sourceId')
    .distinct()
    .where('orgId', '=', call.orgId)
    .where(sql<SqlBool>`heir_id = any (${[...ids]}::uuid[])`)
    .execute();
  const seen = new Set([...ids, ...past.map(({ sourceId }) => sourceId)]);
  const open = lines.filter(({ recordId }) => !seen.has(recordId));
  for (const [name, found] of Map.groupBy(open, ({ recordKind }) => recordKind)) {
    const kind = allKinds().find((one) => one.name === name);
    if (!kind) continue;
    const rows = await tablesOf(call)
      .selectFrom(kind.table)
      .select(['id', 'scopePath', 'ownerId'])
      .where('orgId', '=', call.orgId)
      .where(sql<SqlBool>`id = any (${found.map(({ recordId }) => recordId)}::uuid[])`)
      .execute();
    for (const row of rows)
      if (may(call, capabilityOf(kind, 'view'), row as never)) seen.add(row.id as string);
  }
  return seen;
}

/**
 * The lines of records that the actor may see; of others only what holds is told. From where a colleague wrote is for
 * whoever may read the audit log.
 */
async function asSeen<Entry extends Line>(
  call: Call,
  ids: readonly string[],
  lines: readonly Entry[],
): Promise<Entry[]> {
  const seen = await seenRecords(call, ids, lines);
  const mayTrace = holds(call, 'settings.audit.view');
  return lines
    .filter(({ recordId }) => seen.has(recordId))
    .map((line) => (mayTrace || line.by === call.actor.memberId ? line : { ...line, ip: null }));
}

/**
 * The newest lines about the records of these ids, and about these addresses at whatever record that the actor sees they
 * were heard of.
 */
export async function consentEntries(
  call: Call,
  ids: readonly string[],
  rows: readonly RecordRow[],
): Promise<Values[]> {
  const pairs = rows.flatMap((row) =>
    Object.entries(consentAddresses(row)).flatMap(([channel, address]) =>
      address ? [sql`(${channel}, ${address})`] : [],
    ),
  );
  const about = pairs.length > 0 ? sql<SqlBool>` or (channel, address) in (${sql.join(pairs)})` : sql``;
  const entries = await call.database
    .selectFrom('consentEntry')
    .leftJoin('member', (join) =>
      join.onRef('member.orgId', '=', 'consentEntry.orgId').onRef('member.id', '=', 'consentEntry.by'),
    )
    .select(['consentEntry.id', 'channel', 'address', 'state', 'source', 'proof', 'recordKind', 'recordId'])
    .select(['at', 'consentEntry.by', 'consentEntry.ip', 'member.name as byName'])
    .where('consentEntry.orgId', '=', call.orgId)
    .where(sql<SqlBool>`(record_id = any (${ids}::uuid[])${about})`)
    .orderBy('at', 'desc')
    .orderBy('consentEntry.id', 'desc')
    .limit(mostEntries)
    .execute();
  return asSeen(call, ids, entries);
}

/** The consent ledger of one lead or contact: what holds for its addresses now, and every line with its proof. */
export async function consentOf(call: Call, kind: RecordKind, id: string): Promise<Values> {
  const row = await withNumbers(call, kind, await getRecord(call, kind, id));
  const addresses = Object.entries(consentAddresses(row)) as [ConsentChannel, string | null][];
  const current = await Promise.all(
    addresses.map(async ([channel, address]) => ({
      channel,
      address,
      state: address ? await currentConsent(call, channel, address) : 'unknown',
    })),
  );
  return { current, items: await consentEntries(call, await timelineIds(call, id), [row]) };
}

/** A record is read by its fields, which leave out what is only derived, such as a number's E.164 form. */
async function withNumbers(call: Call, kind: RecordKind, row: RecordRow): Promise<RecordRow> {
  const numbers = await tablesOf(call)
    .selectFrom(kind.table)
    .select(kind.name === 'contact' ? ['phoneE164', 'mobileE164'] : ['phoneE164'])
    .where('orgId', '=', call.orgId)
    .where('id', '=', row.id)
    .executeTakeFirst();
  return { ...row, ...numbers };
}

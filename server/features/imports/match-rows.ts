import { sql } from 'kysely';
import type { ImportKind } from '#domain/imports.ts';
import { normalizePhone } from '#domain/phones.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { capabilityOf, type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import type { ReadRow } from './read-row.ts';
import { kindsToImport } from './targets.ts';

/** A record that a row is the same as. */
export type Existing = Pick<RecordRow, 'id' | 'archivedAt'>;

const columns: Readonly<Record<string, string>> = {
  phone: 'phoneE164',
  mobile: 'mobileE164',
  website: 'websiteDomain',
};

function domainOf(website: string): string | null {
  return URL.canParse(website) ? new URL(website).hostname.replace(/^www\./, '') : null;
}

/** The value of a match key as its column has it; null where the row says nothing of it. */
function keyOf(key: string, row: ReadRow, given: Values): string | null {
  if (key === 'id') return row.id;
  const value = given[key];
  if (typeof value !== 'string' || value === '') return null;
  if (key === 'phone' || key === 'mobile') {
    const country = (given.address as { country?: string | null } | null | undefined)?.country;
    return normalizePhone(value, country);
  }
  return key === 'website' ? domainOf(value) : value;
}

/** The keys of a row that have a value, strongest first, each written so that equal ones are the same record. */
export function keysOf(
  matchOn: readonly string[],
  row: ReadRow,
  given: Values,
): { key: string; value: string }[] {
  return matchOn.flatMap((key) => {
    const value = keyOf(key, row, given);
    return value === null ? [] : [{ key, value }];
  });
}

const keyText = ({ key, value }: { key: string; value: string }) => `${key}\n${value}`;

/**
 * The records that the keys of a batch name, archived ones too, as far as the actor sees them: by key and value. Of several
 * with the same value a live one counts more than an archived one, and an older one more than a newer.
 */
export async function findExisting(
  call: Call,
  kind: ImportKind,
  keys: readonly { key: string; value: string }[],
): Promise<Map<string, Existing>> {
  const found = new Map<string, Existing>();
  const { table, capability } = kindsToImport[kind];
  const view = capabilityOf({ capability }, 'view');
  for (const key of new Set(keys.map((one) => one.key))) {
    const values = [...new Set(keys.filter((one) => one.key === key).map(({ value }) => value))];
    const column = columns[key] ?? key;
    const type = key === 'id' ? sql`uuid` : sql`text`;
    const read = (archived: boolean) =>
      tablesOf(call)
        .selectFrom(table)
        .select(['id', 'scopePath', 'ownerId', 'archivedAt', `${column} as matched`])
        .where('orgId', '=', call.orgId)
        .where(sql<boolean>`${sql.ref(column)} = any (${values}::${type}[])`)
        .where('archivedAt', archived ? 'is not' : 'is', null)
        .orderBy('createdAt')
        .orderBy('id')
        .execute() as unknown as Promise<(RecordRow & { matched: string })[]>;
    // Two questions, because the indexes by name are one of the live and one of the archived records.
    for (const row of [...(await read(false)), ...(await read(true))]) {
      const at = keyText({ key, value: row.matched });
      if (!found.has(at) && may(call, view, row)) found.set(at, row);
    }
  }
  return found;
}

/** The first key of a row that something is known by. */
export function firstKnown<Known>(
  keys: readonly { key: string; value: string }[],
  known: ReadonlyMap<string, Known>,
): { key: string; known: Known } | null {
  for (const one of keys) {
    const hit = known.get(keyText(one));
    if (hit !== undefined) return { key: one.key, known: hit };
  }
  return null;
}

/** Notes the keys of a row that becomes a record. */
export function noteKeys<Known>(
  keys: readonly { key: string; value: string }[],
  known: Map<string, Known>,
  what: Known,
): void {
  for (const one of keys) if (!known.has(keyText(one))) known.set(keyText(one), what);
}

/**
 * Holds the records that a batch will change, in the order of their ids: two that change the same ones wait for each other
 * and never in a circle.
 */
export async function holdInOrder(call: Call, kind: ImportKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tablesOf(call)
    .selectFrom(kindsToImport[kind].table)
    .select('id')
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${[...new Set(ids)]}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

import { sql } from 'kysely';
import type { RecordKindName } from '#domain/events.ts';
import { instantAt } from '#domain/local-time.ts';
import { addDays, type CalendarDate, today } from '#domain/time-zones.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { memberIn } from '#platform/access/principal.ts';
import { morning } from '../due.ts';
import { longDate } from '../long-time.ts';
import { memberZones } from '../queries-zones.ts';

const batch = 200;
const longestStopMs = 31 * 86_400_000;
// What was written before the last look may have been committed after it.
const longestWriteMs = 120_000;

/** Where the next action of a record stands, and in which states there still is one. */
export const nextActions = [
  { kind: 'lead', column: 'status', open: ['new', 'contacted', 'qualified'] },
  { kind: 'opportunity', column: 'stage', open: ['new', 'qualified', 'quote_ready', 'negotiation'] },
] as const;

type Row = { id: string; ownerId: string; date: string; note: string | null };

/** The dates whose morning in a zone fell between two moments: after the first, not after the second. */
export function morningsBetween(from: Date, to: Date, zone: string): CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let date = today(from, zone); date <= today(to, zone); date = addDays(date, 1)) {
    const at = instantAt(date, morning, zone);
    if (at > from && at <= to) dates.push(date);
  }
  return dates;
}

/**
 * The moment up to which mornings were looked at, held until the end of the transaction; null where another worker holds
 * it. A company that is looked at for the first time begins now.
 */
export async function holdWatch(call: Call): Promise<Date | null> {
  const row = await call.database
    .selectFrom('nextActionWatch')
    .select('until')
    .where('orgId', '=', call.orgId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row) return new Date(Math.max(Date.parse(row.until), call.now.getTime() - longestStopMs));
  await call.database
    .insertInto('nextActionWatch')
    .values({ orgId: call.orgId, until: instant(call) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return null;
}

/**
 * Tells owners of the next actions whose morning came since the last look, and of those that were set meanwhile for a day
 * whose morning had come already. In one transaction with the mark of how far it looked; each (record, day, owner) once.
 */
export async function tellNextActions(call: Call): Promise<number> {
  const from = await holdWatch(call);
  if (from === null || from >= call.now) return 0;
  const zones = Map.groupBy(await memberZones(call), ([, zone]) => zone);
  let told = 0;
  for (const [zone, members] of zones) {
    const ids = members.map(([id]) => id);
    for (const date of morningsBetween(from, call.now, zone)) told += await tellOf(call, ids, date, null);
    const now = today(call.now, zone);
    if (instantAt(now, morning, zone) <= call.now) {
      told += await tellOf(call, ids, now, new Date(from.getTime() - longestWriteMs));
    }
  }
  await call.database
    .updateTable('nextActionWatch')
    .set({ until: instant(call) })
    .where('orgId', '=', call.orgId)
    .execute();
  return told;
}

/** Tells these owners of one day's next actions; with `changedAfter` only of records that were changed since. */
async function tellOf(
  call: Call,
  owners: readonly string[],
  date: CalendarDate,
  changedAfter: Date | null,
): Promise<number> {
  let told = 0;
  for (const { kind, column, open } of nextActions) {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const changed = changedAfter ? sql`and updated_at > ${changedAfter.toISOString()}::timestamptz` : sql``;
      const { rows } = await sql<Row>`
        select id, owner_id, next_action_date as date, next_action_note as note from ${sql.table(kind)}
        where org_id = ${call.orgId} and archived_at is null and next_action_date = ${date}::date
          and id > ${after}::uuid and owner_id = any (${owners}::uuid[])
          and ${sql.ref(column)} = any (${open}::text[]) ${changed}
        order by id limit ${batch}`.execute(call.database);
      for (const row of rows) if (await tell(call, kind, row)) told += 1;
      if (rows.length < batch) break;
      after = rows.at(-1)?.id ?? after;
    }
  }
  return told;
}

async function tell(call: Call, kind: RecordKindName, { id, ownerId, date, note }: Row): Promise<boolean> {
  const reader = await memberIn(call.database, call.orgId, ownerId);
  if (!reader) return false;
  const told = await notify(call, {
    memberId: ownerId,
    type: 'reminder_due',
    recordKind: kind,
    recordId: id,
    actorId: null,
    key: `next-action:${id}:${date}`,
    data: { ...(note ? { subject: note } : {}), excerpt: longDate(date, reader.locale) },
  });
  return told !== null;
}

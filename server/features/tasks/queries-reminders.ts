import { sql } from 'kysely';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { recordTitles } from './queries-titles.ts';

export type ReminderRow = {
  id: string;
  recordKind: string;
  recordId: string;
  remindAt: string;
  minutesBefore: number | null;
  note: string | null;
  sentAt: string | null;
  createdAt: string;
};

const columns = [
  'id',
  'recordKind',
  'recordId',
  'remindAt',
  'minutesBefore',
  'note',
  'sentAt',
  'createdAt',
] as const;

/** The reminders of whoever asks, and of nobody else. */
function own(call: Call) {
  return call.database
    .selectFrom('reminder')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId);
}

export async function getReminder(call: Call, id: string): Promise<ReminderRow> {
  const row = await own(call).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('reminder');
  return row;
}

type Page = { limit: number; after: { at: string; id: string } | null; recordId?: string; sent: boolean };

/** One's own reminders, the next one first; those that were sent are asked for apart. One more than `limit` when more follow. */
export function listReminders(call: Call, { limit, after, recordId, sent }: Page): Promise<ReminderRow[]> {
  let query = own(call).where('sentAt', sent ? 'is not' : 'is', null);
  if (recordId) query = query.where('recordId', '=', recordId);
  if (after)
    query = query.where(sql<boolean>`(remind_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query
    .orderBy('remindAt')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
}

/** Reminders as they go over the wire, with the names of what they are about where one may see it. */
export async function presentReminders(call: Call, rows: readonly ReminderRow[]) {
  const titles = await recordTitles(call, rows);
  return rows.map((row) => ({ ...row, recordTitle: titles.get(row.recordId) ?? null }));
}

import { sql } from 'kysely';
import { type ActivityType, activityTypes } from '#domain/activities.ts';
import { notFound } from '#domain/problems.ts';
import type { RichText } from '#domain/rich-text.ts';
import type { Call } from '#platform/access/call.ts';
import { attachedTable } from '#records/attached.ts';
import { olderThan, type TimelinePoint } from '#records/timeline.ts';

export type ActivityRow = {
  id: string;
  scopeId: string;
  scopePath: string;
  recordKind: string;
  recordId: string;
  type: ActivityType;
  subject: string | null;
  body: RichText | null;
  plainText: string;
  mentions: string[];
  contactIds: string[];
  at: string;
  durationMinutes: number | null;
  direction: 'in' | 'out' | null;
  outcome: string | null;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  archivedAt: string | null;
};

attachedTable('activity');

const columns = [
  'id',
  'scopeId',
  'scopePath',
  'recordKind',
  'recordId',
  'type',
  'subject',
  'body',
  'plainText',
  'mentions',
  'contactIds',
  'at',
  'durationMinutes',
  'direction',
  'outcome',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'archivedAt',
] as const;

const activities = (call: Call) =>
  call.database.selectFrom('activity').select(columns).where('orgId', '=', call.orgId);

/** The activity, of one of these types; 404 otherwise. Whether its record may be seen is for the caller to ask. */
export async function findActivity(
  call: Call,
  id: string,
  types: readonly ActivityType[] = activityTypes,
): Promise<ActivityRow | undefined> {
  const row = await activities(call).where('id', '=', id).where('type', 'in', types).executeTakeFirst();
  return row as ActivityRow | undefined;
}

/** As `findActivity`, and holds the row until the end of the transaction. */
export async function lockActivity(
  call: Call,
  id: string,
  types: readonly ActivityType[] = activityTypes,
): Promise<ActivityRow> {
  const row = await activities(call)
    .where('id', '=', id)
    .where('type', 'in', types)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('activity');
  return row as ActivityRow;
}

export type ActivityPage = {
  types: readonly ActivityType[];
  before: TimelinePoint | null;
  limit: number;
  archived?: boolean;
};

/** What was written down at any of these records, newest first; at most `limit`. */
export async function listActivities(
  call: Call,
  recordIds: readonly string[],
  { types, before, limit, archived = false }: ActivityPage,
): Promise<ActivityRow[]> {
  if (types.length === 0) return [];
  let query = activities(call)
    .where(sql<boolean>`record_id = any (${[...recordIds]}::uuid[])`)
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .where('type', 'in', types);
  if (before) query = query.where(olderThan(before));
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows as ActivityRow[];
}

/** The names of members and contacts by id, as far as they are there. */
export async function namesOfMembers(call: Call, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await call.database
    .selectFrom('member')
    .select(['id', 'name'])
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

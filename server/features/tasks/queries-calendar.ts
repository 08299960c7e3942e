import { type SqlBool, sql } from 'kysely';
import type { Capability } from '#domain/capabilities.ts';
import { addDays, today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import { nextActions } from './operations/tell-next-actions.ts';

const mostOfEach = 1_000;
const daysBack = 60;

export type CalendarRow = {
  id: string;
  version: number;
  updatedAt: string;
  date: string;
  time: string | null;
  title: string;
  note: string | null;
};
export type CalendarEntry = CalendarRow & { type: 'task' | 'next_action' | 'closing'; path: string };

type Source = {
  type: CalendarEntry['type'];
  path: string;
  table: string;
  view: Capability;
  date: string;
  title: string;
  time: string | null;
  note: string;
  column: string;
  open: readonly string[];
};

const task: Source = {
  type: 'task',
  path: '/tasks',
  table: 'task',
  view: 'crm.tasks.view',
  date: 'dueDate',
  title: 'subject',
  time: 'dueTime',
  note: 'description',
  column: 'status',
  open: ['open'],
};

const [leads, opportunities] = nextActions;
const lead: Source = {
  ...task,
  type: 'next_action',
  path: '/leads',
  table: 'lead',
  view: 'crm.leads.view',
  date: 'nextActionDate',
  title: 'displayName',
  time: null,
  note: 'nextActionNote',
  column: leads.column,
  open: leads.open,
};
const opportunity: Source = {
  ...lead,
  path: '/opportunities',
  table: 'opportunity',
  view: 'crm.opportunities.view',
  title: 'name',
  column: opportunities.column,
  open: opportunities.open,
};
const closing: Source = { ...opportunity, type: 'closing', date: 'expectedCloseDate', note: 'nextStep' };

async function entriesOf(call: Call, source: Source): Promise<CalendarEntry[]> {
  const { table, view } = source;
  if (!holds(call, view)) return [];
  const date = sql.ref(`${table}.${source.date}`);
  const from = addDays(today(call.now, call.timeZone), -daysBack);
  const { rows } = await sql<CalendarRow>`
    select id, version, updated_at, ${date} as date, ${sql.ref(source.title)} as title,
      ${source.time ? sql.ref(source.time) : sql`null`} as time, ${sql.ref(source.note)} as note
    from ${sql.table(table)}
    where org_id = ${call.orgId} and archived_at is null and owner_id = ${call.actor.memberId}
      and ${sql.ref(source.column)} = any (${source.open}::text[]) and ${date} >= ${from}::date
      and ${reachCondition(call, view, table) ?? sql<SqlBool>`true`}
    order by ${date}, id limit ${mostOfEach}`.execute(call.database);
  return rows.map((row) => ({ ...row, type: source.type, path: `${source.path}/${row.id}` }));
}

/** What stands in a member's calendar: their open tasks, next actions and closings that they may see now, a thousand of each. */
export async function calendarEntries(call: Call): Promise<CalendarEntry[]> {
  const entries: CalendarEntry[] = [];
  for (const source of [task, lead, opportunity, closing]) entries.push(...(await entriesOf(call, source)));
  return entries;
}

/** The member whose calendar a token opens; null when it is revoked or never was. */
export async function feedOwner(
  call: Pick<Call, 'database'>,
  { orgId, id, secretSha256 }: { orgId: string; id: string; secretSha256: string },
): Promise<string | null> {
  const row = await call.database
    .selectFrom('calendarFeed')
    .select('memberId')
    .where('orgId', '=', orgId)
    .where('id', '=', id)
    .where('secretSha256', '=', secretSha256)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return row?.memberId ?? null;
}

/** The member's own calendar address, if they have one: at most one. */
export function findFeed(call: Call): Promise<{ id: string; createdAt: string }[]> {
  return call.database
    .selectFrom('calendarFeed')
    .select(['id', 'createdAt'])
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('revokedAt', 'is', null)
    .execute();
}

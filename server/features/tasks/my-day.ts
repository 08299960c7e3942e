import { type SqlBool, sql } from 'kysely';
import type { Capability } from '#domain/capabilities.ts';
import { startOfDay } from '#domain/local-time.ts';
import { formatMinor } from '#domain/money.ts';
import { addDays, type CalendarDate, today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, may, reachCondition } from '#platform/access/can.ts';
import { nextActions } from './operations/tell-next-actions.ts';
import { recordTitles } from './queries-titles.ts';
import { zoneOf } from './queries-zones.ts';

const most = 50;
const mostCounted = 1_000;
const upcomingDays = 7;

/** The days of one section; null is open. */
type Days = { zone: string; from: CalendarDate | null; to: CalendarDate | null };

export type DayItem = {
  type: 'task' | 'next_action' | 'reminder' | 'closing';
  id: string;
  /** Of a record: itself. Of a task or a reminder: what it is about. */
  recordKind: string | null;
  recordId: string | null;
  recordTitle: string | null;
  title: string;
  date: CalendarDate;
  /** `HH:MM` on the member's clock; null for the whole day. */
  time: string | null;
  note: string | null;
  priority: string | null;
  version: number | null;
  amount: string | null;
  currency: string | null;
  mayEdit: boolean;
};

type Found = { items: DayItem[]; total: number; exact: boolean };
type Source = (call: Call, days: Days) => Promise<Found>;

const blank = { time: null, note: null, priority: null, amount: null, currency: null, recordTitle: null };

type Row = Record<string, unknown> & { id: string; date: string; title: string };

/** One's own rows of a table whose date lies in the days, in order of the date, and how many there are. */
async function ownRows(
  call: Call,
  days: Days,
  source: {
    table: string;
    view: Capability;
    date: string;
    title: string;
    open: { column: string; values: readonly string[] };
    more: readonly string[];
  },
): Promise<{ rows: Row[]; total: number; exact: boolean }> {
  const { table, view, open } = source;
  if (!holds(call, view)) return { rows: [], total: 0, exact: true };
  const date = sql.ref(`${table}.${source.date}`);
  const conditions = [
    sql<SqlBool>`${sql.ref(`${table}.orgId`)} = ${call.orgId} and archived_at is null`,
    sql<SqlBool>`owner_id = ${call.actor.memberId} and ${sql.ref(open.column)} = any (${open.values}::text[])`,
    reachCondition(call, view, table) ?? sql<SqlBool>`true`,
    days.from ? sql<SqlBool>`${date} >= ${days.from}::date` : sql<SqlBool>`${date} is not null`,
    days.to ? sql<SqlBool>`${date} < ${days.to}::date` : sql<SqlBool>`true`,
  ];
  const where = sql.join(conditions, sql` and `);
  const more = sql.join(source.more.map((column) => sql.ref(column)));
  const { rows } = await sql<Row>`
    select id, version, scope_path, owner_id, ${date} as date, ${sql.ref(source.title)} as title, ${more}
    from ${sql.table(table)} where ${where} order by ${date}, id limit ${most + 1}`.execute(call.database);
  if (rows.length <= most) return { rows, total: rows.length, exact: true };
  const counted = await sql<{ count: bigint }>`
    select count(*) as count from (select 1 from ${sql.table(table)} where ${where} limit ${mostCounted + 1}) as one
  `.execute(call.database);
  const count = Number(counted.rows[0]?.count ?? 0);
  return { rows, total: Math.min(count, mostCounted), exact: count <= mostCounted };
}

const tasks: Source = async (call, days) => {
  const { rows, ...count } = await ownRows(call, days, {
    table: 'task',
    view: 'crm.tasks.view',
    date: 'dueDate',
    title: 'subject',
    open: { column: 'status', values: ['open'] },
    more: ['dueTime', 'priority', 'recordKind', 'recordId'],
  });
  const titles = await recordTitles(call, rows as never);
  const items = rows.map(
    (row): DayItem => ({
      ...blank,
      type: 'task',
      id: row.id,
      recordKind: row.recordKind as string | null,
      recordId: row.recordId as string | null,
      recordTitle: titles.get(row.recordId as string) ?? null,
      title: row.title,
      date: row.date,
      time: row.dueTime as string | null,
      priority: row.priority as string,
      version: row.version as number,
      mayEdit: may(call, 'crm.tasks.edit', row as never),
    }),
  );
  return { items, ...count };
};

/** What a record itself asks for on a date. */
function ofRecord(
  type: 'next_action' | 'closing',
  kind: 'lead' | 'opportunity',
  date: 'nextActionDate' | 'expectedCloseDate',
): Source {
  const { column, open } = nextActions.find((one) => one.kind === kind) ?? nextActions[0];
  const capability = kind === 'lead' ? 'crm.leads' : 'crm.opportunities';
  const money = kind === 'opportunity' ? ['amountMinor', 'currency'] : [];
  return async (call, days) => {
    const { rows, ...count } = await ownRows(call, days, {
      table: kind,
      view: `${capability}.view`,
      date,
      title: kind === 'lead' ? 'displayName' : 'name',
      open: { column, values: open },
      more: ['nextActionNote', ...money],
    });
    const items = rows.map((row): DayItem => {
      const { amountMinor, currency } = row;
      const known = typeof amountMinor === 'bigint' && type === 'closing';
      return {
        ...blank,
        type,
        id: row.id,
        recordKind: kind,
        recordId: row.id,
        title: row.title,
        date: row.date,
        note: type === 'next_action' ? (row.nextActionNote as string | null) : null,
        version: row.version as number,
        amount: known ? formatMinor(amountMinor, String(currency)) : null,
        currency: known ? String(currency) : null,
        mayEdit: may(call, `${capability}.edit`, row as never),
      };
    });
    return { items, ...count };
  };
}

const reminders: Source = async (call, days) => {
  const timeZone = days.zone;
  let query = call.database
    .selectFrom('reminder')
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('sentAt', 'is', null);
  if (days.from) query = query.where('remindAt', '>=', startOfDay(days.from, timeZone).toISOString());
  if (days.to) query = query.where('remindAt', '<', startOfDay(days.to, timeZone).toISOString());
  const rows = await query
    .select(['id', 'recordKind', 'recordId', 'remindAt', 'note'])
    .orderBy('remindAt')
    .orderBy('id')
    .limit(most + 1)
    .execute();
  const titles = await recordTitles(call, rows, { live: true });
  // Whoever lost sight of a record is not reminded of it either.
  const items = rows.flatMap((row): DayItem[] => {
    const title = titles.get(row.recordId);
    if (title === undefined) return [];
    const at = new Date(row.remindAt);
    const place = { recordKind: row.recordKind, recordId: row.recordId, recordTitle: title };
    const when = { date: today(at, timeZone), time: timeOf(at, timeZone) };
    return [
      {
        ...blank,
        type: 'reminder',
        id: row.id,
        ...place,
        title,
        ...when,
        note: row.note,
        version: null,
        mayEdit: true,
      },
    ];
  });
  return { items, total: items.length, exact: rows.length <= most };
};

function timeOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at);
}

const sources: readonly Source[] = [
  tasks,
  ofRecord('next_action', 'lead', 'nextActionDate'),
  ofRecord('next_action', 'opportunity', 'nextActionDate'),
  reminders,
  ofRecord('closing', 'opportunity', 'expectedCloseDate'),
];

/** What comes first on a day: what has an hour, by its hour, before what has all day. */
const order = ({ date, time }: DayItem) => `${date} ${time ?? '99:99'}`;

async function section(call: Call, days: Days) {
  const found: Found[] = [];
  for (const source of sources) found.push(await source(call, days));
  const items = found.flatMap((one) => one.items).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return {
    items: items.slice(0, most),
    total: {
      value: found.reduce((sum, { total }) => sum + total, 0),
      exact: found.every(({ exact }) => exact),
    },
  };
}

/** What a member has to do, by the calendar of their own time zone: what is late, what is due today, and the seven days after. */
export async function myDay(call: Call) {
  const zone = await zoneOf(call, call.actor.memberId);
  const date = today(call.now, zone);
  const tomorrow = addDays(date, 1);
  return {
    date,
    timeZone: zone,
    overdue: await section(call, { zone, from: null, to: date }),
    today: await section(call, { zone, from: date, to: tomorrow }),
    upcoming: await section(call, { zone, from: tomorrow, to: addDays(tomorrow, upcomingDays) }),
  };
}

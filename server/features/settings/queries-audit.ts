import { type Expression, type SqlBool, sql } from 'kysely';
import { isWithin, rootPath } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';

export type AuditFilter = {
  actorId?: string;
  recordKind?: string;
  recordId?: string;
  /** The action, or the beginning of it: `settings.`, `quote.sent`. */
  action?: string;
  /** Instants; `before` itself is not included. */
  since?: string;
  before?: string;
};

/** Filtered entries are counted up to here and then said to be more. */
export const countCap = 1_000;

/** Whoever may read the log at a branch only sees the entries of records there. */
function reach(call: Call): Expression<SqlBool> {
  const paths = (call.grants.get('settings.audit.view') ?? [])
    .filter((grant) => grant.reach === 'all')
    .map(({ path }) => path);
  if (paths.some((path) => isWithin(rootPath, path))) return sql<SqlBool>`true`;
  if (paths.length === 0) return sql<SqlBool>`false`;
  const ranges = paths.map((path) => sql`(scope_path >= ${path} and scope_path < ${`${path}~`})`);
  return sql<SqlBool>`(${sql.join(ranges, sql` or `)})`;
}

function entries(call: Call, filter: AuditFilter) {
  let rows = call.database.selectFrom('auditEntry').where('orgId', '=', call.orgId).where(reach(call));
  if (filter.actorId !== undefined) rows = rows.where('actorId', '=', filter.actorId);
  if (filter.recordKind !== undefined) rows = rows.where('recordKind', '=', filter.recordKind);
  if (filter.recordId !== undefined) rows = rows.where('recordId', '=', filter.recordId);
  if (filter.action !== undefined) rows = rows.where(sql<SqlBool>`starts_with(action, ${filter.action})`);
  if (filter.since !== undefined) rows = rows.where('at', '>=', filter.since);
  if (filter.before !== undefined) rows = rows.where('at', '<', filter.before);
  return rows;
}

/** One page of the log, newest first, from before a position. */
export function listAuditEntries(call: Call, filter: AuditFilter, below: bigint | null, limit: number) {
  let rows = entries(call, filter).selectAll();
  if (below !== null) rows = rows.where('position', '<', below);
  return rows.orderBy('position', 'desc').limit(limit).execute();
}

/** How many entries the filter finds, counted no further than `countCap`. */
export async function countAuditEntries(
  call: Call,
  filter: AuditFilter,
): Promise<{ value: number; exact: boolean }> {
  const found = entries(call, filter)
    .select('position')
    .limit(countCap + 1)
    .as('found');
  const row = await call.database
    .selectFrom(found)
    .select(sql<bigint>`count(*)`.as('value'))
    .executeTakeFirstOrThrow();
  const value = Number(row.value);
  return value > countCap ? { value: countCap, exact: false } : { value, exact: true };
}

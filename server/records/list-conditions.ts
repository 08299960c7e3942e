import { type Expression, type SqlBool, sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { reachCondition } from '#platform/access/can.ts';
import { customQueryConditions } from './custom-fields/filter.ts';
import { foundIds } from './found-ids.ts';
import { type CrudVerb, capabilityOf, columnOf, type Field, type RecordKind } from './kind.ts';
import { filterCondition } from './list-filter.ts';
import { type ListQuery, listFields, meWord, noneWord, type Range, rangeOf } from './list-query.ts';

type Condition = Expression<SqlBool>;

const operators: Record<Range, string> = { gte: '>=', gt: '>', lte: '<=', lt: '<' };

function anyOf(
  column: Condition | ReturnType<typeof sql.ref>,
  call: Call,
  values: readonly string[],
): Condition {
  const plain = values
    .filter((value) => value !== noneWord)
    .map((value) => (value === meWord ? call.actor.memberId : value));
  const parts: Condition[] = [];
  if (plain.length === 1) parts.push(sql<SqlBool>`${column} = ${plain[0]}`);
  if (plain.length > 1) parts.push(sql<SqlBool>`${column} in (${sql.join(plain)})`);
  if (plain.length < values.length) parts.push(sql<SqlBool>`${column} is null`);
  return parts.length === 1 ? parts[0]! : sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

function equals(call: Call, field: Field, column: ReturnType<typeof sql.ref>, value: unknown): Condition {
  if (field.type === 'tags') return sql<SqlBool>`${column} && ${value}::text[]`;
  if (Array.isArray(value)) return anyOf(column, call, value as string[]);
  if (value === noneWord) return sql<SqlBool>`${column} is null`;
  return sql<SqlBool>`${column} = ${typed(field, value)}`;
}

/** A whole number is compared as one: it may be greater than its column can hold. */
function typed(field: Field, value: unknown) {
  return field.type === 'integer' ? sql`${value}::bigint` : sql`${value}`;
}

function fieldConditions(call: Call, kind: RecordKind, query: ListQuery): Condition[] {
  const fields = new Map(listFields(kind));
  const conditions: Condition[] = [];
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const bound = rangeOf(key);
    const name = bound?.field ?? key;
    const field = fields.get(name);
    if (!field?.filter) continue;
    const column = sql.ref(`${kind.table}.${columnOf(name, field)}`);
    conditions.push(
      bound
        ? sql<SqlBool>`${column} ${sql.raw(operators[bound.range])} ${typed(field, value)}`
        : equals(call, field, column, value),
    );
  }
  return conditions;
}

async function scopeCondition(call: Call, kind: RecordKind, nodeId: string): Promise<Condition> {
  const node = await call.database
    .selectFrom('node')
    .select('path')
    .where('orgId', '=', call.orgId)
    .where('id', '=', nodeId)
    .executeTakeFirst();
  if (!node) throw invalidFields([fieldProblem('scopeNodeId', 'not_found')]);
  const column = sql.ref(`${kind.table}.scopePath`);
  return sql<SqlBool>`(${column} >= ${node.path} and ${column} < ${`${node.path}~`})`;
}

/**
 * Everything that limits a list: the company, what the actor may view (and export, where `verbs` says so), archived or
 * not, the filters, the node and the search. The wall of the transaction stands behind all of it.
 */
export async function listConditions(
  call: Call,
  kind: RecordKind,
  query: ListQuery,
  verbs: readonly CrudVerb[] = ['view'],
): Promise<Condition[]> {
  const table = kind.table;
  const conditions: Condition[] = [sql<SqlBool>`${sql.ref(`${table}.orgId`)} = ${call.orgId}`];
  for (const verb of verbs) {
    const reach = reachCondition(call, capabilityOf(kind, verb), table);
    if (reach) conditions.push(reach);
  }
  const archivedAt = sql.ref(`${table}.archivedAt`);
  const live = (query.archived ?? 'false') === 'false';
  if (live) conditions.push(sql<SqlBool>`${archivedAt} is null`);
  if (query.archived === 'true') conditions.push(sql<SqlBool>`${archivedAt} is not null`);
  if (query.scopeNodeId) conditions.push(await scopeCondition(call, kind, query.scopeNodeId));
  conditions.push(...fieldConditions(call, kind, query));
  conditions.push(...(await customQueryConditions(call, kind, query)));
  if (query.filter) conditions.push(await filterCondition(call, kind, query.filter, live));
  for (const [name, filter] of Object.entries(kind.filters ?? {})) {
    const condition = query[name] === undefined ? null : await filter.condition(call, query[name]);
    if (condition) conditions.push(condition);
  }
  const found = await foundIds(call, kind, query.q);
  if (found) conditions.push(sql<SqlBool>`${sql.ref(`${table}.id`)} = any (${found.ids}::uuid[])`);
  return conditions;
}

import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';

/** The tables whose rows lie at a node and can be archived; a test compares them with the database. */
export const scopedTables = [
  'account',
  'campaign',
  'contact',
  'lead',
  'opportunity',
  'quote',
  'sales_order',
  'invoice',
  'payment',
  'credit_note',
  'product',
  'subscription',
  'task',
] as const;

/** A node of the company, held until the end of the transaction, or undefined. */
export function lockNode(call: Call, id: string) {
  return call.database
    .selectFrom('node')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/**
 * As `lockNode`, and keeps others from writing a record that refers to the node: a record that is being written is
 * waited for, so that whoever looks for records afterwards finds it.
 */
export function lockNodeAgainstUse(call: Call, id: string) {
  return call.database
    .selectFrom('node')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

type Found = { what: string };

/** Tables that are not called as their kind is. */
const kindOf: Readonly<Record<string, string>> = { sales_order: 'order' };

/** What keeps a node from being archived: `nodes`, `members`, `roles`, `invitations`, `api_keys` or the name of a kind. */
export async function findDependents(call: Call, id: string): Promise<string[]> {
  const { orgId } = call;
  const records = scopedTables.map(
    (table) =>
      sql`select ${sql.lit(kindOf[table] ?? table)} as what where exists (select from ${sql.table(table)}
        where org_id = ${orgId} and scope_id = ${id} and archived_at is null)`,
  );
  const { rows } = await sql<Found>`
    select 'nodes' as what where exists (select from node
      where org_id = ${orgId} and parent_id = ${id} and archived_at is null)
    union all select 'members' where exists (select from member
      where org_id = ${orgId} and home_node_id = ${id} and status = 'active')
    union all select 'roles' where exists (select from role_assignment a
      join member m on m.org_id = a.org_id and m.id = a.member_id
      where a.org_id = ${orgId} and a.node_id = ${id} and m.status = 'active')
    union all select 'invitations' where exists (select from invitation
      where org_id = ${orgId} and node_id = ${id} and accepted_at is null and revoked_at is null)
    union all select 'api_keys' where exists (select from api_key
      where org_id = ${orgId} and node_id = ${id} and revoked_at is null)
    union all ${sql.join(records, sql` union all `)}`.execute(call.database);
  return rows.map(({ what }) => what);
}

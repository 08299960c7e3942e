import { sql } from 'kysely';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';

export type MemberRow = {
  id: string;
  name: string;
  email: string;
  status: 'active' | 'deactivated';
  homeNodeId: string;
  locale: 'en' | 'ar';
  timeZone: string | null;
  colourScheme: 'auto' | 'light' | 'dark';
  version: number;
  createdAt: string;
  updatedAt: string;
};

export type AssignmentRow = {
  id: string;
  memberId: string;
  roleId: string;
  roleName: string;
  builtIn: string | null;
  nodeId: string;
  path: string;
};

const columns = [
  'id',
  'name',
  'email',
  'status',
  'homeNodeId',
  'locale',
  'timeZone',
  'colourScheme',
  'version',
  'createdAt',
  'updatedAt',
] as const;

function membersOf(call: Call) {
  return call.database.selectFrom('member').select(columns).where('orgId', '=', call.orgId);
}

export function findMember(call: Call, id: string): Promise<MemberRow | undefined> {
  return membersOf(call).where('id', '=', id).executeTakeFirst();
}

export async function getMember(call: Call, id: string): Promise<MemberRow> {
  const member = await findMember(call, id);
  if (!member) throw notFound('member');
  return member;
}

/** As `getMember`, and holds the row until the end of the transaction. */
export async function lockMember(call: Call, id: string): Promise<MemberRow> {
  const member = await membersOf(call).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!member) throw notFound('member');
  return member;
}

export function findMemberByEmail(call: Call, email: string): Promise<MemberRow | undefined> {
  return membersOf(call).where('email', '=', email.toLowerCase()).executeTakeFirst();
}

export type MemberFilter = {
  q?: string;
  status?: 'active' | 'deactivated';
  /** The name and id of the last member of the page before. */
  after?: { name: string; id: string };
  limit: number;
};

function filtered(call: Call, { q, status }: Pick<MemberFilter, 'q' | 'status'>) {
  let query = call.database.selectFrom('member').where('orgId', '=', call.orgId);
  if (status) query = query.where('status', '=', status);
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) =>
      where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)]),
    );
  }
  return query;
}

/** One more member than `limit` when there is a further page, by name. */
export function listMembers(call: Call, filter: MemberFilter): Promise<MemberRow[]> {
  let query = filtered(call, filter).select(columns);
  const { after } = filter;
  if (after) query = query.where(sql<boolean>`(name, id) > (${after.name}, ${after.id}::uuid)`);
  return query
    .orderBy('name')
    .orderBy('id')
    .limit(filter.limit + 1)
    .execute();
}

export async function countMembers(call: Call, filter: Pick<MemberFilter, 'q' | 'status'>): Promise<number> {
  const row = await filtered(call, filter)
    .select((column) => column.fn.countAll().as('members'))
    .executeTakeFirst();
  return Number(row?.members ?? 0);
}

/** The roles that members hold, with where they hold them. */
export async function listAssignments(call: Call, memberIds: readonly string[]): Promise<AssignmentRow[]> {
  if (memberIds.length === 0) return [];
  return call.database
    .selectFrom('roleAssignment as assignment')
    .innerJoin('role', (join) =>
      join.onRef('role.orgId', '=', 'assignment.orgId').onRef('role.id', '=', 'assignment.roleId'),
    )
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'assignment.orgId').onRef('node.id', '=', 'assignment.nodeId'),
    )
    .select([
      'assignment.id',
      'assignment.memberId',
      'assignment.roleId',
      'role.name as roleName',
      'role.builtIn',
      'assignment.nodeId',
      'node.path',
    ])
    .where('assignment.orgId', '=', call.orgId)
    .where('assignment.memberId', 'in', memberIds)
    .orderBy('node.path')
    .orderBy('assignment.createdAt')
    .execute();
}

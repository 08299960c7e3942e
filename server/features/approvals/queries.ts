import { type Expression, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { approvalConditions, approvalStates, approvalStatuses } from '#domain/approvals.ts';
import type { Call } from '#platform/access/call.ts';
import { reachCondition } from '#platform/access/can.ts';
import type { PricedDocumentLine } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';

/** A document as the rules see it. Whoever owns its kind makes this of a row. */
export type ApprovalSubject = {
  row: RecordRow;
  lines: readonly PricedDocumentLine[];
  /** All that an approval is bound to: what the customer would get, and the costs that figures rest on. */
  content: Values;
};

export const approvalReason = z.object({
  ruleId: z.uuid(),
  ruleName: z.string(),
  condition: z.enum(approvalConditions),
  /** Percent, an amount of `currency`, or the currency that was expected. */
  limit: z.string().nullable(),
  currency: z.string().nullable(),
  figure: z.string().nullable(),
  unknown: z.boolean(),
  /** What is left after costs is shown to those who may know costs. */
  hidden: z.boolean(),
  withOptions: z.boolean(),
  approverRoles: z.array(z.object({ id: z.uuid(), name: z.string() })),
  approvedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});

export type ApprovalReason = z.infer<typeof approvalReason>;

const person = z.object({ id: z.uuid(), name: z.string() }).nullable();

/** How a document stands with the rules, on the wire. */
export const approvalSchema = z.object({
  /** Something holds it back now. */
  needed: z.boolean(),
  state: z.enum(approvalStates),
  reasons: z.array(approvalReason),
  request: z
    .object({
      id: z.uuid(),
      status: z.enum(approvalStatuses),
      requestedBy: person,
      requestedAt: z.string(),
      comment: z.string().nullable(),
      decidedBy: person,
      decidedAt: z.string().nullable(),
      decisionComment: z.string().nullable(),
    })
    .nullable(),
  /** Whether the reader may approve or reject it now. */
  mayDecide: z.boolean(),
});

export type Approval = z.infer<typeof approvalSchema>;

/** The newest question about a document, with who asked and who answered. */
export function findRequest(call: Call, recordId: string) {
  return call.database
    .selectFrom('approvalRequest as request')
    .leftJoin('member as asker', (join) =>
      join.onRef('asker.orgId', '=', 'request.orgId').onRef('asker.id', '=', 'request.requestedBy'),
    )
    .leftJoin('member as decider', (join) =>
      join.onRef('decider.orgId', '=', 'request.orgId').onRef('decider.id', '=', 'request.decidedBy'),
    )
    .selectAll('request')
    .select(['asker.name as askerName', 'decider.name as deciderName'])
    .where('request.orgId', '=', call.orgId)
    .where('request.recordId', '=', recordId)
    .where('request.current', '=', true)
    .executeTakeFirst();
}

export type RequestRow = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/** The rules that the document broke when it was asked about, with who agreed to each. */
export function reasonsOf(call: Call, requestId: string) {
  return call.database
    .selectFrom('approvalReason as reason')
    .leftJoin('member', (join) =>
      join.onRef('member.orgId', '=', 'reason.orgId').onRef('member.id', '=', 'reason.approvedBy'),
    )
    .selectAll('reason')
    .select('member.name as approverName')
    .where('reason.orgId', '=', call.orgId)
    .where('reason.requestId', '=', requestId)
    .orderBy('reason.id')
    .execute();
}

export type ReasonRow = Awaited<ReturnType<typeof reasonsOf>>[number];

/** The names of roles by id. */
export async function roleNames(call: Call, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await call.database
    .selectFrom('role')
    .select(['id', 'name'])
    .where('orgId', '=', call.orgId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The roles that a member holds at a node or above it. */
export async function rolesAt(call: Call, memberId: string, scopePath: string): Promise<Set<string>> {
  const rows = await call.database
    .selectFrom('roleAssignment as assignment')
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'assignment.orgId').onRef('node.id', '=', 'assignment.nodeId'),
    )
    .select('assignment.roleId')
    .where('assignment.orgId', '=', call.orgId)
    .where('assignment.memberId', '=', memberId)
    .where(sql<boolean>`starts_with(${scopePath}, node.path)`)
    .execute();
  return new Set(rows.map(({ roleId }) => roleId));
}

/** For lists: documents whose newest question stands so; `mine` are those that wait for the actor's own word. */
export function approvalCondition(call: Call, table: string, wanted: string): Expression<SqlBool> {
  const id = sql.ref(`${table}.id`);
  const of = sql`request.org_id = ${call.orgId} and request.record_id = ${id} and request.current`;
  if (wanted !== 'mine') {
    return sql<SqlBool>`exists (select from approval_request request where ${of} and request.status = ${wanted})`;
  }
  const reach = reachCondition(call, 'crm.quotes.approve', table) ?? sql<SqlBool>`true`;
  return sql<SqlBool>`(${reach} and exists (
    select from approval_request request
    join approval_reason reason on reason.org_id = request.org_id and reason.request_id = request.id
    where ${of} and request.status = 'pending' and reason.approved_by is null
      and request.requested_by is distinct from ${call.actor.memberId}
      and (not exists (select from approval_rule_role named
          where named.org_id = request.org_id and named.rule_id = reason.rule_id)
        or exists (select from approval_rule_role named
          join role_assignment held on held.org_id = named.org_id and held.role_id = named.role_id
          join node on node.org_id = held.org_id and node.id = held.node_id
          where named.org_id = request.org_id and named.rule_id = reason.rule_id
            and held.member_id = ${call.actor.memberId} and starts_with(request.scope_path, node.path)))))`;
}

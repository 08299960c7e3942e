import { Problem } from '#domain/problems.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import { settleNotifications } from '#features/notifications/operations/settle-notifications.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { eventRecord } from '#records/create-record.ts';
import { capabilityOf, kindNamed } from '#records/kind.ts';
import { findApprovers, speaksFor } from '../approvers.ts';
import type { Reason } from '../evaluate.ts';
import { type ApprovalSubject, rolesAt } from '../queries.ts';
import { openRequest, requireHeldBack } from './request-approval.ts';
import { type Standing, standingOf } from './require-approved.ts';

export type Verdict = 'approved' | 'rejected';

const capability = 'crm.quotes.approve';

/** The reasons that the actor may speak for: by a role that the rule names, held where the document lies. */
async function ownReasons(
  call: Call,
  { row }: ApprovalSubject,
  reasons: readonly Reason[],
): Promise<Reason[]> {
  const { memberId } = call.actor;
  const held = memberId === null ? new Set<string>() : await rolesAt(call, memberId, row.scopePath);
  const own = memberId === null ? [] : reasons.filter(({ rule }) => speaksFor(rule.approverRoleIds, held));
  if (own.length > 0) return own;
  throw new Problem('forbidden', {
    detail: 'The rules that hold this back name other roles to approve it.',
    capability,
    roles: [...new Set(reasons.flatMap(({ rule }) => rule.approverRoleIds))],
  });
}

/** Nobody agrees to what they asked for themselves, unless there is nobody else who could. */
async function requireSomebodyElse(
  call: Call,
  { row }: ApprovalSubject,
  standing: Standing,
  own: readonly Reason[],
): Promise<void> {
  const { state, request } = standing;
  // Who asked and then changed what they asked about still speaks for themselves, whoever owns the document.
  const askers = [
    request?.requestedBy ?? null,
    state === 'pending' && request?.requestedBy ? null : row.ownerId,
  ];
  if (!askers.includes(call.actor.memberId)) return;
  const able = await findApprovers(
    call,
    row,
    own.map(({ rule }) => rule.approverRoleIds),
  );
  if (able.every((memberId) => memberId === call.actor.memberId)) return;
  throw new Problem('forbidden', {
    detail: 'Somebody else has to approve what you ask for yourself.',
    capability,
    because: 'own_request',
  });
}

/** Notes the actor's yes at the reasons that they may speak for. True when nothing is left to agree to. */
async function agree(call: Call, requestId: string, own: readonly Reason[]): Promise<boolean> {
  await call.database
    .updateTable('approvalReason')
    .set({ approvedBy: call.actor.memberId, approvedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('requestId', '=', requestId)
    .where('approvedBy', 'is', null)
    .where(
      'ruleId',
      'in',
      own.map(({ rule }) => rule.id),
    )
    .execute();
  const left = await call.database
    .selectFrom('approvalReason')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('requestId', '=', requestId)
    .where('approvedBy', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return left === undefined;
}

async function close(call: Call, requestId: string, verdict: Verdict, comment: string | null): Promise<void> {
  await call.database
    .updateTable('approvalRequest')
    .set({
      status: verdict,
      decidedBy: call.actor.memberId,
      decidedAt: instant(call),
      decisionComment: comment,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', requestId)
    .execute();
}

async function tell(
  call: Call,
  { row }: ApprovalSubject,
  told: { askedBy: string | null; verdict: Verdict; comment: string | null; closed: boolean },
): Promise<void> {
  const { verdict, comment, closed } = told;
  audit(call, {
    action: `quote.${verdict}`,
    recordKind: 'quote',
    recordId: row.id,
    scopePath: row.scopePath,
    after: { comment, ...(closed ? {} : { partly: true }) },
  });
  announce(call, {
    type: `quote.${verdict}`,
    record: eventRecord(kindNamed('quote'), row),
    payload: { comment, closed },
  });
  if (!closed) return;
  await settleNotifications(call, { type: 'approval_requested', recordKind: 'quote', recordId: row.id });
  const memberId = told.askedBy ?? row.ownerId;
  if (memberId === null) return;
  await notify(call, {
    memberId,
    type: 'approval_decided',
    recordKind: 'quote',
    recordId: row.id,
    data: { verdict, ...(comment ? { excerpt: comment } : {}) },
  });
}

/**
 * Approves or rejects a document that rules hold back, for the content that it has now; also without being asked. Each
 * rule wants the word of one of its own roles: the yes is kept rule by rule, and the document goes free with the last. A
 * no of anybody who may speak for one of them holds. The caller holds the document.
 */
export async function decideApproval(
  call: Call,
  subject: ApprovalSubject,
  verdict: Verdict,
  comment: string | null,
): Promise<void> {
  const { row } = subject;
  requireOn(call, capability, row, { name: 'quote', view: capabilityOf(kindNamed('quote'), 'view') });
  const standing = await standingOf(call, subject);
  requireHeldBack(standing, verdict);
  if (standing.state === verdict) return;
  const own = await ownReasons(call, subject, standing.reasons);
  if (verdict === 'approved') await requireSomebodyElse(call, subject, standing, own);
  const open = standing.request && (standing.state === 'pending' || standing.state === 'approved');
  const requestId =
    open && standing.request
      ? standing.request.id
      : await openRequest(call, subject, standing, { by: null, comment: null });
  const closed = verdict === 'rejected' || (await agree(call, requestId, own));
  if (closed) await close(call, requestId, verdict, comment);
  const askedBy = open ? (standing.request?.requestedBy ?? null) : null;
  await tell(call, subject, { askedBy, verdict, comment, closed });
}

import { Problem } from '#domain/problems.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { attachedTable } from '#records/attached.ts';
import { eventRecord } from '#records/create-record.ts';
import { kindNamed } from '#records/kind.ts';
import { findApprovers } from '../approvers.ts';
import type { ApprovalSubject } from '../queries.ts';
import { type Standing, standingOf } from './require-approved.ts';

attachedTable('approvalRequest');
attachedTable('approvalReason');

/** Refuses to ask or to decide where no rule holds the document back. */
export function requireHeldBack({ state }: Standing, to: string): void {
  if (state !== 'none') return;
  throw new Problem('illegal_transition', {
    detail: 'No rule holds this document back.',
    from: state,
    to,
    allowed: [],
  });
}

/** Keeps a question about the content of now, with the figures; the one before is history. Answers with its id. */
export async function openRequest(
  call: Call,
  { row }: ApprovalSubject,
  { hash, reasons }: Standing,
  asked: { by: string | null; comment: string | null },
): Promise<string> {
  const place = { orgId: call.orgId, recordId: row.id, scopeId: row.scopeId, scopePath: row.scopePath };
  await call.database
    .updateTable('approvalRequest')
    .set({ current: false })
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', row.id)
    .where('current', '=', true)
    .execute();
  const id = newId(call.now.getTime());
  await call.database
    .insertInto('approvalRequest')
    .values({
      ...place,
      id,
      contentSha256: hash,
      status: 'pending',
      requestedBy: asked.by,
      requestedAt: instant(call),
      comment: asked.comment,
    })
    .execute();
  await call.database
    .insertInto('approvalReason')
    .values(
      reasons.map(({ rule, limit, figure, unknown, withOptions }) => ({
        ...place,
        id: newId(call.now.getTime()),
        requestId: id,
        ruleId: rule.id,
        ruleName: rule.name,
        condition: rule.condition,
        limitText: limit,
        currency: rule.currency,
        figure,
        unknown,
        withOptions,
      })),
    )
    .execute();
  return id;
}

/**
 * Asks those who may approve a document that rules hold back, in the app and by mail. Asking again while the same content
 * waits, or after it was approved, changes nothing. The caller holds the document and has checked the right to send it.
 */
export async function requestApproval(
  call: Call,
  subject: ApprovalSubject,
  comment: string | null,
): Promise<void> {
  const standing = await standingOf(call, subject);
  requireHeldBack(standing, 'pending');
  if (standing.state === 'pending' || standing.state === 'approved') return;
  const { row } = subject;
  const id = await openRequest(call, subject, standing, { by: call.actor.memberId, comment });
  const reasons = standing.reasons.map(({ rule, limit, figure }) => ({
    rule: rule.name,
    // Timelines are read by people who may not know costs, which a margin tells.
    ...(rule.condition === 'margin' ? {} : { limit, figure }),
  }));
  audit(call, {
    action: 'quote.approval_requested',
    recordKind: 'quote',
    recordId: row.id,
    scopePath: row.scopePath,
    after: { comment, reasons },
  });
  announce(call, {
    type: 'quote.approval_requested',
    record: eventRecord(kindNamed('quote'), row),
    payload: { requestId: id, reasons },
  });
  const named = standing.reasons.map(({ rule }) => rule.approverRoleIds);
  for (const memberId of await findApprovers(call, row, named)) {
    await notify(call, {
      memberId,
      type: 'approval_requested',
      recordKind: 'quote',
      recordId: row.id,
      data: { request: id, ...(comment ? { excerpt: comment } : {}) },
      key: `approval ${id}`,
    });
  }
}

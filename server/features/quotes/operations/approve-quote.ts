import type { ApprovalRequestBody } from '#domain/approvals.ts';
import { Problem } from '#domain/problems.ts';
import { decideApproval, type Verdict } from '#features/approvals/operations/decide-approval.ts';
import { requestApproval } from '#features/approvals/operations/request-approval.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { approvalSubject } from '../queries-approval.ts';

function requireDraft({ status }: RecordRow, to: string): void {
  if (status === 'draft') return;
  throw new Problem('illegal_transition', {
    detail: 'Only a draft waits for approval.',
    from: status as string,
    to,
    allowed: [],
  });
}

async function locked(call: Call, id: string, ifMatch: number | null, to: string): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireVersion(quote, ifMatch);
  requireActive(quote);
  requireDraft(quote, to);
  return quote;
}

/** Asks for the approval of a draft that rules hold back. */
export async function askApproval(
  call: Call,
  id: string,
  { comment = null }: ApprovalRequestBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await locked(call, id, ifMatch, 'pending');
  requireOn(call, 'crm.quotes.send', quote, viewOf(quoteKind));
  await requestApproval(call, await approvalSubject(call, quote), comment);
  return quote;
}

/** Approves or rejects a draft that rules hold back. */
export async function decideQuote(
  call: Call,
  id: string,
  verdict: Verdict,
  { comment = null }: ApprovalRequestBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await locked(call, id, ifMatch, verdict);
  await decideApproval(call, await approvalSubject(call, quote), verdict, comment);
  return quote;
}

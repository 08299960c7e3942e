import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { requireApproved } from '#features/approvals/operations/require-approved.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { approvalSubject } from '../queries-approval.ts';
import { customerParty } from '../queries-parties.ts';
import { endScheduled } from './end-scheduled-send.ts';

/** A quote is fixed when it is sent: with the parties as they are then, and not before every rule agrees. */
export async function fixedColumns(call: Call, quote: RecordRow): Promise<Values> {
  if (quote.lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  await requireApproved(call, await approvalSubject(call, quote));
  return {
    customer: await customerParty(call, quote),
    seller: await sellerParty(call, quote.scopeId),
    scheduledAt: null,
  };
}

/** The same for a quote that goes out another way: nothing waits to send it any more. */
export async function columnsWhenSent(call: Call, quote: RecordRow): Promise<Values> {
  const columns = await fixedColumns(call, quote);
  await endScheduled(call, quote.id, { status: 'sent' });
  return columns;
}

import { noteContent } from '#features/approvals/operations/note-content.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { updateRecord } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { approvalSubject } from '../queries-approval.ts';

/** Changes a draft. What was approved, or waits for approval, with another content is so no longer. */
export async function updateQuote(
  call: Call,
  id: string,
  given: Values,
  ifMatch: number | null,
): Promise<RecordRow> {
  const row = await updateRecord(call, quoteKind, id, given, ifMatch);
  await noteContent(call, row, () => approvalSubject(call, row));
  return row;
}

import { audit, type Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { contentHash } from '../evaluate.ts';
import { type ApprovalSubject, findRequest } from '../queries.ts';

/**
 * To be called in the transaction that changed a document: when it says or costs something else than what was asked about
 * or approved, that question is stale. `subject` is only made where there is an open one.
 */
export async function noteContent(
  call: Call,
  row: RecordRow,
  subject: () => Promise<ApprovalSubject>,
): Promise<void> {
  const request = await findRequest(call, row.id);
  if (!request || (request.status !== 'pending' && request.status !== 'approved')) return;
  if (contentHash(await subject()) === request.contentSha256) return;
  await call.database
    .updateTable('approvalRequest')
    .set({ status: 'stale' })
    .where('orgId', '=', call.orgId)
    .where('id', '=', request.id)
    .execute();
  audit(call, {
    action: 'quote.approval_stale',
    recordKind: 'quote',
    recordId: row.id,
    scopePath: row.scopePath,
    before: { approval: request.status },
    after: { approval: 'stale' },
  });
}

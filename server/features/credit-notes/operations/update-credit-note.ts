import { invoiceKind } from '#features/invoices/kind.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { getRecord, lockRecord } from '#records/read-record.ts';
import { updateRecord } from '#records/update-record.ts';
import { creditNoteKind } from '../kind.ts';

/** Changes a draft. Its invoice is held meanwhile, so that what is left of it stays so. */
export async function updateCreditNote(
  call: Call,
  id: string,
  body: Values,
  ifMatch: number | null,
): Promise<RecordRow> {
  const { invoiceId } = await getRecord(call, creditNoteKind, id);
  await lockRecord(call, invoiceKind, invoiceId as string);
  return updateRecord(call, creditNoteKind, id, body, ifMatch);
}

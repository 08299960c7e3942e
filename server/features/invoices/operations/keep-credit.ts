import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordRow } from '#records/kind.ts';
import { amountIn, tellOfInvoice } from './add-invoice-entry.ts';

type Source =
  | { paymentId: string; creditNoteId?: undefined }
  | { creditNoteId: string; paymentId?: undefined };

/**
 * Keeps an amount as credit of the invoice's customer, in its currency and entity: what a payment or a credit note had
 * beyond the balance. Once for each of them.
 */
export async function keepCredit(
  call: Call,
  invoice: RecordRow,
  source: Source & { date: string; amountMinor: bigint },
): Promise<string> {
  const { date, amountMinor, paymentId = null, creditNoteId = null } = source;
  const id = newId(call.now.getTime());
  await call.database
    .insertInto('customerCredit')
    .values({
      orgId: call.orgId,
      id,
      scopeId: invoice.scopeId,
      scopePath: invoice.scopePath,
      invoiceId: invoice.id,
      paymentId,
      creditNoteId,
      creditDate: date,
      currency: invoice.currency as string,
      amountMinor,
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .execute();
  tellOfInvoice(call, invoice, 'invoice.credit_kept', { creditId: id, ...amountIn(invoice, amountMinor) });
  return id;
}

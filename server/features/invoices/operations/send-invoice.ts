import { illegalTransition, Problem } from '#domain/problems.ts';
import type { SendBody } from '#domain/sends.ts';
import { type PdfContext, preparePdf } from '#features/documents/operations/prepare-pdf.ts';
import { type Delivery, deliverDocument } from '#features/quotes/operations/deliver-document.ts';
import { keepAndLink, saysSomethingElse } from '#features/quotes/operations/keep-and-link.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { OnceContext } from '#platform/http/endpoint.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import '../printable.ts';

export type SentInvoice = { invoice: RecordRow; url: string; pdfFileId: string } & Pick<
  Delivery,
  'email' | 'sms'
>;

/** Whether a customer may get it: a draft says nothing yet, and a void one nothing any more. */
export function isSendable({ status, archivedAt }: RecordRow): boolean {
  return status !== 'draft' && status !== 'void' && archivedAt === null;
}

function requireSendable(call: Call, invoice: RecordRow, ifMatch: number | null): void {
  requireOn(call, 'accounting.invoices.send', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  if (!isSendable(invoice)) throw illegalTransition(invoice.status as string, 'sent', []);
}

/**
 * Sends an issued invoice, or sends it again: the PDF of what was issued, the link that it has or a new one, and a mail to
 * the customer. All of it happens, or nothing. Without an address it is marked as sent and the answer says so.
 */
export async function sendInvoice<Answer>(
  context: PdfContext & Pick<OnceContext, 'once'>,
  id: string,
  { body, ifMatch }: { body: SendBody; ifMatch: number | null },
  answer: (call: Call, sent: SentInvoice) => Promise<Answer>,
): Promise<Answer> {
  await context.inCall('read', async (call) =>
    requireSendable(call, await getRecord(call, invoiceKind, id), ifMatch),
  );
  const prepared = await preparePdf(context, 'invoice', id);
  try {
    return await context.once(async (call) => {
      const invoice = await lockRecord(call, invoiceKind, id);
      requireSendable(call, invoice, ifMatch);
      const { pdfFileId, pdf, url } = await keepAndLink(call, { kind: invoiceKind, row: invoice }, prepared);
      const { content } = prepared;
      const { email, sms } = await deliverDocument(
        call,
        { kind: invoiceKind, row: invoice, content, pdf, url },
        body,
      );
      const sent = await writeChange(
        call,
        invoiceKind,
        invoice,
        { sentAt: instant(call) },
        { event: 'invoice.sent', payload: { pdfFileId, emailed: email !== null } },
      );
      return answer(call, { invoice: sent, url, pdfFileId, email, sms });
    });
  } catch (error) {
    if (error !== saysSomethingElse) throw error;
    throw new Problem('in_progress', { detail: 'Somebody is changing this invoice right now.' });
  }
}

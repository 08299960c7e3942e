import { z } from 'zod';
import { sendBody, sendLanguages } from '#domain/sends.ts';
import { contentToPrint } from '#features/documents/operations/prepare-pdf.ts';
import { previewSending } from '#features/quotes/operations/deliver-document.ts';
import { previewAnswer, sendingAnswer } from '#features/quotes/queries-sending.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from './kind.ts';
import { sendInvoice } from './operations/send-invoice.ts';

const common = {
  tag: 'invoices',
  module: 'accounting',
  params: idParams,
  capability: 'accounting.invoices.send',
} as const;

/** Sending invoices. `present` shows an invoice as its own page does. */
export function invoiceSendEndpoints(
  present: (call: Call, row: RecordRow) => Promise<Values>,
  answer: z.ZodType,
): Endpoint[] {
  return [
    endpoint({
      ...common,
      method: 'POST',
      access: 'session',
      path: '/invoices/:id/send',
      summary: 'Send an issued invoice with its PDF and link, or send it again.',
      body: sendBody,
      answer: sendingAnswer('invoice', answer),
      run: (context, { params, body, ifMatch }) =>
        sendInvoice(context, params.id, { body, ifMatch }, async (call, sent) => ({
          invoice: await present(call, sent.invoice),
          emailed: sent.email !== null && sent.email.status !== 'suppressed',
          ...(sent.email ? { message: sent.email } : {}),
          ...(sent.sms ? { sms: sent.sms } : {}),
          publicUrl: sent.url,
          pdfFileId: sent.pdfFileId,
        })),
    }),
    endpoint({
      ...common,
      method: 'GET',
      access: 'read',
      path: '/invoices/:id/send-preview',
      summary: 'Whom an invoice would be sent to, why not, and what the message would say.',
      query: z.strictObject({ language: z.enum(sendLanguages).optional() }),
      answer: previewAnswer,
      async run(call, { params, query }) {
        const invoice = await getRecord(call, invoiceKind, params.id);
        requireOn(call, 'accounting.invoices.send', invoice, viewOf(invoiceKind));
        const content = await contentToPrint(call, 'invoice', invoice);
        return previewSending(call, { kind: invoiceKind, row: invoice, content }, query.language ?? null);
      },
    }),
  ];
}

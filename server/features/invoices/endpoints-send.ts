import { z } from 'zod';
import { sendBody, sendLanguages } from '#domain/sends.ts';
import { previewFixed, sendFixed, sendingOf } from '#features/quotes/operations/send-fixed.ts';
import { previewAnswer, sendingAnswer } from '#features/quotes/queries-sending.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { idParams } from '#records/record-endpoints.ts';
import { sentInvoices } from './sent.ts';

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
        sendFixed(context, sentInvoices, params.id, { body, ifMatch }, async (call, sent) => ({
          invoice: await present(call, sent.document),
          ...sendingOf(sent),
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
      run: (call, { params, query }) => previewFixed(call, sentInvoices, params.id, query.language ?? null),
    }),
  ];
}

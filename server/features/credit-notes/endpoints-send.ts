import { z } from 'zod';
import { sendBody, sendLanguages } from '#domain/sends.ts';
import { previewFixed, sendFixed, sendingOf } from '#features/quotes/operations/send-fixed.ts';
import { previewAnswer, sendingAnswer } from '#features/quotes/queries-sending.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { idParams } from '#records/record-endpoints.ts';
import { sentCreditNotes } from './sent.ts';

const common = {
  tag: 'credit-notes',
  module: 'accounting',
  params: idParams,
  capability: 'accounting.invoices.send',
} as const;

/** Sending credit notes. `present` shows a credit note as its own page does. */
export function creditNoteSendEndpoints(
  present: (call: Call, row: RecordRow) => Promise<Values>,
  answer: z.ZodType,
): Endpoint[] {
  return [
    endpoint({
      ...common,
      method: 'POST',
      access: 'session',
      path: '/credit-notes/:id/send',
      summary: 'Send an issued credit note with its PDF and link, or send it again.',
      body: sendBody,
      answer: sendingAnswer('creditNote', answer),
      run: (context, { params, body, ifMatch }) =>
        sendFixed(context, sentCreditNotes, params.id, { body, ifMatch }, async (call, sent) => ({
          creditNote: await present(call, sent.document),
          ...sendingOf(sent),
        })),
    }),
    endpoint({
      ...common,
      method: 'GET',
      access: 'read',
      path: '/credit-notes/:id/send-preview',
      summary: 'Whom a credit note would be sent to, why not, and what the message would say.',
      query: z.strictObject({ language: z.enum(sendLanguages).optional() }),
      answer: previewAnswer,
      run: (call, { params, query }) =>
        previewFixed(call, sentCreditNotes, params.id, query.language ?? null),
    }),
  ];
}

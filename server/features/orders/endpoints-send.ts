import { z } from 'zod';
import { sendBody, sendLanguages } from '#domain/sends.ts';
import { previewFixed, sendFixed, sendingOf } from '#features/quotes/operations/send-fixed.ts';
import { previewAnswer, sendingAnswer } from '#features/quotes/queries-sending.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { idParams } from '#records/record-endpoints.ts';
import { sentOrders } from './sent.ts';

const common = {
  tag: 'orders',
  module: 'crm',
  params: idParams,
  capability: 'crm.orders.send',
} as const;

/** Sending orders. `present` shows an order as its own page does. */
export function orderSendEndpoints(
  present: (call: Call, row: RecordRow) => Promise<Values>,
  answer: z.ZodType,
): Endpoint[] {
  return [
    endpoint({
      ...common,
      method: 'POST',
      access: 'session',
      path: '/orders/:id/send',
      summary: 'Send a confirmed order with its PDF and link, or send it again.',
      body: sendBody,
      answer: sendingAnswer('order', answer),
      run: (context, { params, body, ifMatch }) =>
        sendFixed(context, sentOrders, params.id, { body, ifMatch }, async (call, sent) => ({
          order: await present(call, sent.document),
          ...sendingOf(sent),
        })),
    }),
    endpoint({
      ...common,
      method: 'GET',
      access: 'read',
      path: '/orders/:id/send-preview',
      summary: 'Whom an order would be sent to, why not, and what the message would say.',
      query: z.strictObject({ language: z.enum(sendLanguages).optional() }),
      answer: previewAnswer,
      run: (call, { params, query }) => previewFixed(call, sentOrders, params.id, query.language ?? null),
    }),
  ];
}

import { z } from 'zod';
import { orderCancelBody, orderCreate, orderFulfilBody, orderPatch } from '#domain/orders.ts';
import { documentPdf } from '#features/documents/operations/document-pdf.ts';
import { pdfQuery } from '#features/documents/queries-pdf.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { lineSchema } from '#records/document-schemas.ts';
import type { RecordRow } from '#records/kind.ts';
import { idParams, presentDetail, recordEndpoints } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { orderSendEndpoints } from './endpoints-send.ts';
import { orderKind } from './kind.ts';
import { cancelOrder } from './operations/cancel-order.ts';
import { confirmOrder } from './operations/confirm-order.ts';
import { convertQuoteToOrder } from './operations/convert-quote-to-order.ts';
import { createOrder } from './operations/create-order.ts';
import { fulfilOrder } from './operations/fulfil-order.ts';
import { orderDetail } from './queries.ts';
import './printable.ts';
import './public.ts';

const decimal = z.string().nullable().meta({ description: 'A decimal as text; null for what is not sold.' });

const detail = {
  lines: z.array(
    lineSchema.extend({
      fulfilledQuantity: decimal,
      invoicedQuantity: decimal,
      toFulfil: decimal,
      toInvoice: decimal,
    }),
  ),
  deliveries: z.array(
    z.object({
      id: z.uuid(),
      date: z.string().meta({ format: 'date' }),
      note: z.string().nullable(),
      at: z.string().meta({ format: 'date-time' }),
      by: z.uuid().nullable(),
      byName: z.string().nullable(),
      lines: z.array(
        z.object({
          lineId: z.uuid(),
          description: z.string(),
          quantity: z.string(),
          unit: z.string().nullable(),
        }),
      ),
    }),
  ),
  invoices: z.array(
    z.object({
      id: z.uuid(),
      number: z.string().nullable(),
      status: z.string(),
      currency: z.string(),
      total: z.string(),
      paid: z.string(),
      balance: z.string(),
    }),
  ),
};

const operations = { create: createOrder, detail: orderDetail };
const answer = recordSchema(orderKind, detail);
const common = { tag: 'orders', module: 'crm', method: 'POST', params: idParams } as const;
const present = (call: Call, row: RecordRow) => presentDetail(call, orderKind, row, operations);

export const orderEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    tag: 'quotes',
    access: 'write',
    path: '/quotes/:id/convert-to-order',
    summary: 'Make one draft order of an accepted quote, or answer with the one that was made before.',
    capability: 'crm.quotes.convert',
    answer: z.object({ order: answer }),
    run: async (call, { params, ifMatch }) => ({
      order: await present(call, await convertQuoteToOrder(call, params.id, ifMatch)),
    }),
  }),
  ...recordEndpoints(orderKind, { create: orderCreate, patch: orderPatch, detail }, operations),
  endpoint({
    tag: 'orders',
    module: 'crm',
    method: 'GET',
    access: 'file',
    path: '/orders/:id/pdf',
    summary: 'The PDF of an order: of a draft as it is now, else exactly as it was confirmed.',
    capability: 'crm.orders.view',
    params: idParams,
    query: pdfQuery,
    run: (context, { params, query }) => documentPdf(context, 'order', params.id, query),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/orders/:id/confirm',
    summary: 'Confirm a draft order: it cannot be edited any more, and can be delivered and invoiced.',
    capability: 'crm.orders.confirm',
    answer,
    run: async (call, { params, ifMatch }) => present(call, await confirmOrder(call, params.id, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/orders/:id/fulfil',
    summary: 'Note what was delivered of an order: the lines that are named, or everything that is left.',
    capability: 'crm.orders.fulfil',
    body: orderFulfilBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await fulfilOrder(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/orders/:id/cancel',
    summary: 'Cancel an order of which nothing is invoiced, for a reason.',
    capability: 'crm.orders.confirm',
    body: orderCancelBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await cancelOrder(call, params.id, body, ifMatch)),
  }),
  ...orderSendEndpoints(present, answer),
];

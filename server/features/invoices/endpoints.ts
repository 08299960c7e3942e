import { z } from 'zod';
import {
  invoiceCreate,
  invoiceIssueBody,
  invoicePatch,
  invoiceVoidBody,
  paymentBody,
} from '#domain/invoices.ts';
import { orderConvertBody } from '#domain/orders.ts';
import { quoteConvertBody } from '#domain/quotes.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { page } from '#platform/http/schemas.ts';
import type { RecordRow } from '#records/kind.ts';
import { listQuery } from '#records/list-query.ts';
import { presentRecord } from '#records/present.ts';
import { getRecord } from '#records/read-record.ts';
import {
  idParams,
  immutableEndpoints,
  listAnswer,
  presentDetail,
  recordEndpoints,
} from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { invoicePdfEndpoints } from './endpoints-pdf.ts';
import { invoiceSendEndpoints } from './endpoints-send.ts';
import { settlementEndpoints } from './endpoints-settlement.ts';
import { invoiceKind } from './kind.ts';
import { convertOrderToInvoice } from './operations/convert-order-to-invoice.ts';
import { convertQuoteToInvoice } from './operations/convert-quote-to-invoice.ts';
import { createInvoice } from './operations/create-invoice.ts';
import { issueInvoice } from './operations/issue-invoice.ts';
import { recordPayment } from './operations/record-payment.ts';
import { voidInvoice } from './operations/void-invoice.ts';
import { paymentKind } from './payment-kind.ts';
import { detailSchema, invoiceAnswer, summarySchema } from './present.ts';
import { invoiceDetail, invoiceSummary } from './queries.ts';
import './public.ts';

const operations = { create: createInvoice, detail: invoiceDetail };
const answer = invoiceAnswer;
const common = { tag: 'invoices', module: 'accounting', params: idParams } as const;
const present = (call: Call, row: RecordRow) => presentDetail(call, invoiceKind, row, operations);

const conversion = endpoint({
  ...common,
  tag: 'quotes',
  method: 'POST',
  access: 'write',
  path: '/quotes/:id/convert-to-invoice',
  summary: 'Make one draft invoice of an accepted quote, or answer with the one that was made before.',
  capability: 'crm.quotes.convert',
  body: quoteConvertBody,
  answer: z.object({ invoice: answer }),
  run: async (call, { params, body, ifMatch }) => ({
    invoice: await present(call, await convertQuoteToInvoice(call, params.id, body, ifMatch)),
  }),
});

const orderConversion = endpoint({
  ...common,
  tag: 'orders',
  method: 'POST',
  access: 'write',
  path: '/orders/:id/convert-to-invoice',
  summary:
    'Make a draft invoice of what is not invoiced of an order yet, or of what of it was delivered; nothing is charged twice.',
  capability: 'crm.orders.convert',
  body: orderConvertBody,
  answer: z.object({ invoice: answer }),
  run: async (call, { params, body, ifMatch }) => ({
    invoice: await present(call, await convertOrderToInvoice(call, params.id, body, ifMatch)),
  }),
});

const steps: Endpoint[] = [
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/invoices/:id/issue',
    summary: 'Issue a draft invoice: it gets its number and cannot change any more.',
    capability: 'accounting.invoices.issue',
    body: invoiceIssueBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await issueInvoice(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/invoices/:id/void',
    summary: 'Take an issued invoice without payments back, for a reason.',
    capability: 'accounting.invoices.void',
    body: invoiceVoidBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await voidInvoice(call, params.id, body, ifMatch)),
  }),
];

const payments: Endpoint[] = [
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/invoices/:id/payments',
    summary: 'Record money that arrived for an issued invoice.',
    capability: 'accounting.payments.create',
    body: paymentBody,
    answer: recordSchema(paymentKind, { invoice: summarySchema }),
    status: 201,
    async run(call, { params, body, ifMatch }) {
      const { payment, invoice } = await recordPayment(call, params.id, body, ifMatch);
      return { ...(await presentRecord(call, paymentKind, payment)), invoice: invoiceSummary(invoice) };
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    access: 'read',
    path: '/invoices/:id/payments',
    summary: 'The payments of an invoice, the newest first.',
    capability: 'accounting.payments.view',
    query: listQuery(paymentKind).pick({ limit: true, cursor: true }),
    answer: page(recordSchema(paymentKind)),
    async run(call, { params, query }) {
      const { id } = await getRecord(call, invoiceKind, params.id);
      return listAnswer(call, paymentKind, { ...query, sort: '-date', invoiceId: [id] });
    },
  }),
  ...immutableEndpoints(paymentKind),
];

export const invoiceEndpoints: Endpoint[] = [
  conversion,
  orderConversion,
  ...recordEndpoints(
    invoiceKind,
    { create: invoiceCreate, patch: invoicePatch, detail: detailSchema },
    operations,
  ),
  ...steps,
  ...invoicePdfEndpoints,
  ...invoiceSendEndpoints(present, answer),
  ...payments,
  ...settlementEndpoints,
];

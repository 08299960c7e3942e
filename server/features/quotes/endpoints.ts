import { z } from 'zod';
import { approvalRequestBody, approveBody, rejectBody } from '#domain/approvals.ts';
import { presentPricing } from '#domain/pricing.ts';
import { quoteCreate, quotePatch, quotePriceBody, quoteStatusBody } from '#domain/quotes.ts';
import { approvalSchema } from '#features/approvals/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { priceAsSent } from '#records/document-lines.ts';
import { lineSchema, pricingSchema } from '#records/document-schemas.ts';
import type { RecordRow } from '#records/kind.ts';
import { idParams, presentDetail, recordEndpoints } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { quotePdfEndpoints } from './endpoints-pdf.ts';
import { quoteSendEndpoints } from './endpoints-send.ts';
import { quoteKind } from './kind.ts';
import { askApproval, decideQuote } from './operations/approve-quote.ts';
import { changeQuoteStatus } from './operations/change-quote-status.ts';
import { createQuote } from './operations/create-quote.ts';
import { reviseQuote } from './operations/revise-quote.ts';
import { updateQuote } from './operations/update-quote.ts';
import { quoteDetail } from './queries.ts';
import './public.ts';

const detail = {
  lines: z.array(lineSchema),
  supersededById: z.uuid().nullable(),
  invoice: z
    .object({
      id: z.uuid(),
      number: z.string().nullable(),
      status: z.string(),
      total: z.string(),
      paid: z.string(),
      balance: z.string(),
    })
    .nullable(),
  order: z.object({ id: z.uuid(), number: z.string(), status: z.string(), total: z.string() }).nullable(),
  invoiceable: z.boolean().meta({ description: 'Whether something is left that the actor can invoice now.' }),
  approval: approvalSchema,
};

const operations = { create: createQuote, update: updateQuote, detail: quoteDetail };
const answer = recordSchema(quoteKind, detail);
const common = { tag: 'quotes', module: 'crm', method: 'POST' } as const;
const present = (call: Call, row: RecordRow) => presentDetail(call, quoteKind, row, operations);

export const quoteEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    access: 'read',
    path: '/quotes/price',
    summary: 'What lines come to, without saving them.',
    capability: 'crm.quotes.view',
    body: quotePriceBody,
    answer: pricingSchema,
    async run(_call, { body }) {
      const { lines, currency, discountType = 'none', discountValue } = body;
      return presentPricing(
        priceAsSent({ currency, discountType, discountValue: discountValue ?? '' }, lines),
      );
    },
  }),
  ...recordEndpoints(quoteKind, { create: quoteCreate, patch: quotePatch, detail }, operations),
  endpoint({
    ...common,
    access: 'write',
    path: '/quotes/:id/status',
    summary: 'Mark a quote sent, or record by hand what the customer decided.',
    capability: 'crm.quotes.view',
    params: idParams,
    body: quoteStatusBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await changeQuoteStatus(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/quotes/:id/revise',
    summary: 'Open the next version of a quote; this one becomes read-only.',
    capability: 'crm.quotes.revise',
    params: idParams,
    answer,
    status: 201,
    run: async (call, { params, ifMatch }) => present(call, await reviseQuote(call, params.id, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/quotes/:id/request-approval',
    summary: 'Ask those who may approve a quote that rules hold back.',
    capability: 'crm.quotes.send',
    params: idParams,
    body: approvalRequestBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await askApproval(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/quotes/:id/approve',
    summary: 'Approve a quote that rules hold back, with the content that it has now.',
    capability: 'crm.quotes.approve',
    params: idParams,
    body: approveBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await decideQuote(call, params.id, 'approved', body, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/quotes/:id/reject',
    summary: 'Refuse to approve a quote that rules hold back, and say why.',
    capability: 'crm.quotes.approve',
    params: idParams,
    body: rejectBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await decideQuote(call, params.id, 'rejected', body, ifMatch)),
  }),
  ...quotePdfEndpoints,
  ...quoteSendEndpoints(present, answer),
];

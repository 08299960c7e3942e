import { z } from 'zod';
import {
  cancelBody,
  changePriceBody,
  pauseBody,
  periodOutcomes,
  quoteSubscribeBody,
  subscriptionCreate,
  subscriptionPatch,
} from '#domain/subscriptions.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { lineSchema } from '#records/document-schemas.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams, presentDetail, recordEndpoints } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { summaryEndpoint } from './endpoint-summary.ts';
import { subscriptionKind } from './kind.ts';
import { cancelSubscription, keepSubscription } from './operations/cancel-subscription.ts';
import { changePrice, dropPrice } from './operations/change-price.ts';
import { convertQuoteToSubscription } from './operations/convert-quote-to-subscription.ts';
import { createSubscription } from './operations/create-subscription.ts';
import { pauseSubscription } from './operations/pause-subscription.ts';
import { resumeSubscription } from './operations/resume-subscription.ts';
import { startSubscription } from './operations/start-subscription.ts';
import { listPeriods, subscriptionDetail } from './queries.ts';

const amounts = {
  subtotal: z.string(),
  discountTotal: z.string(),
  taxTotal: z.string(),
  total: z.string(),
};
const price = z.object({
  id: z.uuid(),
  validFrom: z.string(),
  discountType: z.string(),
  discountValue: z.string(),
  ...amounts,
});
const detail = {
  lines: z.array(lineSchema),
  next: z.object({ number: z.int(), startsOn: z.string(), endsOn: z.string(), total: z.string() }).nullable(),
  pause: z.object({ from: z.string(), resumeOn: z.string().nullable() }).nullable(),
  plannedPrice: price.extend({ lines: z.array(lineSchema) }).nullable(),
  prices: z.array(price.extend({ current: z.boolean() })),
};
const operations = { create: createSubscription, detail: subscriptionDetail };
const answer = recordSchema(subscriptionKind, detail);
const present = (call: Call, row: RecordRow) => presentDetail(call, subscriptionKind, row, operations);
const capability = 'accounting.subscriptions.manage' as const;
const common = { tag: 'subscriptions', module: 'subscriptions', params: idParams } as const;

const steps: Endpoint[] = [
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/subscriptions/:id/start',
    summary: 'Start a draft: from now on its periods are billed by themselves.',
    capability,
    answer,
    run: async (call, { params, ifMatch }) =>
      present(call, await startSubscription(call, params.id, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/subscriptions/:id/pause',
    summary: 'Pause from a day on: periods that begin in the pause are not billed.',
    capability,
    body: pauseBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await pauseSubscription(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/subscriptions/:id/resume',
    summary: 'End the pause today, or call off the one that is planned.',
    capability,
    answer,
    run: async (call, { params, ifMatch }) =>
      present(call, await resumeSubscription(call, params.id, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/subscriptions/:id/cancel',
    summary: 'Cancel today, or when the period that was begun is over.',
    capability,
    body: cancelBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await cancelSubscription(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    access: 'write',
    path: '/subscriptions/:id/scheduled-cancellation',
    summary: 'Take back a cancellation that has not come yet.',
    capability,
    answer,
    run: async (call, { params, ifMatch }) => present(call, await keepSubscription(call, params.id, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/subscriptions/:id/change-price',
    summary: 'Plan another price from the next period on, or from a later one.',
    capability,
    body: changePriceBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await changePrice(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    access: 'write',
    path: '/subscriptions/:id/scheduled-price',
    summary: 'Drop a price that does not hold yet.',
    capability,
    answer,
    run: async (call, { params, ifMatch }) => present(call, await dropPrice(call, params.id, ifMatch)),
  }),
];

const periodsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.coerce.number().int().min(1).max(1_000_000).optional(),
});

const invoice = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  status: z.string(),
  currency: z.string(),
  total: z.string(),
  paid: z.string(),
  balance: z.string(),
});

const periods = endpoint({
  ...common,
  method: 'GET',
  access: 'read',
  path: '/subscriptions/:id/periods',
  summary: 'The periods that have come, the newest first, with their invoices.',
  capability: 'accounting.subscriptions.view',
  query: periodsQuery,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.int(),
        startsOn: z.string(),
        endsOn: z.string(),
        outcome: z.enum(periodOutcomes),
        at: z.string(),
        invoice: invoice.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  async run(call, { params, query }) {
    const { id } = await getRecord(call, subscriptionKind, params.id);
    return listPeriods(call, id, { limit: query.limit, before: query.cursor ?? null });
  },
});

const conversion = endpoint({
  ...common,
  tag: 'quotes',
  method: 'POST',
  access: 'write',
  path: '/quotes/:id/convert-to-subscription',
  summary: 'Make one subscription of an accepted quote, or answer with the one that was made before.',
  capability: 'crm.quotes.convert',
  body: quoteSubscribeBody,
  answer: z.object({ subscription: answer }),
  run: async (call, { params, body, ifMatch }) => ({
    subscription: await present(call, await convertQuoteToSubscription(call, params.id, body, ifMatch)),
  }),
});

export const subscriptionEndpoints: Endpoint[] = [
  summaryEndpoint,
  conversion,
  ...recordEndpoints(
    subscriptionKind,
    { create: subscriptionCreate, patch: subscriptionPatch, detail },
    operations,
  ),
  periods,
  ...steps,
];

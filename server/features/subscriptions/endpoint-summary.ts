import { z } from 'zod';
import { revenueReasons, summaryQuery } from '#domain/subscriptions.ts';
import { endpoint } from '#platform/http/endpoint.ts';
import { summarise } from './queries-summary.ts';

const sums = {
  byCurrency: z.array(z.object({ currency: z.string(), amount: z.string() })),
  total: z.string(),
};

export const summaryEndpoint = endpoint({
  tag: 'subscriptions',
  module: 'subscriptions',
  method: 'GET',
  access: 'read',
  path: '/subscriptions/summary',
  summary: 'Recurring revenue, how it grew and shrank month by month, churn, and what is due in thirty days.',
  capability: 'accounting.subscriptions.view',
  query: summaryQuery,
  answer: z.object({
    currency: z.string(),
    asOf: z.string(),
    rates: z.array(
      z.object({ from: z.string(), rate: z.string().nullable(), rateDate: z.string().nullable() }),
    ),
    missingRates: z.array(z.string()),
    counts: z.object({ active: z.int(), trialing: z.int(), paused: z.int(), draft: z.int() }),
    mrr: z.object(sums),
    dueSoon: z.object({ until: z.string(), count: z.int(), ...sums }),
    months: z.array(
      z.object({
        month: z.string(),
        opening: z.string(),
        ...Object.fromEntries(revenueReasons.map((reason) => [reason, z.string()])),
        closing: z.string(),
        subscribersAtStart: z.int(),
        newSubscribers: z.int(),
        lostSubscribers: z.int(),
        churnRate: z.string().nullable(),
      }),
    ),
  }),
  run: (call, { query }) => summarise(call, query),
});

import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import { threadKinds } from '#domain/revenue.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { kindNamed } from '#records/kind.ts';
import { revenueThread } from './queries.ts';

const text = z.string().nullable();

const item = z.object({
  kind: z.enum(threadKinds),
  id: z.uuid(),
  title: z.string(),
  number: text,
  status: text,
  currency: text,
  amount: text,
  paid: text,
  balance: text,
  versionNumber: z.int().nullable(),
  at: z.string(),
  date: text,
  /** Below the API's address; null where the kind is not printed. */
  pdf: text,
  links: z.record(z.string(), z.uuid()),
});

export const revenueEndpoints: Endpoint[] = [
  endpoint({
    tag: 'revenue',
    method: 'GET',
    path: '/revenue/:kind/:id',
    summary:
      'The way from lead to payment that a record stands in: every version and document, as far as one may see.',
    access: 'read',
    params: z.object({ kind: z.enum(threadKinds), id: uuid }),
    answer: z.object({ items: z.array(item), more: z.array(z.enum(threadKinds)) }),
    run: (call, { params }) => revenueThread(call, kindNamed(params.kind), params.id),
  }),
];

import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { searchRecords } from './search-records.ts';
import { findVisited, noteVisit } from './visits.ts';

const hits = z.array(
  z.object({ kind: z.string(), id: z.uuid(), title: z.string(), subtitle: z.string().nullable() }),
);
const tag = 'search';

export const searchEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/search',
    summary: 'Find records of every kind by name, email, telephone or number; typing errors are forgiven.',
    tag,
    access: 'read',
    query: z.strictObject({
      q: z.string().trim().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    answer: z.object({
      items: hits,
      readAs: z.string().nullable().meta({ description: 'What was looked for instead of a mistyped word.' }),
    }),
    run: (call, { query }) => searchRecords(call, query.q, query.limit),
  }),
  endpoint({
    method: 'GET',
    path: '/visits',
    summary: 'The records that you opened last, and those that you open most.',
    tag,
    access: 'read',
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(20).default(6) }),
    answer: z.object({ recent: hits, frequent: hits }),
    run: (call, { query }) => findVisited(call, query.limit),
  }),
  endpoint({
    method: 'POST',
    path: '/visits',
    summary: 'Remember that you opened a record.',
    tag,
    access: 'write',
    body: z.strictObject({ recordKind: z.string().max(40), recordId: uuid }),
    run: (call, { body }) => noteVisit(call, body),
  }),
];

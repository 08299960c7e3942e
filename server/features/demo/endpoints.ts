import { z } from 'zod';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { beginDemo } from './operations/begin-demo.ts';
import { findDemo } from './queries.ts';

const answer = z.object({
  status: z.enum(['none', 'running', 'loaded', 'failed']),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

export const demoEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/demo',
    summary: 'Whether demo data was loaded into this company.',
    tag: 'demo',
    access: 'read',
    capability: 'settings.demo.manage',
    answer,
    run: (call) => findDemo(call),
  }),
  endpoint({
    method: 'POST',
    path: '/demo',
    summary: 'Fill the company with demo data, once, in the background.',
    tag: 'demo',
    access: 'write',
    capability: 'settings.demo.manage',
    answer,
    status: 202,
    run: (call) => beginDemo(call),
  }),
];

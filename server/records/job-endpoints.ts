import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import { Problem } from '#domain/problems.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';

const jobAnswer = z.object({
  id: z.uuid(),
  kind: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  result: z.unknown(),
  errors: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

const columns = [
  'id',
  'kind',
  'status',
  'done',
  'total',
  'result',
  'errors',
  'createdAt',
  'startedAt',
  'endedAt',
] as const;

/** The long work that the actor began; what others began is not theirs to see. */
function ownJobs(call: Call) {
  return call.database
    .selectFrom('backgroundJob')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .$if(call.actor.kind === 'api_key', (query) => query.where('actorId', '=', call.actor.id));
}

async function ownJob(call: Call, id: string) {
  const job = await ownJobs(call).where('id', '=', id).executeTakeFirst();
  if (!job) throw new Problem('not_found', { detail: 'There is no such job of yours.' });
  return job;
}

/** Asks a job to stop where it stands; one that has ended refuses. */
async function cancelJob(call: Call, id: string) {
  const job = await ownJob(call, id);
  if (job.status !== 'queued' && job.status !== 'running') {
    throw new Problem('illegal_transition', { from: job.status, to: 'cancelled', allowed: [] });
  }
  const queued = job.status === 'queued' ? { status: 'cancelled' as const, endedAt: instant(call) } : {};
  await call.database
    .updateTable('backgroundJob')
    .set({ cancelAsked: true, ...queued })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .where('status', '=', job.status)
    .execute();
  audit(call, { action: 'job.cancelled', recordKind: 'job', recordId: id });
  return ownJob(call, id);
}

const tag = 'jobs';
const params = z.object({ id: uuid });

/** Long work as whoever began it watches it. */
export const jobEndpoints: readonly Endpoint[] = [
  endpoint({
    tag,
    method: 'GET',
    path: '/jobs',
    summary: 'The newest long work that you began: imports, bulk changes, undo.',
    access: 'read',
    answer: z.object({ items: z.array(jobAnswer) }),
    run: async (call) => ({
      items: await ownJobs(call).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(20).execute(),
    }),
  }),
  endpoint({
    tag,
    method: 'GET',
    path: '/jobs/:id',
    summary: 'How far one piece of long work is, and what came of it.',
    access: 'read',
    params,
    answer: jobAnswer,
    run: (call, input) => ownJob(call, input.params.id),
  }),
  endpoint({
    tag,
    method: 'POST',
    path: '/jobs/:id/cancel',
    summary: 'Ask a running job to stop where it stands.',
    access: 'write',
    params,
    answer: jobAnswer,
    run: (call, input) => cancelJob(call, input.params.id),
  }),
];

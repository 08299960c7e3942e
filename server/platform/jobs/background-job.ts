import { Problem } from '#domain/problems.ts';
import { addJob, announce, type Call, instant, type Principal } from '../access/call.ts';
import { loadApiKey, loadMember, loadSystem } from '../access/principal.ts';
import { runCall } from '../access/run.ts';
import { newId } from '../database/id.ts';
import type { FeatureJob } from '../feature.ts';
import type { Services } from '../services.ts';
import { GiveUp, type Job, type JobKind } from './job.ts';
import { failureOf } from './run-batch.ts';

export type BackgroundStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** One thing that went wrong with one item of the work; the rest went on. */
export type BackgroundError = { id?: string; row?: number; path?: string; code: string; message: string };

/** What the work has at hand: it acts as whoever began it, in as many transactions as it likes. */
export type BackgroundContext = {
  id: string;
  orgId: string;
  params: Record<string, unknown>;
  services: Services;
  principal: Principal;
  signal: AbortSignal;
  inCall<T>(access: 'read' | 'write', run: (call: Call) => Promise<T>): Promise<T>;
  /**
   * Notes how far the work is, in the transaction that did it, and tells whoever watches. False: somebody asked to
   * cancel, and the work should end where it stands.
   */
  progress(
    call: Call,
    step: { done: number; total?: number; errors?: readonly BackgroundError[] },
  ): Promise<boolean>;
};

/** How many errors a job keeps for its answer; the rest is only counted by the work itself. */
export const mostErrors = 1000;

/**
 * Begins long work in the caller's transaction: a row that can be watched, and the job that does it. `params` names what
 * to do; it is kept behind the company's wall, unlike the job's own data.
 */
export async function beginBackgroundJob(
  call: Call,
  draft: { kind: JobKind; params: Record<string, unknown>; total?: number },
): Promise<{ jobId: string }> {
  const id = newId(call.now.getTime());
  const { kind: actorKind, id: actorId, memberId } = call.actor;
  if (actorKind === 'public') throw new Problem('forbidden', { detail: 'This needs somebody signed in.' });
  await call.database
    .insertInto('backgroundJob')
    .values({
      orgId: call.orgId,
      id,
      kind: draft.kind.name,
      total: draft.total ?? null,
      params: JSON.stringify(draft.params),
      actorKind,
      actorId,
      memberId,
      createdAt: instant(call),
    })
    .execute();
  addJob(call, { name: draft.kind.name, data: { orgId: call.orgId, backgroundJobId: id } });
  return { jobId: id };
}

type Held = { id: string; orgId: string };

function tellWatcher(call: Call, id: string, memberId: string | null): void {
  if (memberId === null) return;
  const place = { scopeId: call.homeNode.id, scopePath: call.homeNode.path, ownerId: memberId };
  announce(call, {
    type: 'job.progressed',
    record: { kind: 'job', id, version: 1, ...place },
    audienceId: memberId,
  });
}

function inSystem<T>(services: Services, orgId: string, run: (call: Call) => Promise<T>): Promise<T> {
  return loadSystem(services.pool, orgId).then((principal) =>
    runCall(
      services,
      principal,
      { access: 'write', requestId: 'background', checkAccessVersion: false },
      run,
    ),
  );
}

async function claim({ services, id, orgId }: Held & { services: Services }) {
  return inSystem(services, orgId, async (call) => {
    const row = await call.database
      .selectFrom('backgroundJob')
      .selectAll()
      .where('orgId', '=', orgId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new GiveUp('There is no such background job.');
    if (row.status !== 'queued' && row.status !== 'running') return null;
    await call.database
      .updateTable('backgroundJob')
      .set({ status: 'running', startedAt: row.startedAt ?? instant(call) })
      .where('orgId', '=', orgId)
      .where('id', '=', id)
      .execute();
    tellWatcher(call, id, row.memberId);
    return row;
  });
}

async function end(
  services: Services,
  { id, orgId }: Held,
  outcome: { status: BackgroundStatus; result?: unknown; errors?: readonly BackgroundError[] },
): Promise<void> {
  await inSystem(services, orgId, async (call) => {
    const row = await call.database
      .updateTable('backgroundJob')
      .set({
        status: outcome.status,
        endedAt: instant(call),
        ...(outcome.result === undefined ? {} : { result: JSON.stringify(outcome.result) }),
        ...(outcome.errors === undefined ? {} : { errors: JSON.stringify(outcome.errors) }),
      })
      .where('orgId', '=', orgId)
      .where('id', '=', id)
      .where('status', 'in', ['queued', 'running'])
      .returning('memberId')
      .executeTakeFirst();
    if (row) tellWatcher(call, id, row.memberId);
  });
}

type Starter = { actorKind: string; actorId: string | null; memberId: string | null };

/** Whoever began the work, with what they may do now; null when they are gone. */
async function starterOf(services: Services, orgId: string, starter: Starter): Promise<Principal | null> {
  const { actorKind, actorId, memberId } = starter;
  if (actorKind === 'system') return loadSystem(services.pool, orgId);
  if (actorKind === 'api_key' && actorId) {
    return loadApiKey(services.pool, { orgId, id: actorId, now: services.clock.now() });
  }
  return memberId ? loadMember(services.pool, orgId, memberId) : null;
}

async function noteProgress(
  call: Call,
  id: string,
  step: { done: number; total?: number; errors?: readonly BackgroundError[] },
): Promise<boolean> {
  const row = await call.database
    .updateTable('backgroundJob')
    .set({
      done: step.done,
      ...(step.total === undefined ? {} : { total: step.total }),
      ...(step.errors === undefined ? {} : { errors: JSON.stringify(step.errors.slice(0, mostErrors)) }),
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .returning(['cancelAsked', 'memberId'])
    .executeTakeFirstOrThrow();
  tellWatcher(call, id, row.memberId);
  return !row.cancelAsked;
}

export type BackgroundWork = {
  kind: JobKind;
  work: FeatureJob['work'];
  /**
   * Does the work and answers with its result. It may be run again after a crash: it finds by its own records what is
   * done already. A `Problem` ends it for good; any other error is tried again as `kind` says.
   */
  run(context: BackgroundContext): Promise<{ result: unknown; cancelled?: boolean }>;
};

/** Long work as a job of a feature. */
export function backgroundJob({ kind, work, run }: BackgroundWork): FeatureJob {
  return {
    kind,
    work,
    run: async (services, job) => {
      const { orgId, backgroundJobId } = job.data;
      if (!orgId || typeof backgroundJobId !== 'string') throw new GiveUp('The job names no background job.');
      const held = { orgId, id: backgroundJobId };
      const row = await claim({ services, ...held });
      if (!row) return;
      const principal = await starterOf(services, orgId, row);
      if (!principal) {
        const message = 'Whoever began this work may not do it any more.';
        await end(services, held, { status: 'failed', errors: [{ code: 'forbidden', message }] });
        return;
      }
      await runWork(services, job, { kind, run }, { ...held, principal, params: row.params as never });
    },
  };
}

async function runWork(
  services: Services,
  job: Job,
  { kind, run }: Pick<BackgroundWork, 'kind' | 'run'>,
  begun: Held & Pick<BackgroundContext, 'principal' | 'params'>,
): Promise<void> {
  const { id, principal } = begun;
  const context: BackgroundContext = {
    ...begun,
    services,
    signal: job.signal,
    inCall: (access, act) =>
      runCall(services, principal, { access, requestId: `job ${id}`, checkAccessVersion: false }, act),
    progress: (call, step) => noteProgress(call, id, step),
  };
  try {
    const { result, cancelled } = await run(context);
    await end(services, begun, { status: cancelled ? 'cancelled' : 'done', result });
  } catch (error) {
    const final = error instanceof Problem || error instanceof GiveUp || job.retryCount >= kind.retryLimit;
    if (final) {
      const code = error instanceof Problem ? error.code : 'internal_error';
      await end(services, begun, { status: 'failed', errors: [{ code, message: failureOf(error) }] });
    }
    if (!(error instanceof Problem)) throw error;
  }
}

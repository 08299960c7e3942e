import { isProblem } from '#domain/problems.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import type { Services } from '#platform/services.ts';
import { billJobName } from './job-name.ts';
import { advanceSubscription } from './operations/advance-subscription.ts';
import { noteFailure } from './operations/note-failure.ts';
import { listDue, mayBill } from './queries-due.ts';

const batch = 200;
/** How many steps one company gets in one round, so that the others get theirs: the next round goes on. */
const mostInRound = 5_000;

const options = () => ({ access: 'write', requestId: newId(), checkAccessVersion: false }) as const;

/**
 * Does what is due in one company, a transaction for each invoice, the longest due first. A subscription that fails keeps its
 * reason and waits; the others go on. Where the module or accounting is switched off nothing is done and nothing is lost: the
 * periods are billed once both are on again.
 */
export async function billCompany(services: Services, orgId: string, signal: AbortSignal): Promise<number> {
  const principal = await loadSystem(services.pool, orgId);
  const due = () =>
    runCall(services, principal, { ...options(), access: 'read' }, async (call) =>
      (await mayBill(call)) ? listDue(call, batch) : [],
    );
  let invoices = 0;
  let left = mostInRound;
  const held = new Set<string>();
  for (let ids = await due(); ids.length > 0 && left > 0; ids = (await due()).filter((id) => !held.has(id))) {
    for (const id of ids) {
      if (signal.aborted || left <= 0) return invoices;
      left -= 1;
      try {
        const advance = await runCall(services, principal, options(), (call) =>
          advanceSubscription(call, id),
        );
        if (advance === 'invoiced') invoices += 1;
        if (advance === 'nothing') held.add(id);
      } catch (error) {
        const problem = isProblem(error) ? error : null;
        if (!problem)
          services.log.error({ error, subscriptionId: id }, 'A subscription could not be billed.');
        await runCall(services, principal, options(), (call) => noteFailure(call, id, problem));
      }
    }
  }
  return invoices;
}

/** Every five minutes, and soon after a subscription was started. Running a hundred at once makes each invoice once. */
export const billSubscriptionsJob: FeatureJob = {
  kind: {
    name: billJobName,
    retryLimit: 3,
    retryDelaySeconds: 30,
    retryDelayMostSeconds: 600,
    expireSeconds: 3_000,
    keepSeconds: 86_400,
  },
  work: {
    pollSeconds: 10,
    batchSize: 10,
    concurrency: 1,
    sameWork: ({ orgId }) => orgId ?? 'all',
  },
  schedule: { cron: '*/5 * * * *', timeZone: 'UTC' },
  async run(services, job) {
    const { orgId } = job.data;
    for (const tenant of orgId ? [orgId] : await listTenants(services.pool)) {
      if (job.signal.aborted) return;
      await billCompany(services, tenant, job.signal);
    }
  },
};

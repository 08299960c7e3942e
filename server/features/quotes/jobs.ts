import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import type { Services } from '#platform/services.ts';
import { expireQuotes } from './operations/expire-quotes.ts';

/** Expires what is due in one company, in transactions of a batch each. */
async function expireOf(services: Services, orgId: string, signal: AbortSignal): Promise<void> {
  const principal = await loadSystem(services.pool, orgId);
  const options = { access: 'write', requestId: newId(), checkAccessVersion: false } as const;
  const next = (after: string | null) =>
    runCall(services, principal, options, (call) => expireQuotes(call, after));
  let { after } = await next(null);
  while (after !== null && !signal.aborted) ({ after } = await next(after));
}

/** Every hour, because the day ends at another hour in each time zone. Running twice expires nothing twice. */
export const expireQuotesJob: FeatureJob = {
  kind: {
    name: 'expire-quotes',
    retryLimit: 3,
    retryDelaySeconds: 30,
    retryDelayMostSeconds: 600,
    expireSeconds: 3_000,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 60, batchSize: 10, concurrency: 1, sameWork: () => 'expire' },
  schedule: { cron: '1 * * * *', timeZone: 'UTC' },
  async run(services, job) {
    for (const orgId of await listTenants(services.pool)) {
      if (job.signal.aborted) return;
      await expireOf(services, orgId, job.signal);
    }
  },
};

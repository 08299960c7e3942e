import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import type { Services } from '#platform/services.ts';
import { sendReminders } from './operations/send-reminders.ts';
import { tellNextActions } from './operations/tell-next-actions.ts';

/** Tells the members of one company what is due by now. */
export async function remindCompany(services: Services, orgId: string, signal: AbortSignal): Promise<void> {
  const principal = await loadSystem(services.pool, orgId);
  const options = () => ({ access: 'write', requestId: newId(), checkAccessVersion: false }) as const;
  for (let more = true; more && !signal.aborted; ) {
    ({ more } = await runCall(services, principal, options(), sendReminders));
  }
  if (!signal.aborted) await runCall(services, principal, options(), tellNextActions);
}

/** Every minute. What came due while nothing ran is found at the next run. */
export const remindJob: FeatureJob = {
  kind: {
    name: 'remind',
    retryLimit: 3,
    retryDelaySeconds: 10,
    retryDelayMostSeconds: 120,
    expireSeconds: 900,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 5, batchSize: 10, concurrency: 1, sameWork: () => 'remind' },
  schedule: { cron: '* * * * *', timeZone: 'UTC' },
  async run(services, job) {
    for (const orgId of await listTenants(services.pool)) {
      if (job.signal.aborted) return;
      await remindCompany(services, orgId, job.signal);
    }
  },
};

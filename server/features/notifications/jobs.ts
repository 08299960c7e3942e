import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import { forgetNotifications } from './operations/forget-notifications.ts';

/** Once a night. */
export const forgetNotificationsJob: FeatureJob = {
  kind: {
    name: 'forget-notifications',
    retryLimit: 3,
    retryDelaySeconds: 60,
    retryDelayMostSeconds: 600,
    expireSeconds: 1_800,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 60, batchSize: 10, concurrency: 1, sameWork: () => 'forget' },
  schedule: { cron: '23 2 * * *', timeZone: 'UTC' },
  async run(services, job) {
    for (const orgId of await listTenants(services.pool)) {
      if (job.signal.aborted) return;
      const options = { access: 'write', requestId: newId(), checkAccessVersion: false } as const;
      await runCall(services, await loadSystem(services.pool, orgId), options, forgetNotifications);
    }
  },
};

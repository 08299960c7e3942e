import { announce } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { GiveUp } from '#platform/jobs/job.ts';
import type { Services } from '#platform/services.ts';
import { demoJobName } from './operations/begin-demo.ts';
import { loadDemo } from './operations/load-demo.ts';
import { updateDemo } from './queries.ts';

async function finish(services: Services, orgId: string, status: 'loaded' | 'failed'): Promise<void> {
  const principal = await loadSystem(services.pool, orgId);
  await runCall(
    services,
    principal,
    { access: 'write', requestId: demoJobName, checkAccessVersion: false },
    (call) => {
      announce(call, { type: 'settings.changed', payload: { section: 'demo', status } });
      return updateDemo(call, status);
    },
  );
}

/** Not tried again by itself: what a broken run left behind stays, and a second run beside it would double it. */
export const loadDemoJob: FeatureJob = {
  kind: {
    name: demoJobName,
    retryLimit: 0,
    retryDelaySeconds: 1,
    retryDelayMostSeconds: 1,
    expireSeconds: 900,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 2, batchSize: 10, concurrency: 1 },
  async run(services, { data }) {
    if (!data.orgId) throw new GiveUp('The job names no company.');
    try {
      await loadDemo(services, data.orgId);
    } catch (error) {
      await finish(services, data.orgId, 'failed');
      throw error;
    }
    await finish(services, data.orgId, 'loaded');
  },
};

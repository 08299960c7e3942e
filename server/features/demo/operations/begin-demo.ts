import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { addJob, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { claimDemo, type DemoState, findDemo } from '../queries.ts';

/** Name of the job that loads; its data names the company. */
export const demoJobName = 'load-demo';

/** Starts the load in the background. A company is filled once: a second time would double everything. */
export async function beginDemo(call: Call): Promise<DemoState> {
  requireAt(call, 'settings.demo.manage', rootPath);
  if (!(await claimDemo(call))) {
    throw new Problem('already_exists', { detail: 'Demo data was loaded into this company before.' });
  }
  addJob(call, { name: demoJobName, data: { orgId: call.orgId } });
  audit(call, { action: 'demo.requested' });
  return findDemo(call);
}

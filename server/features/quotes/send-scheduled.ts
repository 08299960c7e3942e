import { isProblem, Problem } from '#domain/problems.ts';
import type { Call, Principal } from '#platform/access/call.ts';
import { loadMember, loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import type { Services } from '#platform/services.ts';
import { failScheduledSend } from './operations/fail-scheduled-send.ts';
import { sendQuote } from './operations/send-quote.ts';
import { type DueSend, listDue } from './queries-scheduled.ts';

const batch = 50;
const mostTries = 5;

// The rules of the house did not refuse: something was busy or away, and is asked again a minute later.
const passing = ['unavailable', 'in_progress', 'too_many_requests'];

function callsOf(services: Services, principal: Principal) {
  const requestId = newId();
  return <T>(access: 'read' | 'write', run: (call: Call) => Promise<T>) =>
    runCall(services, principal, { access, requestId, checkAccessVersion: false }, run);
}

/** Sends one quote as the member who set the time, with what they may do now. */
async function sendDue(services: Services, orgId: string, due: DueSend): Promise<void> {
  const member = await loadMember(services.pool, orgId, due.createdBy);
  if (!member) throw new Problem('forbidden', { detail: 'Whoever set the time is not a member any more.' });
  if (!member.modules.has('crm')) throw new Problem('module_disabled', { module: 'crm' });
  const inCall = callsOf(services, member);
  const { message, notifyBySms } = due;
  const language = due.language === 'en' || due.language === 'ar' ? due.language : null;
  await sendQuote(
    { services, inCall, once: (run) => inCall('write', run) },
    due.quoteId,
    { body: { message, notifyBySms, language }, ifMatch: null, scheduledId: due.id },
    async () => true,
  );
}

async function countTry(call: Call, { id }: DueSend): Promise<void> {
  await call.database
    .updateTable('scheduledSend')
    .set((column) => ({ tries: column('tries', '+', 1) }))
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
}

/**
 * Sends what is due in one company. Each sending counts its try before it begins, so that one that ends the process is not
 * begun for ever; it is done or refused in one transaction, so that it happens once whatever ends a worker.
 */
export async function sendScheduledOf(services: Services, orgId: string, signal: AbortSignal): Promise<void> {
  const system = callsOf(services, await loadSystem(services.pool, orgId));
  for (const due of await system('read', (call) => listDue(call, batch))) {
    if (signal.aborted) return;
    await system('write', (call) => countTry(call, due));
    try {
      await sendDue(services, orgId, due);
    } catch (error) {
      const refused = isProblem(error) && !passing.includes(error.code);
      if (!refused && due.tries + 1 < mostTries) {
        services.log.warn(
          { orgId, scheduledSendId: due.id, err: error },
          'A quote was not sent at its time.',
        );
        continue;
      }
      const problem = isProblem(error) ? error : new Problem('internal_error');
      await system('write', (call) => failScheduledSend(call, due, problem));
    }
  }
}

/** Every minute. What came due while nothing ran is found at the next run. */
export const sendScheduledJob: FeatureJob = {
  kind: {
    name: 'send-scheduled',
    retryLimit: 3,
    retryDelaySeconds: 10,
    retryDelayMostSeconds: 120,
    expireSeconds: 900,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 5, batchSize: 10, concurrency: 1, sameWork: () => 'send' },
  schedule: { cron: '* * * * *', timeZone: 'UTC' },
  async run(services, job) {
    for (const orgId of await listTenants(services.pool)) {
      if (job.signal.aborted) return;
      await sendScheduledOf(services, orgId, job.signal);
    }
  },
};

import { isProblem } from '#domain/problems.ts';
import type { Call, Principal } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import type { Services } from '#platform/services.ts';
import { nothingToRemind, remindOfInvoice } from './operations/remind-of-invoice.ts';
import { type DueReminder, dueReminders, type Schedule, scheduleOf } from './queries-schedule.ts';

const batch = 100;

function callsOf(services: Services, principal: Principal) {
  const requestId = newId();
  return <T>(access: 'read' | 'write', run: (call: Call) => Promise<T>) =>
    runCall(services, principal, { access, requestId, checkAccessVersion: false }, run);
}

type InCall = ReturnType<typeof callsOf>;

/** One reminder, which happens whole or not at all; what was paid meanwhile is passed over. */
async function remind(
  services: Services,
  inCall: InCall,
  { steps }: Schedule,
  due: DueReminder,
): Promise<void> {
  const step = steps.find(({ days }) => days === due.days);
  if (!step) return;
  const context = { services, inCall, once: <T>(run: (call: Call) => Promise<T>) => inCall('write', run) };
  try {
    await remindOfInvoice(context, due.invoiceId, { body: {}, step, ifMatch: null }, async () => true);
  } catch (error) {
    if (error === nothingToRemind) return;
    // One invoice that cannot be reminded of keeps no other from it; the next run tries again.
    const log = isProblem(error) ? services.log.info : services.log.error;
    log.call(services.log, { invoiceId: due.invoiceId, err: error }, 'An invoice was not reminded of.');
  }
}

/** Reminds the customers of one company of what is overdue, by its schedule. */
export async function remindOf(services: Services, orgId: string, signal: AbortSignal): Promise<void> {
  const system = await loadSystem(services.pool, orgId);
  if (!system.modules.has('accounting')) return;
  const inCall = callsOf(services, system);
  const schedule = await inCall('read', scheduleOf);
  if (!schedule.enabled) return;
  for (let after: string | null = null; !signal.aborted; ) {
    const due = await inCall('read', (call) => dueReminders(call, schedule, after, batch));
    for (const one of due) {
      if (signal.aborted) return;
      await remind(services, inCall, schedule, one);
    }
    if (due.length < batch) return;
    after = due.at(-1)?.invoiceId ?? null;
  }
}

/** Every hour, because a day begins at another hour in each time zone; a step is sent once however often it runs. */
export const remindOfInvoicesJob: FeatureJob = {
  kind: {
    name: 'remind-of-invoices',
    retryLimit: 3,
    retryDelaySeconds: 60,
    retryDelayMostSeconds: 600,
    expireSeconds: 3_000,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 60, batchSize: 10, concurrency: 1, sameWork: () => 'remind' },
  schedule: { cron: '17 * * * *', timeZone: 'UTC' },
  async run(services, job) {
    for (const orgId of await listTenants(services.pool)) {
      if (job.signal.aborted) return;
      await remindOf(services, orgId, job.signal);
    }
  },
};

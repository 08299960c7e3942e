import { sql } from 'kysely';
import { loadSystem } from '../access/principal.ts';
import { inTransaction } from '../database/transaction.ts';
import type { JobKind } from '../jobs/job.ts';
import { deliverEvents, type Schedule } from '../jobs/queue.ts';
import { listTenants } from '../jobs/tenants.ts';
import type { Services } from '../services.ts';
import type { Consumer } from './consumer.ts';
import { deliverNext } from './deliver.ts';
import { givePositions } from './give-positions.ts';

/** Looks through every company for events whose delivery nobody asked for, or whose next try has come. */
export const sweepEvents: JobKind = {
  name: 'sweep-events',
  retryLimit: 0,
  retryDelaySeconds: 1,
  retryDelayMostSeconds: 60,
  expireSeconds: 300,
  keepSeconds: 3600,
};

export const sweepSchedule: Schedule = { name: sweepEvents.name, cron: '* * * * *', timeZone: 'UTC' };

// One company's turn: after this long it goes to the end of the line, so that a flood in one delays no other for long.
const turnMs = 1_000;
// Each works on its own batch, so a company that takes its whole turn holds up one of them only.
const workers = 2;

/**
 * Delivers what is waiting in one company: gives positions, then lets each consumer work off what it is owed. Returns
 * when nothing is due, or when the turn is over; then another turn is asked for.
 */
export async function deliverWaiting(
  services: Services,
  orgId: string,
  consumers: readonly Consumer[],
): Promise<void> {
  const endOfTurn = performance.now() + turnMs;
  const isOver = () => performance.now() >= endOfTurn;
  let more = true;
  while (more && !isOver()) {
    ({ more } = await givePositions(services.pool, orgId, { consumers, now: services.clock.now() }));
  }
  const system = await loadSystem(services.pool, orgId);
  for (const consumer of consumers) {
    while (!isOver() && (await deliverNext(services, system, consumer)));
  }
  if (isOver()) await askForDelivery(services, orgId);
}

function askForDelivery(services: Services, orgId: string): Promise<void> {
  return inTransaction(services.pool, { mode: 'organisation', orgId }, { access: 'write' }, (database) =>
    services.queue.wakeDelivery({ database, orgId }),
  );
}

async function sweepTenant(services: Services, orgId: string): Promise<void> {
  const now = services.clock.now().toISOString();
  await inTransaction(
    services.pool,
    { mode: 'organisation', orgId },
    { access: 'write' },
    async (database) => {
      const { rows } = await sql<{ due: boolean }>`
      select exists (select from outbox where org_id = ${orgId} and position is null)
        or exists (
          select from outbox_delivery
          where org_id = ${orgId} and dead_at is null and next_attempt_at <= ${now}) as due`.execute(
        database,
      );
      if (rows[0]?.due) await services.queue.wakeDelivery({ database, orgId });
    },
  );
}

/** Asks for a delivery wherever one is due. A company that fails keeps no other waiting; the failure is thrown at the end. */
export async function sweepTenants(services: Services): Promise<void> {
  const failures: unknown[] = [];
  for (const orgId of await listTenants(services.pool)) {
    await sweepTenant(services, orgId).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} companies could not be swept.`);
}

const sameWork = ({ orgId }: { orgId: string }) => orgId;

/** Begins to deliver events in this process, those that an earlier one left included. Consumer names must differ. */
export async function startRelay(services: Services, consumers: readonly Consumer[]): Promise<void> {
  if (new Set(consumers.map(({ name }) => name)).size < consumers.length) {
    throw new Error('Two consumers of events have the same name.');
  }
  const options = { pollSeconds: 0.5, batchSize: 20, concurrency: 2, sameWork };
  for (let worker = 0; worker < workers; worker += 1) {
    await services.queue.work<{ orgId: string }>(deliverEvents.name, options, ({ data }) =>
      deliverWaiting(services, data.orgId, consumers),
    );
  }
  await services.queue.work(
    sweepEvents.name,
    { pollSeconds: 5, batchSize: 10, concurrency: 1, sameWork: () => '' },
    () => sweepTenants(services),
  );
  await inTransaction(services.pool, { mode: 'sign-in' }, { access: 'write' }, (database) =>
    services.queue.enqueue({ database }, sweepEvents.name, {}),
  );
}

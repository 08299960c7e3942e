import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openTestServices } from '#test/build/services.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Services } from '../../services.ts';
import type { Consumer, DeliveredEvent } from '../consumer.ts';
import { givePositions } from '../give-positions.ts';
import { startRelay } from '../relay.ts';

/**
 * A worker process to be killed: `node relay-process.ts <database address> <company> <real | doubling | losing>`.
 * Its consumer writes one row for each event. `doubling` and `losing` are how one would write a relay first: the
 * debts of a batch are struck off after its effects have been committed, or before.
 */
const [appUrl = '', orgId = '', version = ''] = process.argv.slice(2);

async function writeEffect(
  database: Parameters<Consumer['run']>[0]['database'],
  event: DeliveredEvent,
): Promise<void> {
  await sql`insert into effect (org_id, record_id, version)
    values (${orgId}, ${event.record?.id}, ${event.record?.version})`.execute(database);
  // Long enough that a kill has something to interrupt.
  await wait(1);
}

const consumer: Consumer = {
  name: 'effects',
  types: 'all',
  run: (call, event) => writeEffect(call.database, event),
};

async function naive(services: Services): Promise<void> {
  const inOrganisation = <T>(run: Parameters<typeof inTransaction<T>>[3]) =>
    inTransaction(services.pool, { mode: 'organisation', orgId }, { access: 'write' }, run);
  for (;;) {
    await givePositions(services.pool, orgId, { consumers: [consumer], now: new Date() });
    const debts = await inOrganisation(async (database) => {
      const { rows } = await sql<{ id: string; recordId: string; recordVersion: number }>`
        select event.id, event.record_id, event.record_version
        from outbox_delivery debt join outbox event on event.org_id = debt.org_id and event.id = debt.event_id
        where debt.org_id = ${orgId} order by debt.position limit 50`.execute(database);
      return rows;
    });
    if (debts.length === 0) await wait(50);
    const effects = async () => {
      for (const { recordId, recordVersion } of debts) {
        const record = { kind: 'lead', id: recordId, version: recordVersion };
        await inOrganisation((database) => writeEffect(database, { record } as DeliveredEvent));
      }
    };
    const strike = () =>
      inOrganisation((database) =>
        sql`delete from outbox_delivery where org_id = ${orgId} and event_id = any (${debts.map(({ id }) => id)})`.execute(
          database,
        ),
      );
    const steps = version === 'doubling' ? [effects, strike] : [strike, effects];
    for (const step of steps) await step();
  }
}

const services = await openTestServices({ appUrl });
if (version === 'real') await startRelay(services, [consumer]);
else void naive(services);
process.stdout.write('ready\n');

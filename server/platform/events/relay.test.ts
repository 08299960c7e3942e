import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { EventType } from '#domain/events.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { announce, type Call } from '../access/call.ts';
import { loadSystem } from '../access/principal.ts';
import { runCall } from '../access/run.ts';
import { type ManualClock, manualClock } from '../clock/clock.ts';
import { newId } from '../database/id.ts';
import type { Services } from '../services.ts';
import type { Consumer, DeliveredEvent } from './consumer.ts';
import { findDeadLetters, retryDeadLetter } from './dead-letters.ts';
import { retrySeconds } from './deliver.ts';
import { deliverWaiting, startRelay, sweepTenants } from './relay.ts';

let database: TestDatabase;
let clock: ManualClock;
let services: Services & { stop(): Promise<void> };
let company: { orgId: string; rootId: string };

before(async () => {
  database = await createTestDatabase();
  clock = manualClock('2026-03-01T08:00:00Z');
  // A web process: nothing is delivered behind the back of these tests.
  services = await openTestServices({ appUrl: database.appUrl, role: 'web', clock });
});

beforeEach(async () => {
  company = await createBareCompany(database.adminUrl);
});

after(async () => {
  await services.stop();
  await database.drop();
});

async function write(orgId: string, run: (call: Call) => Promise<void> | void): Promise<void> {
  const system = await loadSystem(services.pool, orgId);
  await runCall(services, system, { access: 'write', requestId: newId() }, async (call) => run(call));
}

function record(id: string, version: number) {
  return {
    kind: 'lead',
    id,
    version,
    scopeId: company.rootId,
    scopePath: '00001.',
    ownerId: null,
  };
}

function happen(type: EventType, id: string, version: number): Promise<void> {
  return write(company.orgId, (call) =>
    announce(call, { type, record: record(id, version), payload: { version } }),
  );
}

type Heard = { consumer: string; id: string; type: string; version: number };

/** A consumer that remembers what it took, and refuses what it is told to. */
function listener(
  name: string,
  options: { types?: Consumer['types']; refuse?: (event: DeliveredEvent) => boolean } = {},
) {
  const heard: Heard[] = [];
  const consumer: Consumer = {
    name,
    types: options.types ?? 'all',
    run: async (_call, event) => {
      if (options.refuse?.(event)) throw new Error(`${name} refuses ${event.type}`);
      heard.push({
        consumer: name,
        id: event.record?.id ?? '',
        type: event.type,
        version: event.record?.version ?? 0,
      });
    },
  };
  return { heard, consumer };
}

const jobs = (orgId: string) =>
  asAdmin<{ start_after: Date }>(
    database.adminUrl,
    "select start_after from pgboss.job where name = 'deliver-events' and data->>'orgId' = $1 order by created_on desc",
    [orgId],
  );

test('Events get positions without a hole, by versions within a record, and each consumer what it asked for', async () => {
  const [one, two] = [newId(), newId()];
  // The second change of record one has the earlier time, as when its transaction began first and waited.
  clock.set('2026-03-01T08:00:02Z');
  await happen('lead.created', one, 1);
  await happen('lead.created', two, 1);
  clock.set('2026-03-01T08:00:01Z');
  await happen('lead.status_changed', one, 2);
  clock.set('2026-03-01T08:00:03Z');
  const all = listener('all');
  const some = listener('some', { types: ['lead.status_changed'] });
  await deliverWaiting(services, company.orgId, [all.consumer, some.consumer]);
  const rows = await asAdmin<{ position: string; record_id: string; record_version: number }>(
    database.adminUrl,
    'select position, record_id, record_version from outbox where org_id = $1 order by position',
    [company.orgId],
  );
  assert.deepEqual(
    rows.map(({ position }) => position),
    ['1', '2', '3'],
  );
  const versions = rows.flatMap((row) => (row.record_id === one ? [row.record_version] : []));
  assert.deepEqual(versions, [1, 2]);
  assert.deepEqual(
    all.heard.filter(({ id }) => id === one).map(({ version }) => version),
    [1, 2],
  );
  assert.equal(all.heard.length, 3);
  assert.deepEqual(some.heard, [{ consumer: 'some', id: one, type: 'lead.status_changed', version: 2 }]);
  await deliverWaiting(services, company.orgId, [all.consumer, some.consumer]);
  assert.equal(all.heard.length, 3);
});

test('A failed delivery holds up its record for its consumer only, and is tried again after a while', async () => {
  const [stuck, free] = [newId(), newId()];
  let broken = true;
  const first = listener('first', {
    refuse: ({ record: of }) => broken && of?.id === stuck && of.version === 1,
  });
  const second = listener('second');
  const consumers = [first.consumer, second.consumer];
  for (const version of [1, 2]) {
    await happen('lead.updated', stuck, version);
    await happen('lead.updated', free, version);
  }
  await deliverWaiting(services, company.orgId, consumers);
  assert.deepEqual(
    first.heard.map(({ id, version }) => [id, version]),
    [
      [free, 1],
      [free, 2],
    ],
  );
  assert.equal(second.heard.length, 4);

  broken = false;
  await deliverWaiting(services, company.orgId, consumers);
  assert.equal(first.heard.length, 2, 'the next try is not due yet');
  const [latest] = await jobs(company.orgId);
  const waitSeconds =
    ((latest as { start_after: Date }).start_after.getTime() - clock.now().getTime()) / 1000;
  assert.ok(
    Math.abs(waitSeconds - (retrySeconds[0] as number)) < 0.1,
    `the try is asked for in ${waitSeconds} s`,
  );

  clock.advance(1000);
  await deliverWaiting(services, company.orgId, consumers);
  assert.deepEqual(
    first.heard.slice(2).map(({ id, version }) => [id, version]),
    [
      [stuck, 1],
      [stuck, 2],
    ],
  );
});

test('After its last try a delivery is a dead letter, later events go on, and a person may send it again', async () => {
  const id = newId();
  let broken = true;
  const { heard, consumer } = listener('hard', { refuse: ({ record: of }) => broken && of?.version === 1 });
  await happen('lead.updated', id, 1);
  await happen('lead.updated', id, 2);
  for (const seconds of [0, ...retrySeconds]) {
    assert.equal(heard.length, 0);
    clock.advance(seconds * 1000);
    await deliverWaiting(services, company.orgId, [consumer]);
  }
  assert.deepEqual(
    heard.map(({ version }) => version),
    [2],
  );
  let letters: Awaited<ReturnType<typeof findDeadLetters>> = [];
  const look = () =>
    write(company.orgId, async (call) => {
      letters = await findDeadLetters(call, services.queue);
    });
  await look();
  assert.equal(letters.length, 1);
  const letter = letters[0] as Extract<(typeof letters)[0], { kind: 'event' }>;
  assert.equal(letter.kind, 'event');
  assert.equal(letter.tries, 10);
  assert.equal(letter.message, 'hard refuses lead.updated');

  broken = false;
  const other = await createBareCompany(database.adminUrl);
  const retry = (orgId: string) => write(orgId, (call) => retryDeadLetter(call, services.queue, letter));
  await assert.rejects(retry(other.orgId), { code: 'not_found' });
  await retry(company.orgId);
  await deliverWaiting(services, company.orgId, [consumer]);
  assert.deepEqual(
    heard.map(({ version }) => version),
    [2, 1],
  );
  await look();
  assert.deepEqual(letters, []);
  await assert.rejects(retry(company.orgId), { code: 'not_found' });
});

test('What a consumer writes is undone with its failure, and what it announces is delivered in turn', async () => {
  const id = newId();
  let tries = 0;
  const rename: Consumer = {
    name: 'rename',
    types: ['lead.created'],
    run: async (call, event) => {
      tries += 1;
      await sql`update organisation set name = name || '!' where org_id = ${call.orgId}`.execute(
        call.database,
      );
      announce(call, { type: 'lead.updated', record: { ...record(id, 2) } });
      if (tries === 1) throw new Error(`Not yet ${event.id}.`);
    },
  };
  const { heard, consumer } = listener('after', { types: ['lead.updated'] });
  await happen('lead.created', id, 1);
  const consumers = [rename, consumer];
  await deliverWaiting(services, company.orgId, consumers);
  clock.advance(1000);
  await deliverWaiting(services, company.orgId, consumers);
  await deliverWaiting(services, company.orgId, consumers);
  const rows = await asAdmin(database.adminUrl, 'select name from organisation where org_id = $1', [
    company.orgId,
  ]);
  assert.deepEqual([tries, rows], [2, [{ name: 'Northwind!' }]]);
  assert.equal(heard.length, 1);
});

test('The sweep asks for delivery where something waits or is due, and nowhere else', async () => {
  const idle = await createBareCompany(database.adminUrl);
  await happen('lead.created', newId(), 1);
  const count = async (orgId: string) => (await jobs(orgId)).length;
  await asAdmin(database.adminUrl, "delete from pgboss.job where name = 'deliver-events'");
  await sweepTenants(services);
  assert.deepEqual([await count(company.orgId), await count(idle.orgId)], [1, 0]);
  const { consumer } = listener('never', { refuse: () => true });
  await deliverWaiting(services, company.orgId, [consumer]);
  await asAdmin(database.adminUrl, "delete from pgboss.job where name = 'deliver-events'");
  await sweepTenants(services);
  assert.equal(await count(company.orgId), 0);
  clock.advance(1000);
  await sweepTenants(services);
  assert.equal(await count(company.orgId), 1);
});

test('Many more events than one page come through, in order, with several workers at once', async () => {
  const records = Array.from({ length: 13 }, () => newId());
  await write(company.orgId, (call) => {
    for (let version = 1; version <= 100; version += 1) {
      for (const id of records) announce(call, { type: 'lead.updated', record: record(id, version) });
    }
  });
  const { heard, consumer } = listener('many');
  // A turn ends after a second, whatever is left; the next one goes on from there.
  for (let turn = 0; turn < 20 && heard.length < 1300; turn += 1) {
    await Promise.all(Array.from({ length: 3 }, () => deliverWaiting(services, company.orgId, [consumer])));
  }
  assert.equal(heard.length, 1300);
  const expected = Array.from({ length: 100 }, (_, index) => index + 1);
  for (const id of records) {
    assert.deepEqual(
      heard.filter((one) => one.id === id).map(({ version }) => version),
      expected,
    );
  }
});

test('Delivered in the background, an event takes well under a second', async () => {
  const worker = await openTestServices({ appUrl: database.appUrl, clock });
  const took = await new Promise<number>((resolve, reject) => {
    let began = 0;
    const consumer: Consumer = {
      name: 'timed',
      types: 'all',
      run: async () => resolve(performance.now() - began),
    };
    startRelay(worker, [consumer])
      .then(() => new Promise((next) => setTimeout(next, 700)))
      .then(() => {
        began = performance.now();
        return happen('lead.created', newId(), 1);
      })
      .catch(reject);
  });
  await worker.stop();
  assert.ok(took < 1000, `It took ${took} ms.`);
});

test('A flood in one company does not hold up the news of another', async () => {
  const [flooded, quiet] = [company, await createBareCompany(database.adminUrl)];
  await write(flooded.orgId, (call) => {
    for (let n = 0; n < 1500; n += 1) announce(call, { type: 'lead.updated', record: record(newId(), 1) });
  });
  const worker = await openTestServices({ appUrl: database.appUrl, clock });
  const began = performance.now();
  let flood = 0;
  const took = Promise.withResolvers<number>();
  const slow: Consumer = {
    name: 'slow',
    types: 'all',
    run: async (call) => {
      if (call.orgId === quiet.orgId) return took.resolve(performance.now() - began);
      flood += 1;
      await new Promise((next) => setTimeout(next, 5));
    },
  };
  await startRelay(worker, [slow]);
  await new Promise((next) => setTimeout(next, 1500));
  const wrote = performance.now() - began;
  await write(quiet.orgId, (call) => announce(call, { type: 'settings.changed' }));
  const waited = (await took.promise) - wrote;
  assert.ok(flood < 1500, 'the flood was over before the other company spoke');
  assert.ok(waited < 3000, `It took ${waited} ms.`);
  await worker.stop();
});

test('Two consumers of one name are refused', async () => {
  const { consumer } = listener('twice');
  await assert.rejects(startRelay(services, [consumer, consumer]), /same name/);
});

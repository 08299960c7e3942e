import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { inTransaction, type Wall } from '../database/transaction.ts';
import type { Services } from '../services.ts';
import { GiveUp, type JobKind } from './job.ts';

const kind = (name: string, retryLimit = 0): JobKind => ({
  name,
  retryLimit,
  retryDelaySeconds: 1,
  retryDelayMostSeconds: 1,
  expireSeconds: 60,
  keepSeconds: 600,
});
const kinds = ['walls', 'rolled-back', 'quick', 'flaky', 'hopeless', 'same', 'slow', 'once'].map((name) =>
  kind(name, name === 'flaky' ? 1 : 0),
);
const options = { pollSeconds: 0.5, batchSize: 20, concurrency: 2 };

let database: TestDatabase;
let services: Services & { stop(): Promise<void> };
let company: { orgId: string; rootId: string };

before(async () => {
  database = await createTestDatabase();
  company = await createBareCompany(database.adminUrl);
  services = await openTestServices({ appUrl: database.appUrl, kinds });
});

after(async () => {
  await services.stop();
  await database.drop();
});

function inCompany<T>(run: (call: { database: never; orgId: string }) => Promise<T>): Promise<T> {
  const { orgId } = company;
  return inTransaction(services.pool, { mode: 'organisation', orgId }, { access: 'write' }, (transaction) =>
    run({ database: transaction as never, orgId }),
  );
}

async function until(done: () => boolean | Promise<boolean>, limitMs = 8000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await done())) {
    assert.ok(Date.now() < end, 'Waited in vain.');
    await wait(20);
  }
}

test('A job can be added behind every wall, sign-in included', async () => {
  const { orgId, rootId } = company;
  const walls: Wall[] = [
    { mode: 'organisation', orgId },
    { mode: 'range', orgId, path: '00001.' },
    { mode: 'nodes', orgId, nodeIds: [rootId] },
    { mode: 'sign-in' },
  ];
  const done: string[] = [];
  await services.queue.work<{ from: string }>('walls', options, async ({ data }) => {
    done.push(data.from);
  });
  for (const wall of walls) {
    await inTransaction(services.pool, wall, { access: 'write' }, (transaction) =>
      services.queue.enqueue({ database: transaction }, 'walls', { from: wall.mode }),
    );
  }
  await until(() => done.length === 4);
  assert.deepEqual(done.sort(), ['nodes', 'organisation', 'range', 'sign-in']);
});

test('A job of a transaction that rolls back never exists', async () => {
  const refusal = new Error('refused after the job was added');
  const attempt = inCompany(async (call) => {
    await services.queue.enqueue(call, 'rolled-back', { orgId: call.orgId });
    throw refusal;
  });
  await assert.rejects(attempt, refusal);
  const jobs = await asAdmin(database.adminUrl, "select 1 from pgboss.job where name = 'rolled-back'");
  assert.equal(jobs.length, 0);
});

test('A worker is woken well before it would look by itself', async () => {
  const started: number[] = [];
  await services.queue.work('quick', { ...options, pollSeconds: 30 }, async () => {
    started.push(performance.now());
  });
  await wait(300);
  const added = performance.now();
  await inCompany((call) => services.queue.enqueue(call, 'quick', {}));
  await until(() => started.length === 1);
  assert.ok((started[0] as number) - added < 2000, `It took ${(started[0] as number) - added} ms.`);
});

test('One failing job of a batch is tried again and fails no neighbour', async () => {
  const tries = new Map<string, number>();
  await services.queue.work<{ name: string }>('flaky', options, async ({ data }) => {
    tries.set(data.name, (tries.get(data.name) ?? 0) + 1);
    if (data.name === 'b' && tries.get('b') === 1) throw new Error('The first try fails.');
  });
  await inCompany((call) =>
    services.queue.enqueueAll(
      call,
      ['a', 'b', 'c'].map((name) => ({ name: 'flaky', data: { name } })),
    ),
  );
  await until(() => tries.get('b') === 2);
  assert.deepEqual(Object.fromEntries(tries), { a: 1, b: 2, c: 1 });
});

test('A job that failed for good waits as a dead letter of its company until it is sent again', async () => {
  const other = await createBareCompany(database.adminUrl);
  let broken = true;
  let ran = 0;
  await services.queue.work<{ orgId: string }>('hopeless', options, async () => {
    ran += 1;
    if (broken) throw new GiveUp('The mailbox does not exist.');
  });
  await inCompany((call) => services.queue.enqueue(call, 'hopeless', { orgId: call.orgId, what: 'x' }));
  const find = () => inCompany((call) => services.queue.findFailed(call));
  await until(async () => (await find()).length === 1);
  const [failed] = await find();
  assert.equal(failed?.name, 'hopeless');
  assert.equal(failed.message, 'The mailbox does not exist.');
  assert.deepEqual(failed.data, { orgId: company.orgId, what: 'x' });

  const asOther = await inTransaction(
    services.pool,
    { mode: 'organisation', orgId: other.orgId },
    { access: 'write' },
    async (transaction) => {
      const call = { database: transaction, orgId: other.orgId };
      return {
        found: await services.queue.findFailed(call),
        sent: await services.queue.retryFailed(call, failed.id),
      };
    },
  );
  assert.deepEqual(asOther, { found: [], sent: false });

  broken = false;
  assert.equal(await inCompany((call) => services.queue.retryFailed(call, failed.id)), true);
  await until(() => ran === 2);
  assert.deepEqual(await find(), []);
});

test('Jobs of one batch that are the same work are done once, and all are finished', async () => {
  let ran = 0;
  await inCompany((call) =>
    services.queue.enqueueAll(
      call,
      Array.from({ length: 12 }, () => ({ name: 'same', data: { orgId: call.orgId } })),
    ),
  );
  await services.queue.work<{ orgId: string }>(
    'same',
    { ...options, sameWork: ({ orgId }) => orgId },
    async () => {
      ran += 1;
    },
  );
  const left = () =>
    asAdmin(database.adminUrl, "select 1 from pgboss.job where name = 'same' and state <> 'completed'");
  await until(async () => (await left()).length === 0);
  assert.equal(ran, 1);
});

test('Of many transactions that want a job once in a slot, one gets it', async () => {
  const once = { key: 'daily', perSeconds: 3600 };
  await Promise.all(
    Array.from({ length: 5 }, () => inCompany((call) => services.queue.enqueue(call, 'once', {}, { once }))),
  );
  const jobs = await asAdmin(database.adminUrl, "select 1 from pgboss.job where name = 'once'");
  assert.equal(jobs.length, 1);
});

test('Stopping lets a running job end', async () => {
  const own = await openTestServices({ appUrl: database.appUrl, kinds });
  let state = 'waiting';
  await own.queue.work('slow', options, async () => {
    state = 'running';
    await wait(700);
    state = 'done';
  });
  await inCompany((call) => services.queue.enqueue(call, 'slow', {}));
  await until(() => state === 'running');
  await own.stop();
  assert.equal(state, 'done');
  const [job] = await asAdmin(database.adminUrl, "select state::text from pgboss.job where name = 'slow'");
  assert.deepEqual(job, { state: 'completed' });
});

test('The queue refuses to run on a database that was not prepared, and says so', async () => {
  const bare = await createTestDatabase();
  await asAdmin(bare.ownerUrl, 'drop schema pgboss cascade');
  await assert.rejects(openTestServices({ appUrl: bare.appUrl }), /pg-boss|pgboss|not installed/);
  await bare.drop();
});

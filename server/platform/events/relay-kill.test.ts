import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { announce } from '../access/call.ts';
import { loadSystem } from '../access/principal.ts';
import { runCall } from '../access/run.ts';
import { newId } from '../database/id.ts';
import type { Services } from '../services.ts';

const recordCount = 20;
const versionCount = 40;
const kills = 6;

let database: TestDatabase;
let services: Services & { stop(): Promise<void> };

before(async () => {
  database = await createTestDatabase();
  services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
  await asAdmin(
    database.adminUrl,
    'create table effect (seq bigserial primary key, org_id uuid not null, record_id uuid not null, version int not null)',
  );
  await asAdmin(database.adminUrl, 'grant select, insert on effect to parley_org');
  await asAdmin(database.adminUrl, 'grant usage on sequence effect_seq_seq to parley_org');
});

after(async () => {
  await services.stop();
  await database.drop();
});

type Effect = { record_id: string; version: number };

/** What is wrong with the effects: an event without one, an event with two, a record out of order. */
function faults(records: readonly string[], effects: readonly Effect[]): string[] {
  const found = new Set<string>();
  for (const record of records) {
    const versions = effects.filter((effect) => effect.record_id === record).map(({ version }) => version);
    const distinct = new Set(versions);
    if (distinct.size < versionCount) found.add('lost');
    if (distinct.size < versions.length) found.add('doubled');
    if (versions.some((version, index) => index > 0 && version < (versions[index - 1] as number)))
      found.add('disorder');
  }
  return [...found].sort();
}

function effectsOf(orgId: string): Promise<Effect[]> {
  return asAdmin(database.adminUrl, 'select record_id, version from effect where org_id = $1 order by seq', [
    orgId,
  ]);
}

async function startProcess(orgId: string, version: string): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'testing/relay-process.ts');
  const child = spawn(process.execPath, [program, database.appUrl, orgId, version], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Lets a process deliver, kills it again and again in the middle, and answers what the last one left behind. */
async function deliverUnderKills(version: string): Promise<{ records: string[]; effects: Effect[] }> {
  const { orgId, rootId } = await createBareCompany(database.adminUrl);
  const records = Array.from({ length: recordCount }, () => newId());
  const system = await loadSystem(services.pool, orgId);
  for (let change = 1; change <= versionCount; change += 1) {
    await runCall(services, system, { access: 'write', requestId: newId() }, async (call) => {
      for (const id of records) {
        const record = {
          kind: 'lead',
          id,
          version: change,
          scopeId: rootId,
          scopePath: '00001.',
          ownerId: null,
        };
        announce(call, { type: 'lead.updated', record });
      }
    });
  }
  const left = async () => {
    const rows = await asAdmin<{ left: number }>(
      database.adminUrl,
      `select (select count(*) from outbox_delivery where org_id = $1)::int
         + (select count(*) from outbox where org_id = $1 and position is null)::int as left`,
      [orgId],
    );
    return rows[0]?.left ?? 0;
  };
  for (let turn = 0; turn < kills; turn += 1) {
    const child = await startProcess(orgId, version);
    const start = (await effectsOf(orgId)).length;
    const limit = Date.now() + 20_000;
    // Each turn makes some progress, then dies at an arbitrary moment.
    while ((await effectsOf(orgId)).length < start + 30 && (await left()) > 0) {
      assert.ok(Date.now() < limit, `turn ${turn} made no progress`);
      await wait(5);
    }
    await wait(Math.random() * 15);
    await kill(child);
  }
  const last = await startProcess(orgId, version);
  const limit = Date.now() + 60_000;
  while ((await left()) > 0) {
    assert.ok(Date.now() < limit, 'the last process did not finish');
    await wait(50);
  }
  await wait(100);
  await kill(last);
  return { records, effects: await effectsOf(orgId) };
}

test('The checker sees each fault by itself', () => {
  const versions = Array.from({ length: versionCount }, (_, index) => ({
    record_id: 'r',
    version: index + 1,
  }));
  const swapped = [versions[1], versions[0], ...versions.slice(2)] as Effect[];
  assert.deepEqual(faults(['r'], versions), []);
  assert.deepEqual(faults(['r'], versions.slice(1)), ['lost']);
  assert.deepEqual(faults(['r'], [versions[0] as Effect, ...versions]), ['doubled']);
  assert.deepEqual(faults(['r'], swapped), ['disorder']);
});

test('The checker catches relays that strike off the debt outside the transaction of the effect', async () => {
  const doubling = await deliverUnderKills('doubling');
  assert.deepEqual(
    faults(doubling.records, doubling.effects).filter((fault) => fault !== 'disorder'),
    ['doubled'],
  );
  const losing = await deliverUnderKills('losing');
  assert.deepEqual(faults(losing.records, losing.effects), ['lost']);
});

test('Killed again and again in the middle, the relay loses nothing, repeats nothing visible and keeps the order', async () => {
  const { records, effects } = await deliverUnderKills('real');
  assert.deepEqual(faults(records, effects), []);
  assert.equal(effects.length, recordCount * versionCount);
});

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Capability } from '#domain/capabilities.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { announce, type GrantAt, type Principal } from '../access/call.ts';
import { loadSystem } from '../access/principal.ts';
import { runCall } from '../access/run.ts';
import { newId } from '../database/id.ts';
import type { Services } from '../services.ts';
import { type Live, openLive } from './live.ts';
import { mostWaitingBytes } from './live-subscriber.ts';
import { deliverWaiting } from './relay.ts';

let database: TestDatabase;
let services: Services & { stop(): Promise<void> };
let company: { orgId: string; rootId: string };
let live: Live;

before(async () => {
  database = await createTestDatabase();
  services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
});

beforeEach(async () => {
  company = await createBareCompany(database.adminUrl);
  live = openLive({
    databaseUrl: database.appUrl,
    pool: services.pool,
    log: services.log,
    viewCapability: (kind) =>
      (({ lead: 'crm.leads.view', quote: 'crm.quotes.view' }) as Record<string, Capability>)[kind],
  });
});

afterEach(() => live.stop());

after(async () => {
  await services.stop();
  await database.drop();
});

type Place = { scopePath?: string; ownerId?: string | null; kind?: 'lead' | 'quote' | 'invoice' };

/** Changes a record and delivers the news, as a web process and a worker would. */
async function happen(places: readonly Place[] = [{}]): Promise<void> {
  const system = await loadSystem(services.pool, company.orgId);
  await runCall(services, system, { access: 'write', requestId: newId() }, async (call) => {
    for (const { scopePath = '00001.', ownerId = null, kind = 'lead' } of places) {
      const record = { kind, id: newId(), version: 1, scopeId: company.rootId, scopePath, ownerId };
      announce(call, { type: `${kind}.created`, record });
    }
  });
  await deliverWaiting(services, company.orgId, []);
}

type Told = { id: string; event: string; data: { type?: string; recordKind?: string; recordId?: string } };

function parse(text: string): Told[] {
  const told: Told[] = [];
  for (const block of text.split('\n\n')) {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
    if (fields.data !== undefined)
      told.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
  }
  return told;
}

async function member(grants: Record<string, GrantAt[]> = {}): Promise<Principal> {
  const system = await loadSystem(services.pool, company.orgId);
  const memberId = newId();
  const held = Object.keys(grants).length > 0 ? new Map(Object.entries(grants)) : system.grants;
  return {
    ...system,
    actor: { kind: 'member', id: memberId, name: 'Mona', memberId },
    grants: held as Principal['grants'],
  };
}

/** A client: what it has been told so far, and whether its stream is over. */
function connect(
  principal: Principal,
  options: { lastEventId?: string; reload?: () => Promise<Principal | null> } = {},
) {
  const output = new PassThrough();
  const state = { text: '', ended: false };
  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    state.text += chunk;
  });
  output.on('close', () => {
    state.ended = true;
  });
  const reload = options.reload ?? (async () => principal);
  live.subscribe({ principal, reload }, { output, lastEventId: options.lastEventId });
  return {
    output,
    told: () => parse(state.text),
    text: () => state.text,
    ended: () => state.ended,
  };
}

async function until(done: () => boolean, limitMs = 5000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!done()) {
    assert.ok(Date.now() < end, 'Waited in vain.');
    await wait(10);
  }
}

test('A listener hears what happens from now on, soon after it happened', async () => {
  await happen();
  const client = connect(await member());
  await until(() => client.text().includes('id: 1'));
  const began = performance.now();
  await happen([{ kind: 'quote' }]);
  await until(() => client.told().length === 1);
  assert.ok(performance.now() - began < 1000);
  const [told] = client.told();
  assert.deepEqual([told?.id, told?.event, told?.data.type], ['2', 'record', 'quote.created']);
  assert.deepEqual(Object.keys(told?.data ?? {}).sort(), [
    'actorId',
    'at',
    'recordId',
    'recordKind',
    'type',
    'version',
  ]);
});

test('Who comes back with the last position hears exactly what they missed', async () => {
  await happen([{}, {}, {}]);
  const client = connect(await member(), { lastEventId: '1' });
  await until(() => client.told().length === 2);
  assert.deepEqual(
    client.told().map(({ id }) => id),
    ['2', '3'],
  );
});

test('A listener hears only of records that they may see: scope, ownership, kind and company', async () => {
  const self = await member({
    'crm.leads.view': [
      { path: '00001.00001.', reach: 'all' },
      { path: '00001.', reach: 'own' },
    ],
  });
  const client = connect(self, { lastEventId: '0' });
  await happen([
    { scopePath: '00001.00001.00007.' },
    { scopePath: '00001.00002.' },
    { scopePath: '00001.00002.', ownerId: self.actor.memberId },
    { scopePath: '00001.00001.', kind: 'quote' },
    { scopePath: '00001.00001.', kind: 'invoice' },
    { scopePath: '00001.00001.' },
  ]);
  const neighbour = await createBareCompany(database.adminUrl);
  const home = company;
  company = neighbour;
  await happen([{ scopePath: '00001.00001.' }]);
  company = home;
  await until(() => client.told().length >= 3);
  await wait(300);
  assert.deepEqual(
    client.told().map(({ id }) => id),
    ['1', '3', '6'],
  );
});

test('Who cannot be told everything in between is told to load afresh', async () => {
  await happen(Array.from({ length: 3 }, () => ({})));
  const self = await member();
  const reset = (lastEventId: string) => {
    const client = connect(self, { lastEventId });
    return until(() => client.told()[0]?.event === 'reset').then(() => client);
  };
  await reset('99');
  await reset('not a position');
  await asAdmin(database.adminUrl, 'delete from outbox where org_id = $1 and position <= 2', [company.orgId]);
  const late = await reset('1');
  assert.equal(late.told()[0]?.id, '3');
  await asAdmin(database.adminUrl, 'delete from outbox where org_id = $1', [company.orgId]);
  await reset('2');
  await asAdmin(database.adminUrl, 'update outbox_stream set position = 9000 where org_id = $1', [
    company.orgId,
  ]);
  await reset('3999');
});

test('A changed role ends or resets the stream at the next event', async () => {
  const self = await member();
  const leaving = connect(self, { reload: async () => null });
  const fewer: Principal = {
    ...self,
    accessVersion: self.accessVersion + 1,
    grants: new Map([['crm.quotes.view', [{ path: '00001.', reach: 'all' }]]]),
  };
  const demoted = connect(self, { reload: async () => fewer });
  const same = connect(self, { reload: async () => ({ ...self, accessVersion: self.accessVersion + 1 }) });
  await until(() => same.text().includes('id: 0') && demoted.text().includes('id: 0'));
  await asAdmin(
    database.adminUrl,
    'update organisation set access_version = access_version + 1 where org_id = $1',
    [company.orgId],
  );
  await happen([{}]);
  await until(() => leaving.ended() && demoted.told().length === 1 && same.told().length === 1);
  assert.deepEqual([demoted.told()[0]?.event, same.told()[0]?.event], ['reset', 'record']);
  await happen([{}, { kind: 'quote' }]);
  await until(() => demoted.told().length === 2 && same.told().length === 3);
  assert.equal(demoted.told()[1]?.data.type, 'quote.created');
  assert.deepEqual(leaving.told(), []);
});

test('A client that does not read is cut off, and the others hear on', async () => {
  const self = await member();
  const stuck = new PassThrough({ highWaterMark: 1 });
  live.subscribe({ principal: self, reload: async () => self }, { output: stuck, lastEventId: '0' });
  const client = connect(self, { lastEventId: '0' });
  const each = 230;
  const rounds = Math.ceil(mostWaitingBytes / (each * 500)) + 1;
  for (let round = 0; round < rounds; round += 1) await happen(Array.from({ length: 500 }, () => ({})));
  await until(() => stuck.destroyed && client.told().length === rounds * 500);
  assert.equal(live.count(), 1);
});

test('One member may open twenty streams and no more; a closed one counts no longer', async () => {
  const self = await member();
  const clients = Array.from({ length: 20 }, () => connect(self));
  assert.throws(() => connect(self), { code: 'too_many_requests' });
  connect(await member());
  clients[0]?.output.destroy();
  await until(() => live.count() === 20);
  connect(self);
});

test('However many listen, a burst of changes is few readings', async () => {
  const clients = await Promise.all(
    Array.from({ length: 15 }, async () => connect(await member(), { lastEventId: '0' })),
  );
  let reads = 0;
  const count = () => {
    reads += 1;
  };
  services.pool.on('acquire', count);
  const rounds = 10;
  for (let round = 0; round < rounds; round += 1) await happen();
  await until(() => clients.every((client) => client.told().length === rounds));
  services.pool.off('acquire', count);
  // Each round itself takes four transactions at most: the system, the change, its delivery and the system again.
  const live = reads - rounds * 4;
  assert.ok(live <= rounds * 2, `${live} readings for ${rounds} changes and ${clients.length} listeners`);
});

test('When its connection breaks, the process listens again and tells what was missed', async () => {
  const client = connect(await member(), { lastEventId: '0' });
  await wait(300);
  await asAdmin(
    database.adminUrl,
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley live' and datname = current_database()",
  );
  await happen();
  await until(() => client.told().length === 1);
});

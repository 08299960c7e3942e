import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { settingsEndpoints } from './endpoints.ts';

type Entry = {
  position: number;
  action: string;
  actor: { id: string; name: string };
  after: unknown;
  recordId: string;
};
type Log = { items: Entry[]; nextCursor: string | null; total: { value: number; exact: boolean } };

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: settingsEndpoints });
  company = await createTestCompany(server);
});

after(() => server.stop());

const read = async (query: string, api = company.api) => (await api.get<Log>(`/audit${query}`)).body;

test('every change of a setting stands in the log: who, what, from what to what', async () => {
  const made = await company.api.post('/tax-rates', { name: 'Reduced', rate: '7' });
  await company.api.patch(`/tax-rates/${made.body.id}`, { rate: '8' });
  await company.api.delete(`/tax-rates/${made.body.id}`);
  const { items } = await read(`?recordKind=tax_rate&recordId=${made.body.id}`);
  assert.deepEqual(
    items.map(({ action }) => action),
    ['settings.tax_rate.deleted', 'settings.tax_rate.updated', 'settings.tax_rate.created'],
  );
  assert.deepEqual(items[1]?.after, { rate: '8' });
  assert.match(items[1]?.actor.name ?? '', /Ada Admin/);
});

test('the log is filtered by actor, beginning of the action and days, and paged', async () => {
  for (let days = 1; days <= 5; days += 1) {
    await company.api.post('/payment-terms', { name: `Net ${days}`, days });
  }
  const terms = await read('?action=settings.payment_term&limit=200');
  assert.equal(terms.items.length, 5);
  assert.deepEqual(terms.total, { value: 5, exact: true });
  const actor = terms.items[0]?.actor.id;
  assert.equal((await read(`?action=settings.payment_term&actorId=${actor}`)).items.length, 5);
  assert.equal((await read(`?actorId=${company.orgId}`)).items.length, 0);
  const positions: number[] = [];
  let cursor = '';
  for (let page = 1; page <= 3; page += 1) {
    const { items, nextCursor } = await read(`?action=settings.payment_term&limit=2${cursor}`);
    positions.push(...items.map(({ position }) => position));
    assert.equal(nextCursor === null, page === 3);
    cursor = `&cursor=${nextCursor}`;
  }
  assert.deepEqual(
    positions,
    terms.items.map(({ position }) => position),
  );
  const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
  assert.equal((await read(`?action=settings.payment_term&from=${day(-1)}&to=${day(1)}`)).items.length, 5);
  assert.equal((await read(`?action=settings.payment_term&to=${day(-2)}`)).items.length, 0);
  assert.equal((await read(`?action=settings.payment_term&from=${day(2)}`)).items.length, 0);
  assert.equal((await company.api.get('/audit?from=yesterday')).status, 422);
});

test('the log is verified over HTTP, by whoever may read all of it', async () => {
  const intact = await company.api.get<{ valid: boolean; entries: number }>('/audit/verify');
  assert.equal(intact.body.valid, true);
  assert.equal(intact.body.entries, (await read('?limit=1')).items[0]?.position);
  const local = await company.addMember('administrator', company.nodes.branch);
  assert.equal((await local.api.get('/audit/verify')).status, 403);
  const seen = await read('', local.api);
  assert.deepEqual(seen.items, []);
  const seller = await company.addMember('sales_manager', company.nodes.root);
  assert.equal((await seller.api.get('/audit')).status, 403);
  const other = await createTestCompany(server);
  await asAdmin(server.database.adminUrl, 'delete from audit_entry where org_id = $1 and position = 1', [
    other.orgId,
  ]);
  assert.deepEqual((await other.api.get('/audit/verify')).body, { valid: false, entries: 0, brokenAt: 1 });
});

test('failed work is listed and tried again, by the administrator of the whole company only', async () => {
  const event = await company.asSystem(async (call) => {
    const { id } = await call.database
      .selectFrom('outbox')
      .select('id')
      .where('orgId', '=', call.orgId)
      .executeTakeFirstOrThrow();
    await call.database
      .insertInto('outboxDelivery')
      .values({
        orgId: call.orgId,
        eventId: id,
        consumer: 'test',
        position: 1n,
        attempts: 12,
        nextAttemptAt: call.now.toISOString(),
        lastError: 'Nobody answered.',
        deadAt: call.now.toISOString(),
      })
      .execute();
    return id;
  });
  const failed = await company.api.get<{ items: { kind: string; id: string; message: string }[] }>(
    '/settings/jobs/failed',
  );
  assert.deepEqual(
    failed.body.items.map(({ kind, id, message }) => [kind, id, message]),
    [['event', event, 'Nobody answered.']],
  );
  const local = await company.addMember('administrator', company.nodes.branch);
  assert.equal((await local.api.get('/settings/jobs/failed')).status, 403);
  const path = `/settings/jobs/failed/${event}/retry`;
  assert.equal((await company.api.post(path, {})).status, 404);
  assert.equal((await company.api.post(path, { consumer: 'test' })).status, 204);
  assert.deepEqual((await company.api.get('/settings/jobs/failed')).body, { items: [] });
});

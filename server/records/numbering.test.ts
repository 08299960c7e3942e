import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { Services } from '#platform/services.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { takeNumber } from './numbering.ts';

const rolledBack = new Error('The document was not made after all.');
let database: TestDatabase;
let services: Services & { stop(): Promise<void> };

before(async () => {
  database = await createTestDatabase();
  services = await openTestServices({ appUrl: database.appUrl });
});

after(async () => {
  await services.stop();
  await database.drop();
});

async function company() {
  const { orgId, rootId } = await createBareCompany(database.adminUrl);
  const principal = await loadSystem(services.pool, orgId);
  const take = (document: 'quote' | 'invoice', date = '2026-03-01', fail = false) =>
    runCall(services, principal, { access: 'write', requestId: 'test' }, async (call) => {
      const number = await takeNumber(call, { nodeId: rootId, document, date });
      if (fail) throw rolledBack;
      return number;
    });
  return { orgId, rootId, take };
}

test('a hundred takers at once, every fifth of whom rolls back, get 1 to 80 without a hole', async () => {
  const { take } = await company();
  const takers = Array.from({ length: 100 }, (_, index) => take('invoice', '2026-03-01', index % 5 === 4));
  const results = await Promise.allSettled(takers);
  const failed = results.filter(({ status }) => status === 'rejected');
  assert.equal(failed.length, 20);
  for (const result of failed) assert.equal((result as PromiseRejectedResult).reason, rolledBack);
  const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])).sort();
  const expected = Array.from({ length: 80 }, (_, index) => `INV-2026-${String(index + 1).padStart(5, '0')}`);
  assert.deepEqual(numbers, expected);
});

test('each document has a series of its own, and the year is that of the document', async () => {
  const { take } = await company();
  assert.equal(await take('quote', '2025-12-31'), 'Q-2025-00001');
  assert.equal(await take('quote', '2026-01-01'), 'Q-2026-00002');
  assert.equal(await take('invoice', '2026-01-01'), 'INV-2026-00001');
});

test('[R98] a number that was typed by hand is skipped', async () => {
  const { orgId, rootId, take } = await company();
  for (const number of ['Q-2026-00002', 'Q-2026-00003']) {
    await asAdmin(
      database.adminUrl,
      `insert into quote (org_id, id, scope_id, scope_path, series_node_id, number, title, currency, status_changed_at,
         search_text, created_at, updated_at)
       values ($1, gen_random_uuid(), $2, '00001.', $2, $3, 'Typed', 'EUR', now(), '', now(), now())`,
      [orgId, rootId, number],
    );
  }
  assert.equal(await take('quote'), 'Q-2026-00001');
  assert.equal(await take('quote'), 'Q-2026-00004');
});

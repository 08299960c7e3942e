import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountKind } from '#features/accounts/kind.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { Services } from '#platform/services.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import type { ListQuery } from './list-query.ts';
import { listRecords, totalWith } from './list-records.ts';

describe('a search and the list around it', () => {
  let database: TestDatabase;
  let services: Services & { stop(): Promise<void> };
  let orgId: string;

  before(async () => {
    database = await createTestDatabase();
    services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
    ({ orgId } = await createBareCompany(database.adminUrl));
    await asAdmin(
      database.adminUrl,
      `insert into account (org_id, id, scope_id, scope_path, name, status, search_text, created_at, updated_at)
       select $1, gen_random_uuid(), node.id, node.path, 'Common ' || n, case when n = 7 then 'inactive' else 'active' end,
         ' common number' || n, now() - n * interval '1 second', now()
       from generate_series(1, 1030) as n, node where node.org_id = $1 and node.level = 'organisation'`,
      [orgId],
    );
  });
  after(async () => {
    await services.stop();
    await database.drop();
  });

  async function list(query: ListQuery) {
    const principal = await loadSystem(services.pool, orgId);
    return runCall(services, principal, { access: 'read', requestId: 'test' }, async (call) => {
      const page = await listRecords(call, accountKind, query);
      const total = await totalWith(call, accountKind, query, page);
      return { names: page.rows.map((row) => row.name), total, nextCursor: page.nextCursor };
    });
  }

  it('pages through the newest matches and never calls a cut number exact', async () => {
    const first = await list({ q: 'common', limit: 3 });
    assert.deepEqual(first.names, ['Common 1', 'Common 2', 'Common 3']);
    assert.deepEqual(first.total, { value: 1000, exact: false });
    const next = await list({ q: 'common', limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual(next.names, ['Common 4', 'Common 5']);
    const filtered = await list({ q: 'common', status: ['inactive'] });
    assert.deepEqual([filtered.names, filtered.total], [['Common 7'], { value: 1, exact: false }]);
  });

  it('counts exactly what it found whole', async () => {
    assert.deepEqual((await list({ q: 'number102' })).total, { value: 11, exact: true });
    assert.deepEqual((await list({ q: 'number102', limit: 2 })).total, { value: 11, exact: true });
    assert.deepEqual((await list({ q: 'nothing like it' })).total, { value: 0, exact: true });
  });
});

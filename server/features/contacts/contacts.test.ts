import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { isProblem } from '#domain/problems.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { createOpportunity } from '#features/opportunities/operations/create-opportunity.ts';
import { archiveRecord } from '#records/archive-record.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { contactEndpoints } from './endpoints.ts';

describe('contacts and their account', () => {
  let server: TestServer;
  let company: TestCompany;

  before(async () => {
    const endpoints = [...accountEndpoints, ...contactEndpoints, ...opportunityEndpoints];
    server = await startTestServer({ role: 'web', endpoints });
    company = await createTestCompany(server);
  });
  after(() => server.stop());

  const account = async (): Promise<string> =>
    (await company.api.post('/accounts', { name: 'Acme' })).body.id;
  const primaries = async (accountId: string): Promise<string[]> => {
    const { body } = await company.api.get(`/contacts?accountId=${accountId}&isPrimary=true`);
    return body.items.map(({ firstName }: Json) => firstName);
  };
  const primary = (accountId: string, firstName: string) =>
    company.api.post('/contacts', { firstName, accountId, isPrimary: true });

  it('a primary contact comes back from the archive beside the one who took its place', async () => {
    const accountId = await account();
    const { body: first } = await primary(accountId, 'First');
    await company.api.delete(`/contacts/${first.id}`);
    await primary(accountId, 'Second');
    const restored = await company.api.post(`/contacts/${first.id}/restore`);
    assert.deepEqual(
      [restored.status, restored.body.status, restored.body.isPrimary],
      [200, 'active', false],
    );
    assert.deepEqual(await primaries(accountId), ['Second']);
  });

  it('typing the status archived archives, by the same rules, and restoring brings back [R50] [R72]', async () => {
    const accountId = await account();
    const typed = await company.api.patch(`/accounts/${accountId}`, {
      status: 'archived',
      industry: 'Retail',
    });
    assert.deepEqual([typed.status, typed.body.status, typed.body.industry], [200, 'archived', 'Retail']);
    assert.notEqual(typed.body.archivedAt, null);
    assert.equal((await company.api.post(`/accounts/${accountId}/restore`)).body.status, 'active');
    const child = await company.api.post('/accounts', { name: 'Child', parentAccountId: accountId });
    const needed = await company.api.patch(`/accounts/${accountId}`, { status: 'archived' });
    assert.deepEqual([needed.status, needed.body.code, child.status], [409, 'has_dependents', 201]);
    const born = await company.api.post('/contacts', { firstName: 'Old', status: 'archived' });
    assert.deepEqual([born.status, born.body.archivedAt === null], [201, false]);
  });

  it('of several that become primary at once all are saved, and one stays it', async () => {
    const accountId = await account();
    const names = ['Ada', 'Ben', 'Cyd', 'Dov', 'Eva', 'Fay'];
    const answers = await Promise.all(names.map((name) => primary(accountId, name)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      names.map(() => 201),
    );
    assert.equal((await primaries(accountId)).length, 1);
  });

  it('an account is not archived under an opportunity that is being made for it', async () => {
    const accountId = await account();
    const archive = () =>
      company.asSystem((call) => archiveRecord(call, accountKind, accountId, null)).catch((error) => error);
    const archived = await company.asSystem(async (call) => {
      await createOpportunity(call, { name: 'Deal', accountId });
      const running = archive();
      await wait(300);
      return { running };
    });
    const refusal = await archived.running;
    assert.ok(isProblem(refusal), String(refusal.stack ?? refusal));
    assert.equal(refusal.code, 'has_dependents');
  });

  it('consent is taken back for the address that had it, also when that goes with the same change', async () => {
    const given = { firstName: 'Cora', email: 'cora@example.com', emailOptIn: true };
    const { body } = await company.api.post('/contacts', given);
    await company.api.patch(`/contacts/${body.id}`, { email: null, emailOptIn: false });
    const ledger = await asAdmin(
      server.database.adminUrl,
      'select address, state from consent_entry where record_id = $1 order by at, id',
      [body.id],
    );
    assert.deepEqual(ledger, [
      { address: 'cora@example.com', state: 'granted' },
      { address: 'cora@example.com', state: 'withdrawn' },
    ]);
  });
});

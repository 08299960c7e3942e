import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyAudit } from '#platform/audit/verify.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { loadDemo } from './operations/load-demo.ts';

describe('demo data', () => {
  let server: TestServer;
  let company: TestCompany;

  before(async () => {
    server = await startTestServer({ role: 'web' });
    company = await createTestCompany(server);
    await loadDemo(server.services, company.orgId, { leads: 120, accounts: 40, deals: 60 });
  });
  after(() => server.stop());

  const count = async (query: string) => {
    const [row] = await asAdmin<{ count: number }>(
      server.database.adminUrl,
      `select count(*)::int from ${query}`,
    );
    return row?.count ?? 0;
  };

  it('is a believable company: three currencies, a dozen members, every stage and status', async () => {
    assert.equal(await count('(select distinct currency from entity) as c'), 3);
    assert.ok((await count('member')) >= 12);
    assert.equal(await count('lead'), 120);
    assert.ok((await count('account')) >= 40);
    assert.equal(await count('(select distinct stage from opportunity) as s'), 6);
    assert.equal(await count('(select distinct status from lead) as s'), 6);
    for (const status of ['draft', 'sent', 'accepted', 'declined']) {
      assert.ok((await count(`quote where status = '${status}'`)) > 0, status);
    }
    for (const status of ['issued', 'partially_paid', 'paid']) {
      assert.ok((await count(`invoice where status = '${status}'`)) > 0, status);
    }
    assert.ok((await count('payment')) > 0);
  });

  it('has histories in the past, an unbroken audit chain, and told nobody', async () => {
    assert.ok((await count("opportunity_status_change where at < now() - interval '30 days'")) > 0);
    assert.equal(await count('lead where created_at > updated_at'), 0);
    assert.equal(await count("outbox where type like 'lead.%'"), 0);
    assert.equal((await company.asSystem(verifyAudit)).valid, true);
  });
});

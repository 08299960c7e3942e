import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { leadEndpoints } from './endpoints.ts';

describe('undo of a conversion', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;

  before(async () => {
    server = await startTestServer({
      role: 'web',
      endpoints: [
        ...accountEndpoints,
        ...contactEndpoints,
        ...opportunityEndpoints,
        ...quoteEndpoints,
        ...leadEndpoints,
      ],
    });
    company = await createTestCompany(server);
    api = company.api;
  });
  after(() => server.stop());

  const all = { accountName: 'Acme', opportunityName: 'Website', quoteTitle: 'Relaunch' };
  async function post(path: string, body: object = {}): Promise<Json> {
    const answer = await api.post(path, body);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const lead = () =>
    post('/leads', { firstName: 'Nadia', companyName: 'Acme', scope: company.nodes.branch.scope });
  const undo = (id: string) => api.post(`/leads/${id}/undo-conversion`, {});
  const fields = ({ version: _v, updatedAt: _u, statusChangedAt: _s, ...rest }: Json) => rest;

  it('archives what it made, and the lead is what it was; it can be converted again [R45]', async () => {
    const made = await lead();
    await post(`/leads/${made.id}/status`, { status: 'contacted' });
    const was = (await api.get(`/leads/${made.id}`)).body;
    const first = await post(`/leads/${made.id}/convert`, all);
    assert.equal(first.lead.abilities.undoConversion, true);
    const undone = await undo(made.id);
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.deepEqual(fields((await api.get(`/leads/${made.id}`)).body), fields(was));
    for (const [kind, record] of Object.entries({
      accounts: first.account,
      contacts: first.contact,
      opportunities: first.opportunity,
      quotes: first.quote,
    })) {
      assert.notEqual((await api.get(`/${kind}/${record.id}`)).body.archivedAt, null, kind);
    }
    const past = (await api.get(`/accounts/${first.account.id}/timeline`)).body.items;
    assert.ok(!past.some((item: Json) => item.record.id === made.id), 'the timeline was taken back');
    const kinds = (await api.get(`/leads/${made.id}/timeline`)).body.items.map(({ kind }: Json) => kind);
    assert.deepEqual(kinds.slice(0, 2), ['conversion_undone', 'converted']);
    const again = await post(`/leads/${made.id}/convert`, all);
    assert.notEqual(again.account.id, first.account.id);
    assert.equal((await undo(made.id)).status, 200);
  });

  it('only unlinks what was reused', async () => {
    const made = await lead();
    const account = await post('/accounts', { name: 'Kept', scope: company.nodes.branch.scope });
    const contact = await post('/contacts', { firstName: 'Kim', scope: company.nodes.branch.scope });
    await post(`/leads/${made.id}/convert`, {
      accountId: account.id,
      contactId: contact.id,
      opportunityName: 'D',
      createQuote: false,
    });
    assert.equal((await undo(made.id)).status, 200);
    const kept = (await api.get(`/contacts/${contact.id}`)).body;
    assert.deepEqual([kept.accountId, kept.archivedAt], [null, null]);
    assert.equal((await api.get(`/accounts/${account.id}`)).body.archivedAt, null);
  });

  it('is refused with what was touched: a change, a new link, a second undo', async () => {
    const made = await lead();
    const { account, opportunity } = await post(`/leads/${made.id}/convert`, all);
    await post('/contacts', { firstName: 'New', accountId: account.id, scope: company.nodes.branch.scope });
    const linked = await undo(made.id);
    assert.deepEqual(
      [linked.status, linked.body.code, linked.body.touched.map(({ kind }: Json) => kind)],
      [409, 'cannot_undo', ['contact']],
    );
    await api.patch(`/opportunities/${opportunity.id}`, { name: 'Changed' });
    const changed = await undo(made.id);
    assert.ok(changed.body.touched.some(({ id }: Json) => id === opportunity.id));
    assert.equal((await undo((await lead()).id)).body.code, 'cannot_undo', 'never converted');
  });

  it('of two undos at once, and of an undo and an edit, one is refused or comes after', async () => {
    const made = await lead();
    await post(`/leads/${made.id}/convert`, all);
    const answers = await Promise.all([undo(made.id), undo(made.id)]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
  });
});

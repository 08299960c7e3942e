import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { campaignEndpoints } from '#features/campaigns/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { type Answer, api, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { leadEndpoints } from './endpoints.ts';

describe('how far a member, and a record, reaches', () => {
  let server: TestServer;
  let company: TestCompany;
  let rep: TestMember;

  before(async () => {
    server = await startTestServer({
      role: 'web',
      endpoints: [
        ...accountEndpoints,
        ...contactEndpoints,
        ...campaignEndpoints,
        ...opportunityEndpoints,
        ...quoteEndpoints,
        ...leadEndpoints,
      ],
    });
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.branch);
  });
  after(() => server.stop());

  async function make(
    path: string,
    body: object,
    place: keyof TestCompany['nodes'] = 'branch',
  ): Promise<Json> {
    const answer = await company.api.post(path, { scope: company.nodes[place].scope, ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  const refusal = ({ status, body }: Answer<Json>) => [
    status,
    body.capability ?? body.dependent ?? body.errors?.map((one: Json) => `${one.path} ${one.code}`).join(),
  ];
  const conversion = { accountName: 'Acme', opportunityName: 'Deal', quoteTitle: 'Offer' };

  it('who reaches only their own records gives none away, as they make none for others', async () => {
    const colleague = await company.addMember('sales_representative', company.nodes.branch, 'Rana Rep');
    const { id } = await make('/leads', { firstName: 'Lea', ownerId: rep.id });
    assert.deepEqual(refusal(await rep.api.post('/leads', { firstName: 'Leo', ownerId: colleague.id })), [
      403,
      'crm.leads.create',
    ]);
    for (const ownerId of [colleague.id, null]) {
      assert.deepEqual(refusal(await rep.api.patch(`/leads/${id}`, { ownerId })), [403, 'crm.leads.edit']);
    }
    assert.equal((await rep.api.patch(`/leads/${id}`, { firstName: 'Lia', ownerId: rep.id })).status, 200);
    assert.equal((await company.api.patch(`/leads/${id}`, { ownerId: colleague.id })).status, 200);
  });

  it("a conversion changes no contact that its maker may not edit, and binds no siblings' records", async () => {
    const lead = await make('/leads', { firstName: 'Lea', ownerId: rep.id });
    const others = await make('/contacts', { firstName: 'Cora' });
    const taken = await rep.api.post(`/leads/${lead.id}/convert`, { ...conversion, contactId: others.id });
    assert.deepEqual(refusal(taken), [403, 'crm.contacts.edit']);
    assert.equal((await company.api.get(`/contacts/${others.id}`)).body.accountId, null);
    const above = await make('/leads', { firstName: 'Leo' }, 'root');
    const account = await make('/accounts', { name: 'Acme' });
    const contact = await make('/contacts', { firstName: 'Cyd' }, 'otherBranch');
    const { accountName: _, ...rest } = conversion;
    const bound = await company.api.post(`/leads/${above.id}/convert`, {
      ...rest,
      accountId: account.id,
      contactId: contact.id,
    });
    assert.deepEqual(refusal(bound), [422, 'contactId other_scope']);
    assert.equal((await company.api.get(`/leads/${above.id}`)).body.status, 'new');
  });

  it('a lead of a colleague who left, of a campaign that is over, is still converted', async () => {
    const gone = await company.addMember('sales_representative', company.nodes.branch, 'Gone Guy');
    const campaign = await make('/campaigns', { name: 'Spring' });
    const lead = await make('/leads', { firstName: 'Lea', ownerId: gone.id, campaignId: campaign.id });
    const deal = await make('/opportunities', { name: 'Deal', ownerId: gone.id });
    await company.api.post(`/members/${gone.id}/deactivate`, {});
    await company.api.post(`/campaigns/${campaign.id}/archive`);
    const { status, body } = await company.api.post(`/leads/${lead.id}/convert`, conversion);
    assert.equal(status, 200, JSON.stringify(body));
    const made = [body.account, body.contact, body.opportunity, body.quote];
    assert.ok(made.every(({ ownerId }) => ownerId === gone.id));
    assert.equal(body.opportunity.campaignId, campaign.id);
    const quote = await company.api.post('/quotes', { title: 'Offer', opportunityId: deal.id });
    assert.deepEqual([quote.status, quote.body.ownerId], [201, gone.id]);
  });

  it('a record does not move away from one that links to it', async () => {
    const account = await make('/accounts', { name: 'Acme' });
    const contact = await make('/contacts', { firstName: 'Cora', accountId: account.id });
    const move = (place: keyof TestCompany['nodes']) =>
      company.api.patch(`/accounts/${account.id}`, { scope: company.nodes[place].scope });
    assert.deepEqual(refusal(await move('otherBranch')), [409, 'contact']);
    assert.equal((await move('entity')).status, 200);
    await company.api.delete(`/contacts/${contact.id}`);
    assert.equal((await move('otherBranch')).status, 200);
  });

  it('no account stands above itself, also when two changes at once would close the circle', async () => {
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((name) => make('/accounts', { name })));
    const put = (child: Json, parent: Json) =>
      company.api.patch(`/accounts/${child.id}`, { parentAccountId: parent.id });
    assert.deepEqual(refusal(await put(a, a)), [422, 'parentAccountId not_allowed']);
    assert.equal((await put(b, a)).status, 200);
    assert.equal((await put(c, b)).status, 200);
    assert.deepEqual(refusal(await put(a, c)), [422, 'parentAccountId not_allowed']);
    for (let round = 0; round < 2; round += 1) {
      const [one, other] = await Promise.all(['One', 'Other'].map((name) => make('/accounts', { name })));
      const answers = await Promise.all([put(one, other), put(other, one)]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
    }
  });

  it('an export holds what the role may export, not all that it may see', async () => {
    await make('/leads', { firstName: 'Seen', ownerId: rep.id });
    const grants = [
      { capability: 'crm.leads.view', reach: 'all' },
      { capability: 'crm.leads.export', reach: 'own' },
    ];
    const role = await company.api.post('/roles', { name: 'Exporter', grants });
    const nodeId = company.nodes.root.id;
    const { body } = await company.api.post('/api-keys', { name: 'Export', roleId: role.body.id, nodeId });
    await make('/leads', { firstName: 'Mine', ownerId: company.admin.id });
    const key = api(server.url, body.key);
    assert.ok((await key.get('/leads')).body.items.length > 1);
    const csv = String((await key.get('/leads/export.csv')).body);
    assert.ok(csv.includes('Mine'));
    assert.ok(!csv.includes('Seen'));
  });

  it('a forged cursor and a number that no column holds are refused or find nothing', async () => {
    const deal = await make('/opportunities', { name: 'Deal' });
    const get = async (path: string) => (await company.api.get(`/opportunities?${path}`)).status;
    const cursor = (value: unknown, id: unknown = deal.id, sort = '-createdAt') =>
      `sort=${sort}&cursor=${Buffer.from(JSON.stringify({ sort, values: [value], id })).toString('base64url')}`;
    assert.equal(await get(cursor(deal.createdAt)), 200);
    for (const forged of [
      cursor('soon'),
      cursor('0000-01-01T00:00:00Z'),
      cursor(deal.createdAt, 'nobody'),
      cursor(deal.createdAt, 7),
      cursor('2026-02-30', deal.id, 'expectedCloseDate'),
    ]) {
      assert.equal(await get(forged), 422, forged);
    }
    for (const filter of [
      'probability=99999',
      'probability[gte]=9007199254740991',
      'probability[lt]=-40000',
    ]) {
      assert.equal(await get(filter), 200, filter);
    }
  });
});

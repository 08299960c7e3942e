import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Api, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { bodyOf, consulting } from '#test/build/documents.ts';
import { startWholeServer, type WholeServer } from './whole-server.ts';

describe('a seller, a colleague, a viewer and an accountant [R6] [R7] [R8] [R14]', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rosa: TestMember;
  let ben: TestMember;
  let vera: TestMember;
  let alia: TestMember;
  let leadId: string;
  let accountId: string;

  before(async () => {
    server = await startWholeServer('2026-04-01T08:00:00Z');
    company = await createTestCompany(server);
    const { branch } = company.nodes;
    rosa = await company.addMember('sales_representative', branch, 'Rosa Rep');
    ben = await company.addMember('sales_representative', branch, 'Ben Beside');
    vera = await company.addMember('viewer', branch, 'Vera Viewer');
    alia = await company.addMember('accountant', branch, 'Alia Accountant');
    const mine = { ownerId: rosa.id };
    leadId = bodyOf(await rosa.api.post('/leads', { firstName: 'Lea', ...mine }), 201).id;
    accountId = bodyOf(await rosa.api.post('/accounts', { name: 'Acme', ...mine }), 201).id;
  });
  after(() => server?.stop());

  function forbidden({ status, body }: { status: number; body: Json }, capability: string): void {
    assert.deepEqual([status, body.code, body.capability], [403, 'forbidden', capability]);
  }
  const seesLead = async (as: Api) => (await as.get(`/leads/${leadId}`)).status;

  test('a seller has their own leads, and the customers of all', async () => {
    assert.deepEqual([await seesLead(rosa.api), await seesLead(ben.api)], [200, 404]);
    assert.equal(bodyOf(await ben.api.get('/leads')).total.value, 0);
    assert.equal((await ben.api.patch(`/leads/${leadId}`, { quality: 'hot' })).status, 404);
    assert.equal((await ben.api.post(`/leads/${leadId}/status`, { status: 'lost' })).status, 404);
    const acme = bodyOf(await ben.api.get(`/accounts/${accountId}`));
    assert.deepEqual([acme.name, acme.abilities.edit], ['Acme', false]);
    forbidden(await ben.api.patch(`/accounts/${accountId}`, { name: 'Mine' }), 'crm.accounts.edit');
  });

  test('handed over, a lead is the colleague’s from the same moment', async () => {
    bodyOf(await company.api.patch(`/leads/${leadId}`, { ownerId: ben.id }));
    assert.deepEqual([await seesLead(rosa.api), await seesLead(ben.api)], [404, 200]);
    bodyOf(await company.api.patch(`/leads/${leadId}`, { ownerId: rosa.id }));
    assert.deepEqual([await seesLead(rosa.api), await seesLead(ben.api)], [200, 404]);
  });

  test('a viewer looks and changes nothing', async () => {
    assert.equal(await seesLead(vera.api), 200);
    forbidden(await vera.api.post('/leads', { firstName: 'No' }), 'crm.leads.create');
    forbidden(await vera.api.patch(`/leads/${leadId}`, { firstName: 'No' }), 'crm.leads.edit');
    forbidden(await vera.api.delete(`/leads/${leadId}`), 'crm.leads.delete');
    forbidden(await vera.api.get('/leads/export.csv'), 'crm.leads.export');
    forbidden(await vera.api.get('/audit'), 'settings.audit.view');
    const { abilities } = bodyOf(await vera.api.get(`/leads/${leadId}`));
    assert.ok(Object.values(abilities).every((may) => may === false));
  });

  test('a seller sells and an accountant books: neither does the other’s part [R11]', async () => {
    const body = { title: 'Offer', accountId, lines: [consulting], ownerId: rosa.id };
    const quote = bodyOf(await rosa.api.post('/quotes', body), 201);
    const move = (as: Api, status: string) => as.post(`/quotes/${quote.id}/status`, { status });
    forbidden(await move(alia.api, 'sent'), 'crm.quotes.send');
    bodyOf(await move(rosa.api, 'sent'));
    bodyOf(await move(rosa.api, 'accepted'));
    const convert = (as: Api) => as.post(`/quotes/${quote.id}/convert-to-invoice`, {});
    forbidden(await convert(rosa.api), 'accounting.invoices.create');
    const { invoice } = bodyOf(await convert(alia.api));
    forbidden(await rosa.api.post(`/invoices/${invoice.id}/issue`, {}), 'accounting.invoices.issue');
    bodyOf(await alia.api.post(`/invoices/${invoice.id}/issue`, {}));
    const payment = { date: '2026-04-01', amount: '10', method: 'cash' };
    forbidden(await rosa.api.post(`/invoices/${invoice.id}/payments`, payment), 'accounting.payments.create');
    bodyOf(await alia.api.post(`/invoices/${invoice.id}/payments`, payment), 201);
    const seen = bodyOf(await rosa.api.get(`/invoices/${invoice.id}`));
    assert.deepEqual([seen.paid, seen.balance], ['10.00', '1180.00']);
    assert.equal((await ben.api.get(`/invoices/${invoice.id}`)).status, 404);
  });

  test('a role of one’s own making holds from the next request, and so does its end [R7]', async () => {
    const grants = [{ capability: 'crm.leads.view', reach: 'all' }];
    const role = bodyOf(await company.api.post('/roles', { name: 'Reader of leads', grants }), 201);
    const { branch } = company.nodes;
    const nina = await company.addMember('viewer', branch, 'Nina New');
    const entered = await api(server.url).post('/auth/sign-in', {
      email: nina.email,
      password: nina.password,
    });
    const session = api(server.url, cookiesOf(entered));
    assert.equal((await session.get('/accounts')).status, 200);
    const assignments = [{ roleId: role.id, nodeId: branch.id }];
    bodyOf(await company.api.put(`/members/${nina.id}/roles`, { assignments }));
    forbidden(await session.get('/accounts'), 'crm.accounts.view');
    assert.equal(bodyOf(await session.get('/leads')).total.value, 1);
    bodyOf(await company.api.patch(`/roles/${role.id}`, { grants: [{ ...grants[0], reach: 'own' }] }));
    assert.equal(bodyOf(await session.get('/leads')).total.value, 0);
    bodyOf(await company.api.put(`/members/${nina.id}/roles`, { assignments: [] }));
    forbidden(await session.get('/leads'), 'crm.leads.view');
  });

  test('nobody gives away more than they have', async () => {
    const manager = await company.addMember('sales_manager', company.nodes.root, 'Max Manager');
    const asked = { email: 'new@example.com', roleId: company.roleIds.administrator };
    forbidden(await manager.api.post('/invitations', asked), 'settings.members.manage');
    const boss = await company.addMember('administrator', company.nodes.branch, 'Bo Branch');
    const above = await boss.api.post('/invitations', { ...asked, nodeId: company.nodes.root.id });
    assert.ok([403, 404, 422].includes(above.status), JSON.stringify(above.body));
  });

  test('a colleague who left is out at once, and the records go to whom they were given', async () => {
    bodyOf(await company.api.post(`/members/${rosa.id}/deactivate`, { reassignToId: ben.id }));
    assert.equal((await rosa.api.get('/leads')).status, 401);
    await server.deliver(company.orgId);
    assert.equal(await seesLead(ben.api), 200);
    const lead = bodyOf(await company.api.get(`/leads/${leadId}`));
    assert.equal(lead.ownerId, ben.id);
  });
});

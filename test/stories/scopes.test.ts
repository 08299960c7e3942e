import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Api, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember, type TestNode } from '#test/build/company.ts';
import { bodyOf, fieldCodes } from '#test/build/documents.ts';
import { startWholeServer, type WholeServer } from './whole-server.ts';

describe('two branches and the people above them [R3] [R9] [R10]', () => {
  let server: WholeServer;
  let company: TestCompany;
  let bea: TestMember;
  let amir: TestMember;
  let rita: TestMember;
  /** Works in both branches, and nowhere above them. */
  let dora: Api;
  const ids: Record<string, string> = {};

  before(async () => {
    server = await startWholeServer('2026-04-01T08:00:00Z');
    company = await createTestCompany(server);
    const { branch, entity, otherBranch } = company.nodes;
    bea = await company.addMember('sales_manager', branch, 'Bea Berlin');
    amir = await company.addMember('sales_manager', otherBranch, 'Amir Amman');
    rita = await company.addMember('sales_manager', entity, 'Rita Region');
    dora = await inBothBranches();
    ids.berlin = await make(bea.api, '/accounts', { name: 'Spree Yachts', email: 'office@spree.example' });
    ids.amman = await make(amir.api, '/accounts', { name: 'Jordan Valley Farms' });
    ids.region = await make(rita.api, '/accounts', { name: 'Hanse Holding' });
    ids.whole = await make(company.api, '/accounts', { name: 'World Wide', scope: company.nodes.root.scope });
    ids.lead = await make(bea.api, '/leads', { firstName: 'Bernd', companyName: 'Spree Yachts' });
    ids.deal = await make(bea.api, '/opportunities', { name: 'Three boats', accountId: ids.berlin });
  });
  after(() => server?.stop());

  const make = async (as: Api, path: string, body: object): Promise<string> =>
    bodyOf(await as.post(path, body), 201).id;
  const namesIn = async (as: Api, path: string): Promise<string[]> =>
    bodyOf(await as.get(path)).items.map(({ title }: Json) => title);

  async function inBothBranches(): Promise<Api> {
    const { branch, otherBranch } = company.nodes;
    const { id, email, password } = await company.addMember('sales_manager', branch, 'Dora Double');
    const roleId = company.roleIds.sales_manager;
    const assignments = [branch, otherBranch].map((node: TestNode) => ({ roleId, nodeId: node.id }));
    bodyOf(await company.api.put(`/members/${id}/roles`, { assignments }));
    const entered = await api(server.url).post('/auth/sign-in', { email, password });
    assert.equal(entered.status, 200, JSON.stringify(entered.body));
    return api(server.url, cookiesOf(entered));
  }

  test('each of them sees their own part of the company, and the rest does not exist', async () => {
    assert.deepEqual(await namesIn(bea.api, '/accounts?sort=name'), ['Spree Yachts']);
    assert.deepEqual(await namesIn(amir.api, '/accounts?sort=name'), ['Jordan Valley Farms']);
    assert.deepEqual(await namesIn(rita.api, '/accounts?sort=name'), ['Hanse Holding', 'Spree Yachts']);
    assert.deepEqual(await namesIn(dora, '/accounts?sort=name'), ['Jordan Valley Farms', 'Spree Yachts']);
    assert.equal((await namesIn(company.api, '/accounts')).length, 4);
    for (const path of ['', '/timeline', '/matches']) {
      const { status, body } = await amir.api.get(`/accounts/${ids.berlin}${path}`);
      assert.deepEqual([status, body.code], [404, 'not_found'], path);
    }
    assert.equal((await dora.get(`/accounts/${ids.region}`)).status, 404);
  });

  test('nothing leaks around the side: search, board, export, matches, names, sums [R18]', async () => {
    assert.deepEqual(bodyOf(await amir.api.get('/search?q=spree')).items, []);
    assert.equal(bodyOf(await dora.get('/search?q=spree')).items.length, 2);
    const cards = async (as: Api) =>
      bodyOf(await as.get('/opportunities/board')).columns.flatMap(({ items }: Json) => items).length;
    assert.deepEqual([await cards(amir.api), await cards(bea.api)], [0, 1]);
    assert.doesNotMatch(bodyOf(await amir.api.get<string>('/accounts/export.csv')), /Spree/);
    assert.match(bodyOf(await bea.api.get<string>('/accounts/export.csv')), /Spree/);
    const rival = await make(amir.api, '/accounts', { name: 'Spree Yachts', email: 'office@spree.example' });
    assert.deepEqual(bodyOf(await amir.api.get(`/accounts/${rival}/matches`)).items, []);
    assert.equal(bodyOf(await company.api.get(`/accounts/${rival}/matches`)).items.length, 1);
    bodyOf(await amir.api.delete(`/accounts/${rival}`));
    assert.equal(bodyOf(await amir.api.get('/opportunities')).total.value, 0);
  });

  test('a name behind a link is told to those only who may see what it leads to', async () => {
    const contact = await make(company.api, '/contacts', {
      firstName: 'Cora',
      scope: company.nodes.branch.scope,
      accountId: ids.whole,
    });
    const seen = async (as: Api) => bodyOf(await as.get(`/contacts/${contact}`));
    assert.equal((await seen(company.api)).names.accountId, 'World Wide');
    const byBea = await seen(bea.api);
    assert.equal(byBea.accountId, ids.whole);
    assert.equal(byBea.names.accountId, undefined);
    bodyOf(await bea.api.patch(`/contacts/${contact}`, { jobTitle: 'Buyer' }));
  });

  test('siblings never bind, whoever asks', async () => {
    const bind = (as: Api, scope: object, accountId = ids.berlin) =>
      as.post('/opportunities', { name: 'Bound', accountId, scope });
    const { otherBranch, branch } = company.nodes;
    const hidden = await bind(amir.api, otherBranch.scope);
    assert.deepEqual([hidden.status, fieldCodes(hidden.body)], [422, ['accountId: not_found']]);
    for (const as of [dora, company.api]) {
      const refused = await bind(as, otherBranch.scope);
      assert.deepEqual([refused.status, fieldCodes(refused.body)], [422, ['accountId: other_scope']]);
    }
    assert.equal((await bind(company.api, branch.scope, ids.whole)).status, 201);
    assert.equal((await bind(company.api, branch.scope, ids.region)).status, 201);
    const moved = await company.api.patch(`/opportunities/${ids.deal}`, { scope: otherBranch.scope });
    assert.deepEqual([moved.status, fieldCodes(moved.body)], [422, ['accountId: other_scope']]);
  });

  test('a lead is not converted into the account of a sibling [R10]', async () => {
    const body = { accountId: ids.amman, opportunityName: 'Deal', quoteTitle: 'Offer' };
    const convert = (as: Api) => as.post(`/leads/${ids.lead}/convert`, body);
    assert.deepEqual(fieldCodes((await convert(bea.api)).body), ['accountId: not_found']);
    assert.deepEqual(fieldCodes((await convert(dora)).body), ['accountId: other_scope']);
    assert.equal((await convert(amir.api)).status, 404);
    const lead = bodyOf(await bea.api.get(`/leads/${ids.lead}`));
    assert.deepEqual([lead.status, lead.version], ['new', 1]);
  });

  test('a scope names every parent, and only nodes that one may use [R3] [R4]', async () => {
    const { branch, otherBranch, entity } = company.nodes;
    const refused = async (as: Api, scope: object) =>
      fieldCodes((await as.post('/accounts', { name: 'X', scope })).body);
    const mixed = { ...branch.scope, entityId: otherBranch.scope.entityId };
    assert.deepEqual(await refused(company.api, mixed), ['scope.branchId: not_found']);
    const orphan = { level: 'branch', branchId: branch.id };
    assert.deepEqual(await refused(company.api, orphan), ['scope.entityId: required']);
    assert.deepEqual(await refused(amir.api, branch.scope), ['scope.branchId: not_found']);
    assert.deepEqual(await refused(bea.api, entity.scope), ['scope.entityId: not_found']);
  });

  test('one company picked, the lists show that one [R5]', async () => {
    const { entity, branch } = company.nodes;
    const within = (node: TestNode) => `/accounts?sort=name&scopeNodeId=${node.id}`;
    assert.deepEqual(await namesIn(company.api, within(entity)), ['Hanse Holding', 'Spree Yachts']);
    assert.deepEqual(await namesIn(dora, within(branch)), ['Spree Yachts']);
    assert.deepEqual(await namesIn(amir.api, within(branch)), []);
  });

  test('another company of the same installation is as if it were not there', async () => {
    const strangers = await createTestCompany(server, { name: 'Southwind' });
    const theirs = await make(strangers.api, '/accounts', { name: 'Spree Yachts' });
    assert.equal((await company.api.get(`/accounts/${theirs}`)).status, 404);
    const bound = await company.api.post('/contacts', { firstName: 'Mo', accountId: theirs });
    assert.deepEqual(fieldCodes(bound.body), ['accountId: not_found']);
    const filtered = bodyOf(await company.api.get(`/contacts?accountId=${theirs}`));
    assert.deepEqual(filtered.items, []);
    const node = await company.api.get(`/accounts?scopeNodeId=${strangers.nodes.root.id}`);
    assert.deepEqual(fieldCodes(node.body), ['scopeNodeId: not_found']);
  });
});

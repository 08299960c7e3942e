import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

let server: WholeServer;
let company: TestCompany;
let rosa: TestMember;
let scope: object;

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
  rosa = await company.addMember('sales_representative', company.nodes.branch, 'Rosa');
  scope = company.nodes.branch.scope;
});
after(() => server?.stop());

async function post(path: string, body: object): Promise<Json> {
  const answer = await company.api.post(path, body);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function get(path: string, as = company.api): Promise<Json> {
  const answer = await as.get(path);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

test('people are counted with the opportunities and quotes that the reader may see, not with a colleague’s', async () => {
  const account = await post('/accounts', { name: 'Works', scope });
  const contact = await post('/contacts', { firstName: 'Cora', scope, accountId: account.id });
  const links = { accountId: account.id, contactId: contact.id, scope };
  await post('/opportunities', { ...links, name: 'Secret deal' });
  await post('/quotes', { ...links, title: 'Secret offer' });
  await post('/opportunities', { ...links, name: 'Known deal', ownerId: rosa.id });
  const counts = async (as = company.api) => {
    const [one] = (await get(`/accounts/${account.id}/profile`, as)).people;
    return [one.openOpportunities, one.openQuotes];
  };
  assert.deepEqual(await counts(), [2, 1]);
  assert.deepEqual(await counts(rosa.api), [1, 0]);
});

test('the ledger tells what holds, but neither a colleague’s lead nor from where somebody wrote', async () => {
  const email = 'shared@example.com';
  const lead = await post('/leads', { firstName: 'Lea', email, scope });
  const proof = 'Told me on the secret fair';
  await post(`/leads/${lead.id}/consent`, { channel: 'email', state: 'granted', source: 'Fair', proof });
  const account = await post('/accounts', { name: 'Mine', scope });
  const contact = await post('/contacts', { firstName: 'Cem', email, scope, accountId: account.id });
  assert.equal((await rosa.api.get(`/leads/${lead.id}`)).status, 404);
  const all = await get(`/contacts/${contact.id}/consent`);
  assert.deepEqual([all.items.length, all.items[0].recordId], [1, lead.id]);
  const hers = await get(`/contacts/${contact.id}/consent`, rosa.api);
  assert.deepEqual([hers.current[0].state, hers.items], ['granted', []]);
  assert.deepEqual((await get(`/accounts/${account.id}/profile`, rosa.api)).consent, []);

  const said = { channel: 'email', state: 'withdrawn', source: 'Call' };
  await post(`/contacts/${contact.id}/consent`, said);
  const [own] = (await get(`/contacts/${contact.id}/consent`)).items;
  assert.notEqual(own.ip, null);
  const [seen] = (await get(`/contacts/${contact.id}/consent`, rosa.api)).items;
  assert.deepEqual([seen.state, seen.ip], ['withdrawn', null]);
});

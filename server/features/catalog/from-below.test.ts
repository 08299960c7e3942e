import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

let server: WholeServer;
let company: TestCompany;
let rosa: TestMember;
const ids: Record<string, string> = {};

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
  const { root, entity, branch, otherEntity } = company.nodes;
  rosa = await company.addMember('sales_representative', branch, 'Rosa');
  const price = [{ currency: 'EUR', unitPrice: '10' }];
  for (const [name, node] of Object.entries({ root, entity, branch, otherEntity })) {
    const body = { name: `Desk of ${name}`, prices: price, scope: node.scope };
    const { body: made } = await company.api.post<Json>('/products', body);
    ids[name] = made.id;
  }
});
after(() => server?.stop());

async function seenBy(member: TestMember): Promise<string[]> {
  const { items } = (await member.api.get<Json>('/products?limit=200')).body;
  return items.map(({ name }: Json) => name.slice('Desk of '.length)).sort();
}

test('a seller sees what the company and their entity sell, and nothing of a sibling', async () => {
  assert.deepEqual(await seenBy(rosa), ['branch', 'entity', 'root']);
  assert.equal((await rosa.api.get(`/products/${ids.root}`)).status, 200);
  assert.equal((await rosa.api.get(`/products/${ids.otherEntity}`)).status, 404);
  const { items } = (await rosa.api.get<Json>('/search?q=Desk')).body;
  assert.ok(!JSON.stringify(items).includes('otherEntity'));
});

test('they quote it, and change nothing of it', async () => {
  const line = { description: 'Desk', quantity: '1', unitPrice: '10', taxRate: '0', productId: ids.root };
  const quote = await rosa.api.post<Json>('/quotes', {
    title: 'Desks',
    scope: company.nodes.branch.scope,
    lines: [line],
  });
  assert.equal(quote.status, 201, JSON.stringify(quote.body));
  assert.equal((await rosa.api.patch(`/products/${ids.root}`, { name: 'Mine' })).status, 403);
  const manager = await company.addMember('sales_manager', company.nodes.branch, 'Mara');
  assert.equal((await manager.api.patch(`/products/${ids.root}`, { name: 'Mine' })).status, 403);
  assert.equal((await manager.api.patch(`/products/${ids.branch}`, { name: 'Desk of branch' })).status, 200);
});

test('a member of two branches sees what lies above either', async () => {
  const both = await company.addMember('sales_representative', company.nodes.branch, 'Bo');
  const roleId = company.roleIds.sales_representative;
  const assignments = [company.nodes.branch, company.nodes.otherBranch].map(({ id }) => ({
    roleId,
    nodeId: id,
  }));
  const given = await company.api.put(`/members/${both.id}/roles`, { assignments });
  assert.equal(given.status, 200, JSON.stringify(given.body));
  const { items } = (await company.api.get<Json>('/products?limit=200')).body;
  assert.equal(items.length, 4);
  const principal = await both.principal();
  const seen = await both.call(async (call) => {
    const rows = await call.database
      .selectFrom('product')
      .select('name')
      .where('orgId', '=', call.orgId)
      .execute();
    return rows.map(({ name }) => name).sort();
  });
  assert.equal(principal.roots.length, 2);
  assert.deepEqual(seen, ['Desk of branch', 'Desk of entity', 'Desk of otherEntity', 'Desk of root']);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isProblem } from '#domain/problems.ts';
import type { Scope } from '#domain/scope.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { checkOption } from './options.ts';
import { entityIdAt, nodeScopes, resolveScope } from './scope.ts';

let server: TestServer;
let company: TestCompany;
let seller: TestMember;

before(async () => {
  server = await startTestServer();
  company = await createTestCompany(server);
  seller = await company.addMember('sales_representative', company.nodes.branch);
});

after(() => server.stop());

/** The field that was refused and why. */
async function refusal(member: TestMember, scope: Scope): Promise<string> {
  try {
    await member.call((call) => resolveScope(call, scope), 'read');
  } catch (error) {
    if (!isProblem(error)) throw error;
    return (error.data.errors ?? []).map(({ path, code }) => `${path} ${code}`).join();
  }
  return 'accepted';
}

test('[R3] a scope names a node by its whole line, and is written back the same way', async () => {
  const { branch, entity, root } = company.nodes;
  await company.admin.call(async (call) => {
    const scopes = await nodeScopes(call);
    for (const node of [root, entity, branch]) {
      const found = await resolveScope(call, node.scope);
      assert.equal(found.scopeId, node.id);
      assert.equal(found.scopePath, node.path);
      assert.equal(found.level, node.level);
      assert.deepEqual(scopes.get(node.id), node.scope);
    }
    assert.equal((await resolveScope(call, branch.scope)).entityId, entity.id);
    assert.equal((await resolveScope(call, root.scope)).entityId, null);
    assert.equal(await entityIdAt(call, branch.id), entity.id);
  }, 'read');
});

test('[R9] nodes of other parents, of other companies and out of reach are refused alike', async () => {
  const { branch, entity, otherBranch, otherEntity } = company.nodes;
  const stranger = (await createTestCompany(server)).nodes;
  const { admin } = company;
  const crossed: Scope = { level: 'branch', entityId: entity.id, branchId: otherBranch.id };
  assert.equal(await refusal(admin, crossed), 'scope.branchId not_found');
  assert.equal(await refusal(admin, stranger.branch.scope), 'scope.entityId not_found');
  assert.equal(await refusal(admin, { level: 'entity', entityId: branch.id }), 'scope.entityId not_found');
  assert.equal(await refusal(seller, branch.scope), 'accepted');
  assert.equal(await refusal(seller, otherBranch.scope), 'scope.branchId not_found');
  assert.equal(await refusal(seller, otherEntity.scope), 'scope.entityId not_found');
  assert.equal(await refusal(seller, entity.scope), 'scope.entityId not_found');
  assert.equal(await refusal(seller, { level: 'organisation' }), 'scope.level not_found');
});

test('without a scope a record lies at the home of its maker, or where they have a role', async () => {
  const { branch, entity, root } = company.nodes;
  const home = (member: TestMember) =>
    member.call(async (call) => (await resolveScope(call, undefined)).scopeId, 'read');
  assert.equal(await home(seller), branch.id);
  assert.equal(await home(company.admin), entity.id);
  const set = `update member set home_node_id = $1 where org_id = $2 and id = $3`;
  await asAdmin(server.database.adminUrl, set, [root.id, company.orgId, seller.id]);
  assert.equal(await home(seller), branch.id);
  await asAdmin(server.database.adminUrl, set, [branch.id, company.orgId, seller.id]);
});

test('an archived node takes no new record', async () => {
  const node = await company.addNode(company.nodes.branch, 'department', 'Closed');
  assert.equal(await refusal(company.admin, node.scope), 'accepted');
  await company.asSystem(async (call) => {
    await call.database
      .updateTable('node')
      .set({ archivedAt: call.now.toISOString() })
      .where('orgId', '=', call.orgId)
      .where('id', '=', node.id)
      .execute();
    await call.database
      .updateTable('organisation')
      .set((column) => ({ accessVersion: column('accessVersion', '+', 1) }))
      .where('orgId', '=', call.orgId)
      .execute();
  });
  assert.equal(await refusal(company.admin, node.scope), 'scope.departmentId inactive');
});

test('[R13] a list takes its active values; one with free entry takes any', async () => {
  await asAdmin(
    server.database.adminUrl,
    `update option_value set active = false where org_id = $1 and list = 'account_type' and value = 'reseller'`,
    [company.orgId],
  );
  const code = (list: 'account_type' | 'lead_source', value: string) =>
    seller.call(async (call) => (await checkOption(call, list, value, 'field'))?.code ?? null, 'read');
  assert.equal(await code('account_type', 'customer'), null);
  assert.equal(await code('account_type', 'neighbour'), 'unknown_value');
  assert.equal(await code('account_type', 'reseller'), 'inactive');
  assert.equal(await code('lead_source', 'A friend of a friend'), null);
});

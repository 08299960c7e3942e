import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { nodesOf } from '#records/scope.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { settingsEndpoints } from './endpoints.ts';
import { scopedTables } from './queries-hierarchy.ts';

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: settingsEndpoints });
  company = await createTestCompany(server);
});

after(() => server.stop());

type NodeBody = {
  id: string;
  name: string;
  parentId: string;
  path: string;
  version: number;
  canUse: boolean;
};
type Items<Item> = { items: Item[] };

function addNode(level: string, name: string, parentId: string, api = company.api) {
  return api.post<NodeBody>('/hierarchy/nodes', { level, name, parentId });
}

function refusal(answer: { status: number; body: unknown }) {
  const body = answer.body as { code: string; errors?: { path: string; code: string }[] };
  return [answer.status, body.code, ...(body.errors ?? []).map(({ path, code }) => `${path} ${code}`)];
}

test('a node stands exactly one level below its parent, and an entity gets a currency and a zone of its own', async () => {
  const { root, entity } = company.nodes;
  const made = await addNode('entity', 'Northwind Cairo', root.id);
  assert.equal(made.status, 201);
  assert.equal(made.body.parentId, root.id);
  const found = await company.api.get(`/settings/entities/${made.body.id}`);
  assert.equal(found.body.currency, 'EUR');
  assert.equal(found.body.timeZone, 'Europe/Berlin');
  assert.equal(found.body.country, undefined);
  assert.equal(found.body.address?.country, 'DE');
  for (const [level, parent] of [
    ['branch', root.id],
    ['department', entity.id],
    ['entity', entity.id],
  ] as const) {
    assert.deepEqual(refusal(await addNode(level, 'Wrong', parent)), [
      422,
      'validation_failed',
      'parentId not_allowed',
    ]);
  }
  const nowhere = '0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70';
  assert.deepEqual(refusal(await addNode('branch', 'Lost', nowhere)), [
    422,
    'validation_failed',
    'parentId not_found',
  ]);
  assert.deepEqual(refusal(await addNode('organisation', 'Second', root.id)), [
    422,
    'validation_failed',
    'level unknown_value',
  ]);
});

test('thirty children made at once get thirty different places', async () => {
  const { entity } = company.nodes;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => addNode('branch', `Branch ${index}`, entity.id)),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  assert.equal(new Set(answers.map(({ body }) => body.path)).size, 30);
});

test('[R9] a member sees their nodes and the ones above, and no sibling by name', async () => {
  const { branch, otherBranch, root, entity } = company.nodes;
  const seller = await company.addMember('sales_representative', branch);
  const { body } = await seller.api.get<Items<NodeBody>>('/hierarchy/nodes');
  const seen = body.items.map(({ id, canUse }) => [id, canUse]);
  assert.deepEqual(seen, [
    [root.id, false],
    [entity.id, false],
    [branch.id, true],
  ]);
  const lines = JSON.stringify(body);
  assert.ok(!lines.includes('Jordan') && !lines.includes(otherBranch.id));
  const entities = await seller.api.get<Items<{ nodeId: string }>>('/settings/entities');
  assert.deepEqual(
    entities.body.items.map(({ nodeId }) => nodeId),
    [entity.id],
  );
  assert.equal((await seller.api.get(`/settings/entities/${company.nodes.otherEntity.id}`)).status, 404);
});

test('whoever manages the hierarchy at a branch manages it there and nowhere else', async () => {
  const { branch, otherBranch, entity } = company.nodes;
  const manager = await company.addMember('administrator', branch);
  assert.equal((await addNode('department', 'Sales', branch.id, manager.api)).status, 201);
  assert.deepEqual(refusal(await addNode('branch', 'Hamburg', entity.id, manager.api)), [403, 'forbidden']);
  assert.deepEqual(refusal(await addNode('department', 'Sales', otherBranch.id, manager.api)), [
    422,
    'validation_failed',
    'parentId not_found',
  ]);
  const rename = (id: string) => manager.api.patch(`/hierarchy/nodes/${id}`, { name: 'Mine' });
  assert.deepEqual(refusal(await rename(otherBranch.id)), [404, 'not_found']);
  assert.deepEqual(refusal(await rename(entity.id)), [403, 'forbidden']);
  assert.equal((await manager.api.patch('/settings/organisation', { name: 'Mine' })).status, 403);
  assert.equal((await manager.api.put('/modules/projects', { enabled: true })).status, 403);
  assert.equal((await manager.api.post('/tax-rates', { name: 'Mine', rate: 1 })).status, 403);
});

test('a rename needs the version it was based on, and is heard by the next request', async () => {
  const made = await addNode('branch', 'Ulm', company.nodes.entity.id);
  const path = `/hierarchy/nodes/${made.body.id}`;
  const renamed = await company.api.patch(path, { name: 'Neu-Ulm' }, { 'if-match': '"1"' });
  assert.equal(renamed.body.version, 2);
  assert.equal(renamed.headers.get('etag'), '"2"');
  assert.deepEqual(refusal(await company.api.patch(path, { name: 'Ulm' }, { 'if-match': '"1"' })), [
    412,
    'stale_version',
  ]);
  const { body } = await company.api.get<Items<NodeBody>>('/hierarchy/nodes');
  assert.equal(body.items.find(({ id }) => id === made.body.id)?.name, 'Neu-Ulm');
});

test('a node in use is not archived: nodes, people and records below keep it', async () => {
  const { api } = company;
  const branch = (await addNode('branch', 'Bonn', company.nodes.entity.id)).body;
  const department = (await addNode('department', 'Sales', branch.id)).body;
  const archive = (id: string) =>
    api.delete<{ code: string; dependents: string[] }>(`/hierarchy/nodes/${id}`);
  assert.deepEqual((await archive(branch.id)).body.dependents, ['nodes']);
  const { path } = department;
  await company.addMember('viewer', { ...company.nodes.branch, id: department.id, path });
  const refused = await archive(department.id);
  assert.equal(refused.status, 409);
  assert.equal(refused.body.code, 'has_dependents');
  assert.deepEqual(refused.body.dependents, ['members', 'roles', 'api_keys']);

  const other = (await addNode('department', 'Service', branch.id)).body;
  await asAdmin(
    server.database.adminUrl,
    `insert into account (org_id, id, scope_id, scope_path, name, search_text, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, $3, 'Acme', 'acme', now(), now())`,
    [company.orgId, other.id, other.path],
  );
  assert.deepEqual((await archive(other.id)).body.dependents, ['account']);
  const empty = (await addNode('department', 'Empty', branch.id)).body;
  assert.equal((await archive(empty.id)).status, 204);
  assert.deepEqual(refusal(await addNode('position', 'Desk', empty.id)), [
    422,
    'validation_failed',
    'parentId inactive',
  ]);
  const restored = await api.post(`/hierarchy/nodes/${empty.id}/restore`);
  assert.equal(restored.body.archivedAt, null);
  assert.equal((await archive(company.nodes.root.id)).status, 409);
});

test('a node that is being made at the moment its parent is archived does not end up below an archived one', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const branch = (await addNode('branch', `Race ${index}`, company.nodes.entity.id)).body;
      const [archived, made] = await Promise.all([
        company.api.delete(`/hierarchy/nodes/${branch.id}`),
        addNode('department', 'Late', branch.id),
      ]);
      return `${archived.status} ${made.status}`;
    }),
  );
  for (const outcome of outcomes) assert.ok(['204 422', '409 201'].includes(outcome), outcome);
});

test('inside the call that changes the hierarchy the change is seen, and a rolled back one by nobody', async () => {
  const { createNode } = await import('./operations/create-node.ts');
  const undone = new Error('undone');
  const draft = { level: 'branch', name: 'Never', parentId: company.nodes.entity.id } as const;
  await assert.rejects(
    company.admin.call(async (call) => {
      const { id } = await createNode(call, draft);
      assert.equal((await nodesOf(call)).get(id)?.name, 'Never');
      throw undone;
    }),
    undone,
  );
  const names = await company.admin.call(async (call) =>
    [...(await nodesOf(call)).values()].map(({ name }) => name),
  );
  assert.ok(!names.includes('Never'));
});

test('every table whose rows lie at a node and can be archived is asked before a node is archived', async () => {
  const rows = await asAdmin<{ name: string }>(
    server.database.adminUrl,
    `select c.relname as name from pg_class c
     where c.relkind = 'r' and c.relnamespace = 'parley'::regnamespace
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'scope_id')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'archived_at')`,
  );
  // What is kept at a record lies where the record lies, and is out of use with it.
  const attached = ['activity', 'file'];
  const names = rows.map(({ name }) => name).filter((name) => !attached.includes(name));
  assert.deepEqual(names.sort(), [...scopedTables].sort());
});

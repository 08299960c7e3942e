import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { manualClock } from '#platform/clock/clock.ts';
import { api } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

let server: TestServer;
let company: TestCompany;
let other: TestCompany;
const clock = manualClock(new Date().toISOString());

before(async () => {
  server = await startTestServer({ clock });
  company = await createTestCompany(server);
  other = await createTestCompany(server, { name: 'Southwind' });
});
after(() => server.stop());

test('a key is shown once and acts with the role and node of its maker unless told otherwise', async () => {
  const made = await company.api.post('/api-keys', { name: 'Import' });
  assert.equal(made.status, 201);
  assert.deepEqual(
    [made.body.roleId, made.body.nodeId],
    [company.roleIds.administrator, company.nodes.root.id],
  );
  const me = await api(server.url, made.body.key).get('/me');
  assert.deepEqual(me.body.actor, { kind: 'api_key', id: made.body.id, name: 'Import' });
  assert.equal(me.body.member.id, company.admin.id);
  assert.deepEqual(me.body.homeScope, company.nodes.entity.scope);
  const list = await company.api.get('/api-keys');
  assert.ok(list.body.items.some(({ id }: { id: string }) => id === made.body.id));
  assert.ok(!JSON.stringify(list.body).includes(made.body.key));
  const stored = await asAdmin<Record<string, unknown>>(
    server.database.adminUrl,
    'select * from api_key where id = $1',
    [made.body.id],
  );
  assert.ok(!JSON.stringify(stored).includes(made.body.key));

  const { roleIds, nodes } = company;
  const small = await company.api.post('/api-keys', {
    name: 'S',
    roleId: roleIds.viewer,
    nodeId: nodes.branch.id,
  });
  const smallMe = await api(server.url, small.body.key).get('/me');
  assert.deepEqual(smallMe.body.homeScope, nodes.branch.scope);
  assert.equal(smallMe.body.scopes[0].nodeId, nodes.branch.id);
});

test('[R8] a revoked key is refused with its very next request, also by another server', async () => {
  const second = await startTestServer({ database: server.database, clock });
  const made = await company.api.post('/api-keys', { name: 'Short' });
  const [here, there] = [api(server.url, made.body.key), api(second.url, made.body.key)];
  assert.deepEqual([(await here.get('/me')).status, (await there.get('/me')).status], [200, 200]);
  assert.equal((await company.api.delete(`/api-keys/${made.body.id}`)).status, 204);
  assert.deepEqual([(await here.get('/me')).status, (await there.get('/me')).status], [401, 401]);
  assert.equal((await company.api.delete(`/api-keys/${made.body.id}`)).status, 404);
  await second.stop();
});

test('a key ends at its time', async () => {
  const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
  const made = await company.api.post('/api-keys', { name: 'Minute', expiresAt });
  const key = api(server.url, made.body.key);
  assert.equal((await key.get('/me')).status, 200);
  clock.advance(60_000);
  assert.equal((await key.get('/me')).status, 401);
});

test('bad keys are refused by field and rule', async () => {
  const errors = async (body: object) => {
    const answer = await company.api.post('/api-keys', body);
    assert.equal(answer.status, 422);
    return answer.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
  };
  assert.deepEqual(await errors({}), ['name required']);
  assert.deepEqual(await errors({ name: 'x'.repeat(121) }), ['name too_long']);
  assert.deepEqual(await errors({ name: 'k', expiresAt: '2020-01-01T00:00:00Z' }), [
    'expiresAt out_of_range',
  ]);
  assert.deepEqual(await errors({ name: 'k', expiresAt: 'soon' }), ['expiresAt invalid_date']);
  assert.deepEqual(await errors({ name: 'k', roleId: other.roleIds.viewer }), ['roleId not_found']);
  assert.deepEqual(await errors({ name: 'k', nodeId: other.nodes.root.id }), ['nodeId not_found']);
  assert.deepEqual(await errors({ name: 'k', secret: 'mine' }), ['secret unknown_field']);
});

test('[R8] a key can do no more than its maker, and stops with them', async () => {
  const role = await company.api.post('/roles', {
    name: 'Key maker',
    grants: [{ capability: 'settings.api_keys.manage', reach: 'all' }],
  });
  const { branch, otherBranch, root } = company.nodes;
  const made = await company.api.post('/api-keys', { name: 'm', roleId: role.body.id, nodeId: branch.id });
  const maker = api(server.url, made.body.key);
  const more = await maker.post('/api-keys', { name: 'more', roleId: company.roleIds.viewer });
  assert.equal(more.status, 403);
  for (const nodeId of [otherBranch.id, root.id]) {
    assert.equal((await maker.post('/api-keys', { name: 'wide', nodeId })).status, 422);
  }
  const same = await maker.post('/api-keys', { name: 'same' });
  assert.deepEqual([same.status, same.body.roleId, same.body.nodeId], [201, role.body.id, branch.id]);
  const elsewhere = await company.api.post('/api-keys', { name: 'far', nodeId: otherBranch.id });
  assert.equal((await maker.delete(`/api-keys/${elsewhere.body.id}`)).status, 404);
  const seen = (await maker.get('/api-keys')).body.items.map(({ nodeId }: { nodeId: string }) => nodeId);
  assert.deepEqual([...new Set(seen)], [branch.id]);
});

test('keys of another company, and invented ones, are nobody', async () => {
  const list = await other.api.get('/api-keys');
  const foreignId = list.body.items[0].id;
  assert.equal((await company.api.delete(`/api-keys/${foreignId}`)).status, 404);
  const key = company.apiKey;
  for (const wrong of ['parley_', `${key}A`, `${key.slice(0, -4)}AAAA`, 'parley_%%%']) {
    assert.equal((await api(server.url, wrong).get('/me')).status, 401, wrong);
  }
  const swapped = Buffer.concat([
    Buffer.from(other.apiKey.slice(7), 'base64url').subarray(0, 16),
    Buffer.from(key.slice(7), 'base64url').subarray(16),
  ]).toString('base64url');
  assert.equal((await api(server.url, `parley_${swapped}`).get('/me')).status, 401);
});

test('[R8] a key loses what its maker loses, and gets it back with them', async () => {
  const { nodes, roleIds } = company;
  const maker = await company.addMember('administrator', nodes.root, 'Mona Maker');
  const made = await maker.api.post('/api-keys', { name: 'Wide' });
  const key = api(server.url, made.body.key);
  const me = async () => {
    const { body } = await key.get('/me');
    const held = body.capabilities.map(({ capability }: { capability: string }) => capability);
    return [held.includes('settings.members.manage'), body.scopes.map(({ path }: { path: string }) => path)];
  };
  const assign = (roleId: string, nodeId: string) =>
    company.api.put(`/members/${maker.id}/roles`, { assignments: [{ roleId, nodeId }] });
  assert.deepEqual(await me(), [true, [nodes.root.path]]);
  await assign(roleIds.viewer, nodes.branch.id);
  assert.deepEqual(await me(), [false, [nodes.branch.path]]);
  await company.api.put(`/members/${maker.id}/roles`, { assignments: [] });
  assert.deepEqual(await me(), [false, []]);
  await assign(roleIds.administrator, nodes.entity.id);
  assert.deepEqual(await me(), [true, [nodes.entity.path]]);
});

test('the list says when a key was last used, to the minute', async () => {
  const made = await company.api.post('/api-keys', { name: 'Counted' });
  assert.equal(made.body.lastUsedAt, null);
  const key = api(server.url, made.body.key);
  const lastUsed = async (): Promise<number> => {
    const { body } = await company.api.get('/api-keys');
    const { lastUsedAt } = body.items.find(({ id }: { id: string }) => id === made.body.id);
    return lastUsedAt === null ? 0 : Date.parse(lastUsedAt);
  };
  // The note is written beside the request.
  const untilUsed = async (after: number) => {
    const patience = performance.now() + 5_000;
    let at = await lastUsed();
    while (at <= after && performance.now() < patience) at = await lastUsed();
    return at;
  };
  await key.get('/me');
  const first = clock.now();
  assert.equal(await untilUsed(0), first.getTime());
  clock.advance(59_000);
  await key.get('/me');
  clock.advance(2_000);
  await key.get('/me');
  assert.equal(await untilUsed(first.getTime()), first.getTime() + 61_000);
});

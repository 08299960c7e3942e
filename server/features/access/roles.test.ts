import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { capabilityNames } from '#domain/capabilities.ts';
import { newId } from '#platform/database/id.ts';
import { api } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';

let server: TestServer;
let company: TestCompany;
let other: TestCompany;

before(async () => {
  server = await startTestServer();
  company = await createTestCompany(server);
  other = await createTestCompany(server, { name: 'Southwind' });
});
after(() => server.stop());

const seeLeads = { capability: 'crm.leads.view', reach: 'all' };

test('[R6] every capability is listed once, with a sentence and its module', async () => {
  const { body } = await company.api.get('/capabilities');
  assert.deepEqual(
    body.items.map((one: { capability: string }) => one.capability),
    capabilityNames,
  );
  assert.ok(body.items.every((one: { sentence: string }) => /^[A-Z].*\.$/.test(one.sentence)));
});

test('[R7] the built-in roles come first with their grants, and cannot be changed', async () => {
  const { body } = await company.api.get('/roles');
  assert.deepEqual(
    body.items.slice(0, 5).map(({ key, builtIn }: { key: string; builtIn: boolean }) => [key, builtIn]),
    ['administrator', 'sales_manager', 'sales_representative', 'accountant', 'viewer'].map((key) => [
      key,
      true,
    ]),
  );
  assert.equal(body.items[0].grants.length, capabilityNames.length);
  const path = `/roles/${company.roleIds.viewer}`;
  for (const answer of [
    await company.api.patch(path, { name: 'Onlooker' }),
    await company.api.delete(path),
  ]) {
    assert.deepEqual([answer.status, answer.body.code], [409, 'not_editable']);
  }
});

test('[R7] a custom role is made, changed and removed', async () => {
  const made = await company.api.post('/roles', { name: 'Closer', grants: [seeLeads] });
  assert.equal(made.status, 201);
  assert.deepEqual([made.body.builtIn, made.body.key, made.body.grants], [false, null, [seeLeads]]);
  const path = `/roles/${made.body.id}`;
  const grants = [{ capability: 'crm.quotes.send', reach: 'own' }];
  const changed = await company.api.patch(path, { grants }, { 'if-match': '"1"' });
  assert.deepEqual([changed.status, changed.body.version, changed.body.grants], [200, 2, grants]);
  assert.equal((await company.api.patch(path, { name: 'X' }, { 'if-match': '"1"' })).status, 412);
  assert.deepEqual((await company.api.get(path)).body, changed.body);
  assert.equal((await company.api.delete(path)).status, 204);
  assert.equal((await company.api.get(path)).status, 404);
  assert.equal((await company.api.post('/roles', { name: 'Closer', grants: [] })).status, 201);
});

test('bad roles are refused by field and rule', async () => {
  const errors = async (body: unknown) =>
    (await company.api.post('/roles', body)).body.errors?.map(
      ({ path, code }: { path: string; code: string }) => `${path} ${code}`,
    );
  assert.deepEqual(await errors({ grants: [] }), ['name required']);
  assert.deepEqual(await errors({ name: 'Viewer', grants: [] }), ['name already_exists']);
  assert.deepEqual(await errors({ name: 'vIEWER', grants: [] }), ['name already_exists']);
  assert.deepEqual(await errors({ name: 'X', grants: [{ ...seeLeads, capability: 'crm.leads.fly' }] }), [
    'grants.0.capability unknown_value',
  ]);
  assert.deepEqual(await errors({ name: 'X', grants: [seeLeads, { ...seeLeads, reach: 'own' }] }), [
    'grants duplicate',
  ]);
  assert.deepEqual(await errors({ name: 'X', grants: [], builtIn: true }), ['builtIn unknown_field']);
});

test('[R8] a changed role holds for its members and keys from the next request', async () => {
  const role = await company.api.post('/roles', {
    name: 'Key keeper',
    grants: [{ capability: 'settings.api_keys.manage', reach: 'all' }],
  });
  const made = await company.api.post('/api-keys', { name: 'keeper', roleId: role.body.id });
  const keeper = api(server.url, made.body.key);
  assert.equal((await keeper.get('/api-keys')).status, 200);
  await company.api.patch(`/roles/${role.body.id}`, { grants: [seeLeads] });
  assert.equal((await keeper.get('/api-keys')).status, 403);
  const used = await company.api.delete(`/roles/${role.body.id}`);
  assert.deepEqual([used.status, used.body.code, used.body.apiKeys], [409, 'has_dependents', 1]);
});

test('[R8] nobody makes a role that does more than they may, nor one for places above them', async () => {
  const role = await company.api.post('/roles', {
    name: 'Role maker',
    grants: [
      { capability: 'settings.roles.manage', reach: 'all' },
      { capability: 'crm.leads.view', reach: 'own' },
    ],
  });
  const keyAt = async (nodeId: string) => {
    const made = await company.api.post('/api-keys', { name: 'maker', roleId: role.body.id, nodeId });
    return api(server.url, made.body.key);
  };
  const maker = await keyAt(company.nodes.root.id);
  const make = (who: typeof maker, grants: unknown) => who.post('/roles', { name: `R ${newId()}`, grants });
  const more = await make(maker, [{ capability: 'crm.quotes.send', reach: 'own' }]);
  assert.deepEqual([more.status, more.body.capability], [403, 'crm.quotes.send']);
  assert.equal((await make(maker, [seeLeads])).status, 403);
  assert.equal((await make(maker, [{ ...seeLeads, reach: 'own' }])).status, 201);
  const widened = await maker.patch(`/roles/${role.body.id}`, {
    grants: [{ capability: 'settings.company.manage', reach: 'all' }],
  });
  assert.equal(widened.status, 403);
  const local = await keyAt(company.nodes.branch.id);
  assert.equal((await make(local, [])).status, 403);
  const viewer = await company.addMember('viewer', company.nodes.branch);
  assert.deepEqual((await make(viewer.api, [])).body.capability, 'settings.roles.manage');
});

test('a role of another company does not exist here', async () => {
  const foreign = await other.api.post('/roles', { name: 'Foreign', grants: [] });
  const path = `/roles/${foreign.body.id}`;
  assert.equal((await company.api.get(path)).status, 404);
  assert.equal((await company.api.patch(path, { name: 'Mine' })).status, 404);
  assert.equal((await company.api.delete(path)).status, 404);
  const names = (await company.api.get('/roles')).body.items.map(({ name }: { name: string }) => name);
  assert.ok(!names.includes('Foreign'));
});

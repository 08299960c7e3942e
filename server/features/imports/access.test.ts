import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { api } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { rowsOf } from '#test/stories/whole-server.ts';
import { importEndpoints } from './endpoints.ts';
import { importJobs } from './jobs.ts';
import { type ImportClient, importClient } from './testing/client.ts';

let server: TestServer;
let company: TestCompany;
let client: ImportClient;

before(async () => {
  server = await startTestServer({
    endpoints: [...importEndpoints, ...accountEndpoints, ...leadEndpoints],
    kinds: importJobs.map(({ kind }) => kind),
  });
  company = await createTestCompany(server);
  client = importClient(server, company.admin);
});
after(() => server.stop());

test('A narrower key of the same maker sees none of the imports that it did not bring in', async () => {
  const id = await client.bring('lead', 'First name,Email\nSecret,no-mail\n', {});
  const made = await company.api.post('/api-keys', { name: 'Narrow', roleId: company.roleIds.viewer });
  const narrow = api(server.url, made.body.key);
  assert.deepEqual((await narrow.get('/imports')).body, { items: [] });
  assert.equal((await narrow.get(`/imports/${id}`)).status, 404);
  assert.equal((await narrow.get(`/imports/${id}/errors.csv`)).status, 404);
  assert.equal((await narrow.post(`/imports/${id}/reading`, {})).status, 404);
  assert.equal((await narrow.post(`/imports/${id}/dry-run`, { mapping: {} })).status, 404);
  assert.equal((await narrow.post(`/imports/${id}/undo`, {})).status, 404);
  assert.equal((await company.api.get(`/imports/${id}`)).status, 200);
});

const statusOf = (name: string) =>
  rowsOf(server, 'select status, archived_at is not null as archived from account where name = $1', [name]);

test('A file archives only as a person does: by the right to delete, and with the archive', async () => {
  const role = await company.api.post('/roles', {
    name: 'Importer',
    grants: ['view', 'create', 'edit', 'import'].map((verb) => ({
      capability: `crm.accounts.${verb}`,
      reach: 'all',
    })),
  });
  await company.api.post('/accounts', { name: 'Kept' });
  const made = await company.api.post('/api-keys', { name: 'Importer', roleId: role.body.id });
  const importer = { ...company.admin, apiKey: made.body.key, api: api(server.url, made.body.key) };
  const file = 'Name,Status\nKept,archived\nBorn,archived\n';
  const plan = {
    mapping: { Name: 'name', Status: 'status' },
    matchOn: ['name'],
    onDuplicate: 'update',
  };
  const id = await importClient(server, importer).bring('account', file, plan);
  const { body } = await importer.api.get(`/imports/${id}`);
  assert.deepEqual(body.counts, { created: 0, updated: 0, skipped: 0, rejected: 2 });
  assert.deepEqual(await statusOf('Kept'), [{ status: 'active', archived: false }]);
  await client.bring('account', 'Name,Status\nKept,archived\n', plan);
  assert.deepEqual(await statusOf('Kept'), [{ status: 'archived', archived: true }]);
});

test('A word that every object knows is a word like any other', async () => {
  const id = await client.bring('lead', 'First name,Quality\nConny,constructor\nTom,toString\nUma,Heiss\n', {
    mapping: { 'First name': 'firstName', Quality: 'quality' },
    values: { quality: { Heiss: 'hot' } },
  });
  const { body } = await company.api.get(`/imports/${id}`);
  assert.deepEqual(body.counts, { created: 1, updated: 0, skipped: 0, rejected: 2 });
});

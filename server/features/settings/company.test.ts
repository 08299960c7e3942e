import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { settingsEndpoints } from './endpoints.ts';

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: settingsEndpoints });
  company = await createTestCompany(server);
});

after(() => server.stop());

test('every list and profile answers as the API describes it', async () => {
  const entity = company.nodes.entity.id;
  const reads = settingsEndpoints.filter(({ method, answer }) => method === 'GET' && answer);
  assert.ok(reads.length >= 14);
  for (const { path, answer } of reads) {
    const url = path.replace(':nodeId', entity).replace(':name', 'lead_source');
    const { status, body } = await company.api.get(url);
    assert.equal(status, 200, url);
    const checked = answer?.safeParse(body);
    assert.ok(checked?.success, `${url}: ${checked?.error?.message}`);
    assert.deepEqual(checked.data, body, `${url} says more than it describes`);
  }
});

test('[R15] the company profile changes, is audited and told, and needs the version it was based on', async () => {
  const changed = await company.api.patch('/settings/organisation', {
    name: 'Southwind',
    currency: 'jod',
    country: null,
  });
  assert.equal(changed.status, 200);
  assert.deepEqual([changed.body.name, changed.body.currency, changed.body.version], ['Southwind', 'JOD', 2]);
  const stale = await company.api.patch('/settings/organisation', { name: 'X' }, { 'if-match': '"1"' });
  assert.equal(stale.status, 412);
  const nodes = await company.api.get<{ items: { name: string }[] }>('/hierarchy/nodes');
  assert.equal(nodes.body.items[0]?.name, 'Southwind');
  const [entry] = await asAdmin<{ before: unknown; after: unknown }>(
    server.database.adminUrl,
    `select before, after from audit_entry where org_id = $1 and action = 'settings.organisation.updated'`,
    [company.orgId],
  );
  assert.deepEqual(entry?.before, { name: 'Northwind', currency: 'EUR', country: 'DE' });
  assert.deepEqual(entry?.after, { name: 'Southwind', currency: 'JOD', country: null });
  const events = await asAdmin<{ section: string }>(
    server.database.adminUrl,
    `select payload ->> 'section' as section from outbox where org_id = $1 and type = 'settings.changed'`,
    [company.orgId],
  );
  assert.deepEqual(
    events.map(({ section }) => section),
    ['organisation'],
  );
  const principal = await company.admin.principal();
  assert.equal(principal.currency, 'JOD');
});

test('a change that changes nothing leaves no trace', async () => {
  const count = async () =>
    (
      await asAdmin<{ n: number }>(
        server.database.adminUrl,
        'select count(*)::int as n from audit_entry where org_id = $1',
        [company.orgId],
      )
    )[0]?.n;
  const before = await count();
  const same = await company.api.patch('/settings/organisation', { locale: 'en' });
  assert.equal(same.status, 200);
  assert.equal(await count(), before);
});

test('[R16] a module that is switched off is off for the next request, and can come back', async () => {
  const rate = () => company.api.post('/tax-rates', { name: `Rate ${Math.random()}`, rate: '7.5' });
  assert.equal((await rate()).status, 201);
  const off = await company.api.put('/modules/accounting', { enabled: false });
  assert.deepEqual(off.body, { module: 'accounting', enabled: false });
  const refused = await rate();
  assert.deepEqual([refused.status, refused.body.code], [403, 'module_disabled']);
  assert.equal((await company.api.put('/modules/accounting', { enabled: true })).status, 200);
  assert.equal((await rate()).status, 201);
  assert.equal((await company.api.put('/modules/cookery', { enabled: true })).status, 404);
});

test('an entity keeps what its documents print; members of an address that are left out stay', async () => {
  const path = `/settings/entities/${company.nodes.entity.id}`;
  const address = { street: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
  const first = await company.api.patch(path, {
    address,
    accentColour: '#0A7B5C',
    bankDetails: 'DE89…',
    name: 'GmbH',
  });
  assert.equal(first.status, 200);
  assert.equal(first.body.accentColour, '#0a7b5c');
  assert.equal(first.body.name, 'GmbH');
  const second = await company.api.patch(path, { address: { city: 'Bonn' } }, { 'if-match': '"2"' });
  assert.deepEqual(second.body.address, { ...address, region: null, city: 'Bonn' });
  assert.equal((await company.api.patch(path, { address: null })).body.address, null);
  const wrong = await company.api.patch<{ errors: { path: string }[] }>(path, {
    accentColour: 'red',
    currency: 'XYZ',
  });
  assert.deepEqual(wrong.body.errors.map((error) => error.path).sort(), ['accentColour', 'currency']);
  assert.equal((await company.api.patch(`/settings/entities/${company.nodes.branch.id}`, {})).status, 404);
  const stranger = await createTestCompany(server);
  assert.equal((await stranger.api.patch(path, { name: 'Mine' })).status, 404);
});

test('a seller reads settings and changes none', async () => {
  const seller = await company.addMember('sales_representative', company.nodes.root);
  assert.equal((await seller.api.get('/option-lists/lead_source')).status, 200);
  for (const endpoint of settingsEndpoints) {
    const { method, path } = endpoint;
    if (method === 'GET' || endpoint.access === 'public') continue;
    const url = path.replaceAll(/:(id|nodeId)/g, company.nodes.entity.id).replace(':name', 'industry');
    const verb = method.toLowerCase() as 'post';
    const { status, body } = await seller.api[verb](
      url.replace(':module', 'crm').replace(':document', 'quote'),
      {},
    );
    assert.equal(status, 403, `${method} ${path}`);
    assert.equal(body.capability, endpoint.capability);
  }
});

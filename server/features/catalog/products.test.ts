import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { productEndpoints } from './endpoints.ts';

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: productEndpoints });
  company = await createTestCompany(server);
});
after(() => server.stop());

test('[R2] A product keeps one price for each currency, with up to four decimals, in the order of the codes', async () => {
  const { api } = company;
  const body = {
    name: 'Desk',
    sku: 'D-1',
    unit: 'piece',
    taxRate: 19,
    prices: [
      { currency: 'USD', unitPrice: '12.3456' },
      { currency: 'EUR', unitPrice: 10 },
    ],
  };
  const made = await api.post('/products', body);
  assert.equal(made.status, 201);
  const wanted = [
    { currency: 'EUR', unitPrice: '10' },
    { currency: 'USD', unitPrice: '12.3456' },
  ];
  assert.deepEqual(made.body.prices, wanted);
  assert.deepEqual([made.body.active, made.body.taxRate], [true, '19']);
  const patched = await api.patch(`/products/${made.body.id}`, { active: false });
  assert.deepEqual(patched.body.prices, wanted);
  const less = await api.patch(`/products/${made.body.id}`, { prices: [] });
  assert.deepEqual([less.body.prices, less.body.version], [[], 3]);
  const same = await api.patch(`/products/${made.body.id}`, { prices: [] });
  assert.equal(same.body.version, 3);
});

test('A product code belongs to one product of the company, and is found by the search', async () => {
  const { api } = company;
  await api.post('/products', { name: 'Chair', sku: 'C-77' });
  const second = await api.post('/products', { name: 'Other chair', sku: 'C-77' });
  assert.equal(second.status, 409);
  assert.deepEqual((second.body.errors as { path: string }[])[0]?.path, 'sku');
  const list = await api.get('/products?q=C-77');
  assert.deepEqual(
    (list.body.items as { name: string }[]).map(({ name }) => name),
    ['Chair'],
  );
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { newId } from '#platform/database/id.ts';
import type { Answer, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { productEndpoints } from './endpoints.ts';
import type { Offer } from './price-products.ts';

let server: TestServer;
let company: TestCompany;
let rep: TestMember;
const ids: Record<string, string> = {};

const made = (answer: Answer<Json>): string => {
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.id as string;
};

before(async () => {
  server = await startTestServer({ endpoints: [...productEndpoints, ...accountEndpoints] });
  company = await createTestCompany(server);
  rep = await company.addMember('sales_representative', company.nodes.root, 'Rana Rep');
  const { api } = company;
  ids.acme = made(await api.post('/accounts', { name: 'Acme' }));
  ids.desk = made(
    await api.post('/products', {
      name: 'Desk',
      sku: 'D-1',
      unit: 'piece',
      taxRate: 19,
      prices: [{ currency: 'EUR', unitPrice: '100' }],
      costs: [{ currency: 'EUR', unitCost: '60' }],
    }),
  );
  ids.lamp = made(
    await api.post('/products', {
      name: 'Lamp',
      sku: 'L-1',
      prices: [{ currency: 'EUR', unitPrice: '20' }],
      costs: [{ currency: 'EUR', unitCost: '8.5' }],
    }),
  );
});
after(() => server.stop());

const lookUp = async (query: string, as: TestMember = company.admin) => {
  const answer = await as.api.get<{ items: Offer[] }>(`/products/lookup?${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.items;
};
const priceOf = async (query: string) => {
  const [offer] = await lookUp(`q=D-1&currency=EUR&${query}`);
  return [offer?.unitPrice, offer?.priceSource, offer?.priceBook?.name ?? null];
};

test('the price of a line is looked up for the account, the day and the currency, with the reason', async () => {
  const { api } = company;
  assert.deepEqual(await priceOf(''), ['100', 'product', null]);
  const everybody = made(
    await api.post('/price-books', { name: 'List 2026', currency: 'EUR', adjustmentPercent: '-10' }),
  );
  const own = made(
    await api.post('/price-books', {
      name: 'Acme only',
      currency: 'EUR',
      accountIds: [ids.acme],
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
      prices: [
        { productId: ids.desk, unitPrice: '80.5' },
        { productId: ids.desk, unitPrice: '70', minQuantity: '10' },
      ],
    }),
  );
  assert.deepEqual(await priceOf('date=2026-06-01'), ['90', 'book_percent', 'List 2026']);
  const acme = `accountId=${ids.acme}`;
  assert.deepEqual(await priceOf(`${acme}&date=2026-06-01`), ['80.5', 'book', 'Acme only']);
  assert.deepEqual(await priceOf(`${acme}&date=2027-01-01`), ['90', 'book_percent', 'List 2026']);
  const many = await api.post<{ items: Offer[] }>('/products/prices', {
    currency: 'EUR',
    accountId: ids.acme,
    date: '2026-06-01',
    items: [{ productId: ids.desk, quantity: '12' }, { productId: ids.lamp }],
  });
  assert.deepEqual(
    many.body.items.map(({ unitPrice, priceBook }) => [unitPrice, priceBook?.name]),
    [
      ['70', 'Acme only'],
      ['18', 'List 2026'],
    ],
  );
  const [dollars] = await lookUp('q=D-1&currency=USD');
  assert.deepEqual([dollars?.unitPrice, dollars?.priceSource, dollars?.currencies], [null, null, ['EUR']]);
  const listed = await api.get<{ items: { id: string; accountCount: number; priceCount: number }[] }>(
    '/price-books',
  );
  assert.deepEqual(
    listed.body.items.map(({ id, accountCount, priceCount }) => [id, accountCount, priceCount]),
    [
      [everybody, 0, 0],
      [own, 1, 2],
    ],
  );
  const ordered = await api.put<{ items: { id: string }[] }>('/price-books/order', { ids: [own, everybody] });
  assert.deepEqual(
    ordered.body.items.map(({ id }) => id),
    [own, everybody],
  );
  const off = await api.patch(`/price-books/${own}`, { active: false });
  assert.deepEqual([off.status, off.body.version], [200, 2]);
  assert.deepEqual(await priceOf(`${acme}&date=2026-06-01`), ['90', 'book_percent', 'List 2026']);
  assert.equal((await api.delete(`/price-books/${everybody}`)).status, 200);
  assert.deepEqual(await priceOf(''), ['100', 'product', null]);
  const again = await api.post('/price-books', { name: 'Acme only', currency: 'EUR' });
  assert.equal(again.status, 409);
  const strange = await api.post('/price-books', {
    name: 'Strange',
    currency: 'EUR',
    accountIds: [newId()],
    prices: [],
  });
  assert.deepEqual(
    [strange.status, (strange.body.errors as { path: string; code: string }[])[0]?.path],
    [422, 'accountIds.0'],
  );
});

test('a seller sees prices and not costs, and changes no price book', async () => {
  const [offer] = await lookUp('q=desk&currency=EUR', rep);
  assert.deepEqual([offer?.unitPrice, offer?.unitCost], ['100', null]);
  assert.equal((await lookUp('q=desk&currency=EUR'))[0]?.unitCost, '60');
  const product = await rep.api.get(`/products/${ids.desk}`);
  assert.equal(product.body.costs, null);
  assert.deepEqual((await company.api.get(`/products/${ids.desk}`)).body.costs, [
    { currency: 'EUR', unitCost: '60' },
  ]);
  assert.equal((await rep.api.post('/price-books', { name: 'Mine', currency: 'EUR' })).status, 403);
  assert.equal((await rep.api.get('/price-books')).status, 200);
});

test('a bundle is sold as its parts or as one line, and holds no bundle', async () => {
  const { api } = company;
  const bundle = await api.post('/products', {
    name: 'Office',
    prices: [{ currency: 'EUR', unitPrice: '190' }],
    components: [
      { productId: ids.desk, quantity: '1' },
      { productId: ids.lamp, quantity: '2.5' },
    ],
  });
  const id = made(bundle);
  assert.equal(bundle.body.bundlePricing, 'sum');
  assert.deepEqual(bundle.body.components, [
    { productId: ids.desk, name: 'Desk', quantity: '1' },
    { productId: ids.lamp, name: 'Lamp', quantity: '2.5' },
  ]);
  const [sum] = await lookUp('q=office&currency=EUR');
  assert.deepEqual(
    sum?.components.map(({ name, quantity, unitPrice, unitCost }) => [name, quantity, unitPrice, unitCost]),
    [
      ['Desk', '1', '100', '60'],
      ['Lamp', '2.5', '20', '8.5'],
    ],
  );
  const own = await api.patch(`/products/${id}`, { bundlePricing: 'own' });
  assert.equal(own.body.bundlePricing, 'own');
  const [one] = await lookUp('q=office&currency=EUR');
  assert.deepEqual([one?.unitPrice, one?.unitCost], ['190', '81.25']);
  const codeOf = (answer: Answer<Json>) => (answer.body.errors as { path: string; code: string }[])[0];
  const nested = await api.post('/products', {
    name: 'Floor',
    components: [{ productId: id, quantity: '1' }],
  });
  assert.deepEqual([nested.status, codeOf(nested)?.path], [422, 'components.0.productId']);
  const inside = await api.patch(`/products/${ids.lamp}`, {
    components: [{ productId: ids.desk, quantity: '1' }],
  });
  assert.equal(inside.status, 409);
  const itself = await api.patch(`/products/${id}`, { components: [{ productId: id, quantity: '1' }] });
  assert.equal(itself.status, 422);
  const none = await api.patch(`/products/${id}`, { components: [] });
  assert.deepEqual([none.body.bundlePricing, none.body.components], [null, []]);
});

test('ten thousand products are looked up through the search index', async () => {
  const { root } = company.nodes;
  const { adminUrl } = server.database;
  await asAdmin(
    adminUrl,
    `insert into product (org_id, id, scope_id, scope_path, name, sku, prices, search_text, created_at, updated_at)
      select $1, gen_random_uuid(), $2, $3, 'Part ' || n, 'P-' || n, '{"EUR": "5"}',
        ' part ' || n || ' p-' || n, now(), now() from generate_series(1, 10000) n`,
    [company.orgId, root.id, root.path],
  );
  await asAdmin(adminUrl, 'vacuum analyze product', []);
  const plan = await asAdmin<{ 'QUERY PLAN': string }>(
    adminUrl,
    `explain select id from product where org_id = $1 and archived_at is null and search_text like '%p-4711%'`,
    [company.orgId],
  );
  assert.match(plan.map((row) => row['QUERY PLAN']).join('\n'), /product_search/);
  const found = await lookUp('q=P-4711&currency=EUR');
  assert.deepEqual(
    found.map(({ sku, unitPrice }) => [sku, unitPrice]),
    [['P-4711', '5']],
  );
  const first = await lookUp('q=part%2047&currency=EUR&limit=5');
  assert.equal(first.length, 5);
});

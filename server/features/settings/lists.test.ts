import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { settingsEndpoints } from './endpoints.ts';

type Row = { id: string; name: string; value: string; isDefault: boolean; active: boolean; version: number };
type Items = { items: Row[] };
type Refusal = { code: string; errors: { path: string; code: string }[] };

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: settingsEndpoints });
  company = await createTestCompany(server);
});

after(() => server.stop());

const options = async (list: string) => (await company.api.get<Items>(`/option-lists/${list}`)).body.items;

test('a new company has lists, rates and terms to start with, and their defaults', async () => {
  const { body } = await company.api.get<{ items: { name: string; freeEntry: boolean; items: Row[] }[] }>(
    '/option-lists',
  );
  assert.equal(body.items.length, 6);
  for (const list of body.items) assert.ok(list.items.length >= 5, list.name);
  const rates = await company.api.get<{ items: { rate: string; isDefault: boolean }[] }>('/tax-rates');
  assert.deepEqual(
    rates.body.items.map(({ rate, isDefault }) => [rate, isDefault]),
    [
      ['0', false],
      ['19', true],
    ],
  );
  const terms = await company.api.get<{ items: { days: number; isDefault: boolean }[] }>('/payment-terms');
  assert.deepEqual(
    terms.body.items.map(({ days, isDefault }) => [days, isDefault]),
    [
      [0, false],
      [14, false],
      [30, true],
      [60, false],
    ],
  );
});

test('[R13] an option is added, relabelled, ordered and removed; one that records carry goes out of use', async () => {
  const { api } = company;
  const added = await api.post<Row>('/option-lists/account_type/values', {
    value: 'investor',
    label: 'Investor',
  });
  assert.equal(added.status, 201);
  const path = `/option-lists/account_type/values/${added.body.id}`;
  const changed = await api.patch(path, { labelAr: 'مستثمر' }, { 'if-match': '"1"' });
  assert.equal(changed.body.labelAr, 'مستثمر');
  assert.equal((await api.patch(path, { label: 'X' }, { 'if-match': '"1"' })).status, 412);
  const twice = await api.post<Refusal>('/option-lists/account_type/values', {
    value: 'investor',
    label: 'Again',
  });
  assert.deepEqual(
    [twice.status, twice.body.code, twice.body.errors[0]?.path],
    [409, 'already_exists', 'value'],
  );

  const ids = (await options('account_type')).map(({ id }) => id);
  const turned = ids.toReversed();
  const ordered = await api.put<Items>('/option-lists/account_type/order', { ids: turned });
  assert.deepEqual(
    ordered.body.items.map(({ id }) => id),
    turned,
  );
  const short = await api.put<Refusal>('/option-lists/account_type/order', { ids: turned.slice(1) });
  assert.deepEqual(
    short.body.errors.map(({ path: at, code }) => `${at} ${code}`),
    ['ids too_few'],
  );
  const strange = await api.put<Refusal>('/option-lists/industry/order', { ids });
  assert.equal(strange.body.errors[0]?.code, 'not_found');

  await asAdmin(
    server.database.adminUrl,
    `insert into account (org_id, id, scope_id, scope_path, name, account_type, search_text, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, '00001.', 'Acme', 'investor', 'acme', now(), now())`,
    [company.orgId, company.nodes.root.id],
  );
  const kept = await api.delete<{ removed: boolean; item: Row }>(path);
  assert.deepEqual([kept.body.removed, kept.body.item.active], [false, false]);
  const unused = (await options('account_type')).find(({ value }) => value === 'competitor');
  const gone = await api.delete(`/option-lists/account_type/values/${unused?.id}`);
  assert.deepEqual(gone.body, { removed: true, item: null });
  assert.equal((await api.delete(`/option-lists/account_type/values/${unused?.id}`)).status, 404);
  assert.equal((await api.delete(`/option-lists/industry/values/${added.body.id}`)).status, 404);
  assert.equal((await api.get('/option-lists/flavours')).status, 404);
});

test('one tax rate is the default, whoever sets it and however many do so at once', async () => {
  const { api } = company;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      api.post('/tax-rates', { name: `Rate ${index}`, rate: index, isDefault: true }),
    ),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  const defaults = async () =>
    (await api.get<Items>('/tax-rates')).body.items.filter(({ isDefault }) => isDefault);
  const [only, ...others] = await defaults();
  assert.equal(others.length, 0);
  const off = await api.patch<Row>(`/tax-rates/${only?.id}`, { active: false });
  assert.equal(off.body.isDefault, false);
  assert.deepEqual(await defaults(), []);
});

test('writing a rate as it is changes nothing; another company never sees it', async () => {
  const { api } = company;
  const made = await api.post<Row & { rate: string }>('/tax-rates', { name: 'Reduced', rate: '7.0' });
  assert.equal(made.body.rate, '7');
  const same = await api.patch<Row>(`/tax-rates/${made.body.id}`, { rate: '7.00' });
  assert.equal(same.body.version, 1);
  const stranger = await createTestCompany(server);
  assert.equal((await stranger.api.patch(`/tax-rates/${made.body.id}`, { rate: '1' })).status, 404);
  const list = await stranger.api.get<Items>('/tax-rates');
  assert.ok(!list.body.items.some(({ name }) => name === 'Reduced'));
  const taken = await api.patch<Refusal>(`/tax-rates/${made.body.id}`, { name: 'No tax' });
  assert.equal(taken.body.code, 'already_exists');
  assert.equal((await api.delete(`/tax-rates/${made.body.id}`)).body.removed, true);
});

test('payment terms that a customer has stay, out of use', async () => {
  const { api } = company;
  const made = await api.post<Row>('/payment-terms', { name: '90 days', days: 90, isDefault: true });
  await asAdmin(
    server.database.adminUrl,
    `insert into account (org_id, id, scope_id, scope_path, name, payment_term_id, search_text, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, '00001.', 'Slow', $3, 'slow', now(), now())`,
    [company.orgId, company.nodes.root.id, made.body.id],
  );
  const kept = await api.delete<{ removed: boolean; item: Row }>(`/payment-terms/${made.body.id}`);
  assert.equal(kept.body.removed, false);
  assert.equal(kept.body.item.isDefault, false);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { takeNumber } from '#records/numbering.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { settingsEndpoints } from './endpoints.ts';
import { findExchangeRate } from './queries-exchange-rates.ts';

type Rate = { id: string; date: string; from: string; to: string; rate: string; version: number };
type Rates = { items: Rate[]; nextCursor: string | null; total: { value: number; exact: boolean } };
type Series = {
  nodeId: string;
  document: string;
  pattern: string;
  nextNumber: number;
  preview: string;
  version: number;
};
type Refusal = { code: string; errors: { path: string; code: string; params?: object }[] };

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: settingsEndpoints });
  company = await createTestCompany(server);
});

after(() => server.stop());

test('a day is converted by the newest rate on or before it, and a missing rate is not made up', async () => {
  const { api } = company;
  for (const [date, rate] of [
    ['2026-01-01', '0.7'],
    ['2026-02-01', '0.75'],
    ['2026-03-01', 0.8],
  ]) {
    const made = await api.post('/exchange-rates', { date, from: 'EUR', to: 'JOD', rate });
    assert.equal(made.status, 201);
  }
  const on = async (date: string) =>
    (await api.get<Rates>(`/exchange-rates?from=EUR&to=JOD&date=${date}`)).body.items.map(({ rate }) => rate);
  assert.deepEqual(await on('2026-01-31'), ['0.7']);
  assert.deepEqual(await on('2026-02-01'), ['0.75']);
  assert.deepEqual(await on('2030-01-01'), ['0.8']);
  assert.deepEqual(await on('2025-12-31'), []);
  const [found, backwards] = await company.asSystem(async (call) => [
    await findExchangeRate(call, 'EUR', 'JOD', '2026-02-20'),
    await findExchangeRate(call, 'JOD', 'EUR', '2026-02-20'),
  ]);
  assert.deepEqual([Number(found?.rate), found?.rateDate], [0.75, '2026-02-01']);
  assert.equal(backwards, undefined);
});

test('a pair has one rate a day, which can be corrected or removed', async () => {
  const { api } = company;
  const draft = { date: '2026-05-01', from: 'USD', to: 'EUR', rate: '0.9' };
  const both = await Promise.all([
    api.post<Refusal>('/exchange-rates', draft),
    api.post<Refusal>('/exchange-rates', draft),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  const refused = both.find(({ status }) => status === 409);
  assert.deepEqual([refused?.body.code, refused?.body.errors[0]?.path], ['already_exists', 'date']);
  const [rate] = (await api.get<Rates>('/exchange-rates?from=USD')).body.items;
  const path = `/exchange-rates/${rate?.id}`;
  const corrected = await api.patch<Rate>(path, { rate: '0.91' }, { 'if-match': '"1"' });
  assert.deepEqual([corrected.body.rate, corrected.body.version], ['0.91', 2]);
  assert.equal((await api.patch(path, { rate: '0.92' }, { 'if-match': '"1"' })).status, 412);
  assert.equal((await api.delete(path)).status, 204);
  assert.equal((await api.delete(path)).status, 404);
  const same = await api.post<Refusal>('/exchange-rates', { ...draft, to: 'USD' });
  assert.deepEqual(
    same.body.errors.map(({ path: at, code }) => `${at} ${code}`),
    ['to duplicate'],
  );
});

test('rates are listed newest first, page by page, without a gap or a double', async () => {
  const { api } = await createTestCompany(server);
  for (let day = 1; day <= 7; day += 1) {
    const to = day % 2 === 0 ? 'USD' : 'GBP';
    await api.post('/exchange-rates', { date: `2026-06-0${Math.ceil(day / 2)}`, from: 'EUR', to, rate: day });
  }
  const seen: Rate[] = [];
  let cursor = '';
  for (let page = 1; page <= 4; page += 1) {
    const { body } = await api.get<Rates>(`/exchange-rates?limit=2${cursor}`);
    assert.deepEqual(body.total, { value: 7, exact: true });
    seen.push(...body.items);
    assert.equal(body.nextCursor === null, page === 4);
    cursor = `&cursor=${body.nextCursor}`;
  }
  assert.equal(new Set(seen.map(({ id }) => id)).size, 7);
  assert.deepEqual(
    seen.map(({ date }) => date),
    seen
      .map(({ date }) => date)
      .toSorted()
      .toReversed(),
  );
  const foreign = await api.get<Refusal>('/exchange-rates?cursor=bm9wZQ');
  assert.equal(foreign.body.errors[0]?.path, 'cursor');
});

const series = async () => (await company.api.get<{ items: Series[] }>('/numbering')).body.items;

function take(nodeId: string, document: 'quote' | 'invoice') {
  return company.asSystem((call) => takeNumber(call, { nodeId, document, date: '2026-07-15' }));
}

test('[R98] each entity numbers its documents by a pattern of its own', async () => {
  const { entity, otherEntity, root } = company.nodes;
  const listed = (await series()).map(({ nodeId, document }) => `${nodeId} ${document}`);
  assert.deepEqual(listed, [
    `${root.id} quote`,
    ...[entity, otherEntity].flatMap(({ id }) =>
      ['quote', 'order', 'invoice', 'credit_note'].map((document) => `${id} ${document}`),
    ),
  ]);
  const path = `/numbering/${entity.id}/invoice`;
  const changed = await company.api.put<Series>(path, { pattern: 'RE-{YY}{MM}-{number:4}', nextNumber: 120 });
  assert.equal(changed.status, 200);
  assert.match(changed.body.preview, /^RE-\d{4}-0120$/);
  assert.equal(await take(entity.id, 'invoice'), 'RE-2607-0120');
  assert.equal(await take(otherEntity.id, 'invoice'), 'INV-2026-00001');
  const found = (await series()).find(
    ({ nodeId, document }) => nodeId === entity.id && document === 'invoice',
  );
  assert.equal(found?.nextNumber, 121);
});

test('numbers of invoices never go back; patterns that make no number are refused', async () => {
  const { entity, branch, root } = company.nodes;
  const put = (path: string, body: object) => company.api.put<Refusal>(`/numbering/${path}`, body);
  const back = await put(`${entity.id}/invoice`, { nextNumber: 120 });
  assert.equal(back.status, 422);
  assert.deepEqual(back.body.errors[0]?.params, { min: 121 });
  assert.equal((await put(`${entity.id}/quote`, { nextNumber: 50 })).status, 200);
  assert.equal((await put(`${entity.id}/quote`, { nextNumber: 5 })).status, 200);
  for (const pattern of ['INV', 'INV/{number}', '{number}{number}', 'Rechnung {number}']) {
    const { status, body } = await put(`${entity.id}/quote`, { pattern });
    assert.deepEqual([status, body.errors[0]?.path], [422, 'pattern'], pattern);
  }
  assert.equal((await put(`${branch.id}/quote`, { nextNumber: 5 })).status, 404);
  assert.equal((await put(`${root.id}/invoice`, { nextNumber: 5 })).status, 404);
  assert.equal((await put(`${root.id}/receipt`, { nextNumber: 5 })).status, 404);
});

test('changing a series while numbers are taken from it loses none', async () => {
  const { otherEntity } = company.nodes;
  const takes = Array.from({ length: 20 }, () => take(otherEntity.id, 'quote'));
  const change = company.api.put(`/numbering/${otherEntity.id}/quote`, { pattern: 'A-{number}' });
  const numbers = await Promise.all(takes);
  assert.equal((await change).status, 200);
  const counts = numbers.map((number) => Number(number.split('-').at(-1))).sort((a, b) => a - b);
  assert.deepEqual(
    counts,
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

test('an accountant of one entity changes its series and no other', async () => {
  const { entity, otherEntity } = company.nodes;
  const accountant = await company.addMember('accountant', entity);
  const put = (nodeId: string) => accountant.api.put(`/numbering/${nodeId}/quote`, { pattern: 'B-{number}' });
  assert.equal((await put(entity.id)).status, 200);
  assert.equal((await put(otherEntity.id)).status, 404);
  assert.equal((await put(company.nodes.root.id)).status, 403);
  const { body } = await accountant.api.get<{ items: Series[] }>('/numbering');
  assert.ok(!JSON.stringify(body).includes(otherEntity.id));
});

test('currencies come with their decimals', async () => {
  const { body } = await company.api.get<{ items: { code: string; exponent: number }[] }>('/currencies');
  const exponent = (code: string) => body.items.find((currency) => currency.code === code)?.exponent;
  assert.deepEqual([exponent('JPY'), exponent('EUR'), exponent('JOD')], [0, 2, 3]);
});

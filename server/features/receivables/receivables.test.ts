import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { toMinor } from '#domain/money.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { readPdf } from '#test/build/pdf-text.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { remindOf } from './jobs.ts';

let server: WholeServer;
let company: TestCompany;
let scope: object;

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
  ({ scope } = company.nodes.branch);
});
after(() => server?.stop());

async function post(path: string, body: object = {}): Promise<Json> {
  const answer = await company.api.post(path, body);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
async function get(path: string): Promise<Json> {
  const answer = await company.api.get(path);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

const account = (name: string, more: object = {}) => post('/accounts', { name, scope, ...more });
const line = (unitPrice: string) => ({ description: 'Work', quantity: '1', unitPrice, taxRate: '19' });

async function invoice(accountId: string, price: string, dates: object): Promise<Json> {
  const made = await post('/invoices', { accountId, scope, title: 'Work', lines: [line(price)] });
  return post(`/invoices/${made.id}/issue`, dates);
}

/** A customer with one of everything: 1190 + 595 + 119 invoiced, of which one is void. */
async function customer(name: string): Promise<Json> {
  const { id } = await account(name);
  const first = await invoice(id, '1000', { invoiceDate: '2026-01-10', dueDate: '2026-01-24' });
  const second = await invoice(id, '500', { invoiceDate: '2026-02-05', dueDate: '2026-03-20' });
  const taken = await invoice(id, '100', { invoiceDate: '2026-02-06', dueDate: '2026-02-20' });
  await post(`/invoices/${taken.id}/void`, { reason: 'Twice' });
  const money = { date: '2026-02-10', amount: '1200', method: 'bank_transfer', keepAsCredit: true };
  const payment = await post(`/invoices/${first.id}/payments`, money);
  const note = await post(`/invoices/${second.id}/credit`, {
    reason: 'Damaged',
    lines: [{ lineId: second.lines[0].id, amount: '100' }],
  }).catch(() => null);
  if (note) await post(`/credit-notes/${note.id}/issue`);
  await post(`/payments/${payment.id}/refund`, { date: '2026-02-20', amount: '4', method: 'bank_transfer' });
  return { id, first, second };
}

const range = 'from=2026-01-01&to=2026-03-31';

const sumOf = (items: Json[], field: string): bigint =>
  items.reduce((sum: bigint, one) => sum + toMinor(one[field], 'EUR'), 0n);

async function openOf(accountId: string): Promise<bigint> {
  const { items } = await get(`/invoices?accountId=${accountId}&limit=200`);
  const { available } = await get(`/accounts/${accountId}/credit`);
  return sumOf(items, 'balance') - sumOf(available, 'amount');
}

test('a statement begins with what was owed before and ends with what is open less the credit there is', async () => {
  const { id } = await customer('Acme');
  const whole = await get(`/accounts/${id}/statement?${range}&currency=EUR`);
  assert.deepEqual([whole.opening, whole.currencies, whole.more], ['0.00', ['EUR'], false]);
  assert.equal(toMinor(whole.closing, 'EUR'), await openOf(id));
  assert.ok(whole.entries.every(({ number }: Json) => number !== null));
  const kinds = whole.entries.map(({ kind }: Json) => kind);
  assert.deepEqual(kinds.slice(0, 3), ['invoice', 'invoice', 'payment']);
  const later = await get(`/accounts/${id}/statement?from=2026-02-15&to=2026-03-31&currency=EUR`);
  assert.deepEqual([later.opening, later.closing], ['585.00', whole.closing]);
  const other = await get(`/accounts/${id}/statement?${range}&currency=USD`);
  assert.deepEqual([other.entries, other.closing], [[], '0.00']);
  const backwards = await company.api.get(
    `/accounts/${id}/statement?from=2026-03-01&to=2026-02-01&currency=EUR`,
  );
  assert.equal(backwards.status, 422);
});

test('the statement as PDF ends with the same balance and is nobody’s draft', async () => {
  const { id } = await customer('Printed');
  const { closing } = await get(`/accounts/${id}/statement?${range}&currency=EUR`);
  for (const language of ['en', 'ar']) {
    const response = await fetch(
      `${server.url}/api/v1/accounts/${id}/statement/pdf?${range}&currency=EUR&language=${language}`,
      { headers: { authorization: `Bearer ${company.apiKey}` } },
    );
    assert.equal(response.status, 200, await response.clone().text());
    const { text } = await readPdf(new Uint8Array(await response.arrayBuffer()));
    assert.ok(text.includes(closing), text);
    assert.ok(!/draft|مسودة/i.test(text));
  }
});

test('a statement goes to the account with its PDF; without an address it is refused', async () => {
  const { id } = await customer('Silent');
  const body = { from: '2026-01-01', to: '2026-03-31', currency: 'EUR' };
  const refused = await company.api.post(`/accounts/${id}/statement/send`, body);
  assert.equal(refused.body.code, 'no_recipient');
  await company.api.patch(`/accounts/${id}`, { email: 'books@silent.example' });
  const sent = await post(`/accounts/${id}/statement/send`, body);
  const { items } = await get(`/messages?recordKind=account&recordId=${id}`);
  assert.deepEqual([items[0].id, items[0].to], [sent.messageId, 'books@silent.example']);
  const files = await get(`/files?recordKind=account&recordId=${id}`);
  assert.deepEqual(files.items, []);
});

test('what is due is told by age, and adds up to what the invoices say', async () => {
  const { id } = await account('Late');
  await invoice(id, '100', { invoiceDate: '2025-10-01', dueDate: '2025-10-15' });
  await invoice(id, '200', { invoiceDate: '2026-01-01', dueDate: '2026-01-31' });
  await invoice(id, '400', { invoiceDate: '2026-02-01', dueDate: '2026-03-02' });
  const { items, totals } = await get('/receivables/ageing?currency=EUR');
  const { name, notDue, days30, days60, days90, older, total } = items.find(
    ({ accountId }: Json) => accountId === id,
  );
  assert.deepEqual(
    [name, notDue, days30, days60, days90, older, total],
    ['Late', '476.00', '238.00', '0.00', '0.00', '119.00', '833.00'],
  );
  assert.equal(sumOf(items, 'total'), toMinor(totals[0].total, 'EUR'));
});

async function journal(query: string): Promise<Json[]> {
  const response = await fetch(`${server.url}/api/v1/journals/export.csv?${query}`, {
    headers: { authorization: `Bearer ${company.apiKey}` },
  });
  assert.equal(response.status, 200);
  return parse(await response.text(), { columns: true, bom: true });
}

test('every entry of the journal balances, and the books end where the invoices do', async () => {
  await customer('=HYPERLINK("http://x")');
  assert.equal((await company.api.patch('/settings/ledger', { receivable: 'AR-1' })).status, 200);
  const rows = await journal('from=2025-01-01&to=2026-12-31');
  const sums = new Map<string, bigint>();
  const accounts = new Map<string, bigint>();
  for (const { entry, kind, date, account: code, debit, credit, customer: name } of rows) {
    const minor = toMinor(debit || '0', 'EUR') - toMinor(credit || '0', 'EUR');
    const key = `${entry} ${kind} ${date}`;
    sums.set(key, (sums.get(key) ?? 0n) + minor);
    accounts.set(code, (accounts.get(code) ?? 0n) + minor);
    assert.ok(!name.startsWith('='));
  }
  assert.ok(sums.size > 10);
  for (const [entry, sum] of sums) assert.equal(sum, 0n, entry);
  const { items } = await get('/invoices?limit=200');
  const issued = items.filter(({ status }: Json) => status !== 'draft');
  assert.equal(accounts.get('AR-1'), sumOf(issued, 'balance'));
  const one = await journal('from=2026-02-10&to=2026-02-10');
  assert.ok(one.length > 0 && one.every(({ date }) => date === '2026-02-10'));
});

const day = 86_400_000;

test('reminders go out by their schedule, once each, only the latest after a standstill, and none for what is left alone', async () => {
  const { id } = await account('Forgetful', { email: 'ap@forgetful.example' });
  const old = await invoice(id, '10', { invoiceDate: '2026-01-01', dueDate: '2026-01-05' });
  const steps = [
    { days: 3, texts: { en: 'Friendly' } },
    { days: 10, texts: {} },
  ];
  const bad = await company.api.put('/settings/reminders', { enabled: true, steps: [steps[0], steps[0]] });
  assert.equal(bad.status, 422);
  assert.equal((await company.api.put('/settings/reminders', { enabled: true, steps })).status, 200);
  const dates = { invoiceDate: '2026-03-02', dueDate: '2026-03-03' };
  const due = await invoice(id, '20', dates);
  const alone = await invoice(id, '30', dates);
  const left = await company.api.put(`/invoices/${alone.id}/reminders`, { paused: true, reason: 'Disputed' });
  assert.equal(left.status, 200, JSON.stringify(left.body));
  const run = () => remindOf(server.services, company.orgId, new AbortController().signal);
  const days = async (of: Json) =>
    (await get(`/invoices/${of.id}/reminders`)).items.map(({ stepDays }: Json) => stepDays);
  await run();
  assert.deepEqual([await days(due), await days(old)], [[], []]);
  server.clock.set(new Date(server.clock.now().getTime() + 5 * day).toISOString());
  await Promise.all([run(), run(), run()]);
  assert.deepEqual([await days(due), await days(old), await days(alone)], [[3], [], []]);
  server.clock.set(new Date(server.clock.now().getTime() + 30 * day).toISOString());
  await run();
  await run();
  assert.deepEqual(await days(due), [10, 3]);
  const { items } = await get(`/messages?recordKind=invoice&recordId=${due.id}`);
  assert.match(items.at(-1).body, /^[\s\S]*Friendly/);
  assert.match(items.at(-1).subject, /Reminder/);

  const fresh = await invoice(id, '40', { invoiceDate: '2026-03-05', dueDate: '2026-03-06' });
  await run();
  assert.deepEqual(await days(fresh), [10]);
  const { pause } = await get(`/invoices/${alone.id}/reminders`);
  assert.equal(pause.reason, 'Disputed');
  const again = await company.api.put(`/invoices/${alone.id}/reminders`, { paused: false });
  assert.equal(again.body.pause, null);
});

test('by hand a customer is reminded of what is overdue, and of nothing else', async () => {
  const { id } = await account('Handy', { email: 'ap@handy.example' });
  const late = await invoice(id, '10', { invoiceDate: '2026-01-01', dueDate: '2026-01-05' });
  const soon = await invoice(id, '10', { invoiceDate: '2026-04-01', dueDate: '2026-12-01' });
  const done = await post(`/invoices/${late.id}/remind`, { message: 'Please pay.' });
  assert.deepEqual([done.items[0].stepDays, done.items[0].outcome], [null, 'sent']);
  assert.equal((await company.api.post(`/invoices/${soon.id}/remind`, {})).body.code, 'illegal_transition');
});

test('statements and journals are for whoever sees invoices and payments', async () => {
  const { id } = await account('Closed');
  const rosa = await company.addMember('sales_representative', company.nodes.branch, 'Rosa');
  assert.equal((await rosa.api.get(`/accounts/${id}/statement?${range}&currency=EUR`)).status, 403);
  assert.equal((await rosa.api.get(`/journals/export.csv?${range}`)).status, 403);
  assert.deepEqual((await rosa.api.get('/receivables/ageing')).body.items, []);
  const stranger = await createTestCompany(server, { name: 'Stranger' });
  assert.equal((await stranger.api.get(`/accounts/${id}/statement?${range}&currency=EUR`)).status, 404);
});

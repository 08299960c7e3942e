import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { toMinor } from '#domain/money.ts';
import type { Answer, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

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
async function get(path: string, api = company.api): Promise<Json> {
  const answer = await api.get(path);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

const line = { description: 'Work', quantity: '1', unitPrice: '100', taxRate: '19' };
const dates = { invoiceDate: '2026-02-01', dueDate: '2026-02-15' };
const money = { date: '2026-02-10', method: 'bank_transfer' };

async function issued(accountId: string, place: object = scope): Promise<Json> {
  const made = await post('/invoices', { accountId, scope: place, title: 'Work', lines: [line] });
  return post(`/invoices/${made.id}/issue`, dates);
}
const customer = async (name: string, place: object = scope) =>
  (await post('/accounts', { name, scope: place })).id as string;
const pay = (id: string, amount: string) =>
  post(`/invoices/${id}/payments`, { ...money, amount, keepAsCredit: true });
async function creditWhole(id: string): Promise<Json> {
  const note = await post(`/invoices/${id}/credit`, { reason: 'Returned' });
  return post(`/credit-notes/${note.id}/issue`);
}
const voiding = (id: string): Promise<Answer<Json>> =>
  company.api.post(`/invoices/${id}/void`, { reason: 'Typo' });

/** What is open less the credit there is, which is what a statement closes with. */
async function closes(accountId: string): Promise<void> {
  const { items } = await get(`/invoices?accountId=${accountId}&limit=200`);
  const { available } = await get(`/accounts/${accountId}/credit`);
  const sum = (all: Json[], field: string) =>
    all.reduce((total: bigint, one: Json) => total + toMinor(one[field], 'EUR'), 0n);
  const open = sum(
    items.filter(({ status }: Json) => status !== 'void'),
    'balance',
  );
  const statement = await get(`/accounts/${accountId}/statement?from=2026-01-01&to=2026-12-31&currency=EUR`);
  assert.equal(toMinor(statement.closing, 'EUR'), open - sum(available, 'amount'));
}

test('an invoice that was credited is not voided, also when all that was paid of it went back', async () => {
  const accountId = await customer('Credited and refunded');
  const invoice = await issued(accountId);
  const payment = await pay(invoice.id, '119');
  const note = await creditWhole(invoice.id);
  assert.deepEqual([note.applied, note.kept], ['0.00', '119.00']);
  await post(`/payments/${payment.id}/refund`, { ...money, amount: '119' });
  const refused = await voiding(invoice.id);
  assert.deepEqual([refused.status, refused.body.code], [409, 'illegal_transition']);
  await closes(accountId);
});

test('an invoice is not voided while credit that came of it is unused or stands on another invoice', async () => {
  const accountId = await customer('Credit kept');
  const [first, second] = [await issued(accountId), await issued(accountId)];
  const payment = await pay(first.id, '150');
  await post(`/invoices/${second.id}/apply-credit`, { amount: '10' });
  // First what of it is unused credit goes back, then what it put on the invoice.
  await post(`/payments/${payment.id}/refund`, { ...money, amount: '140' });
  const refused = await voiding(first.id);
  assert.deepEqual([refused.status, refused.body.code], [409, 'illegal_transition']);
  await closes(accountId);
  const alone = await customer('All went back');
  const third = await issued(alone);
  const whole = await pay(third.id, '150');
  await post(`/payments/${whole.id}/refund`, { ...money, amount: '150' });
  assert.equal((await voiding(third.id)).status, 200);
  await closes(alone);
});

test('what was written off never becomes credit that can be paid out', async () => {
  const accountId = await customer('Written off');
  const invoice = await issued(accountId);
  await post(`/invoices/${invoice.id}/write-off`, { reason: 'Insolvent' });
  const note = await post(`/invoices/${invoice.id}/credit`, { reason: 'Returned' });
  const refused = await company.api.post<Json>(`/credit-notes/${note.id}/issue`);
  assert.deepEqual([refused.status, refused.body.code], [409, 'exceeds_balance']);
  await post(`/invoices/${invoice.id}/reverse-write-off`, { reason: 'It is credited instead' });
  const issuedNote = await post(`/credit-notes/${note.id}/issue`);
  assert.deepEqual([issuedNote.applied, issuedNote.kept], ['119.00', '0.00']);
  await closes(accountId);
});

test('ageing and journals tell invoices whose customer lies above the reader', async () => {
  const place = company.nodes.entity;
  const accountId = await customer('Group customer', company.nodes.root.scope);
  const invoice = await issued(accountId, place.scope);
  const { api } = await company.addMember('accountant', place, 'Abel Accountant');
  const { items } = await get('/receivables/ageing', api);
  const row = items.find((one: Json) => one.accountId === accountId);
  assert.deepEqual([row?.name, row?.total], ['Group customer', '119.00']);
  const csv = await get('/journals/export.csv?from=2026-02-01&to=2026-02-02', api);
  const booked = (parse(String(csv), { bom: true, columns: true }) as Json[]).filter(
    ({ number }) => number === invoice.number,
  );
  assert.deepEqual(
    booked.map(({ debit, credit }) => debit || `-${credit}`),
    ['119.00', '-100.00', '-19.00'],
  );
});

test('a draft that was archived before its quote became a subscription does not bill the sale again', async () => {
  const accountId = await customer('Once only');
  const quote = await post('/quotes', { title: 'Work', accountId, scope, lines: [line] });
  for (const status of ['sent', 'accepted']) await post(`/quotes/${quote.id}/status`, { status });
  const { invoice } = await post(`/quotes/${quote.id}/convert-to-invoice`);
  await company.api.delete(`/invoices/${invoice.id}`);
  await post(`/quotes/${quote.id}/convert-to-subscription`, { interval: 'month', startDate: '2026-03-01' });
  const restored = await company.api.post<Json>(`/invoices/${invoice.id}/restore`);
  assert.deepEqual([restored.status, restored.body.code], [409, 'already_converted']);
});

test('the link of a void invoice tells nobody where to pay it', async () => {
  const { id } = company.nodes.entity;
  await company.api.patch(`/settings/entities/${id}`, { bankDetails: 'IBAN DE02 1203 0000 0000 2020 51' });
  const invoice = await issued(await customer('Void'));
  const { link } = await post(`/invoices/${invoice.id}/public-link`);
  const bank = async () => (await get(`/public/${link.token}`)).content.bankDetails;
  assert.match(await bank(), /IBAN/);
  assert.equal((await voiding(invoice.id)).status, 200);
  assert.equal(await bank(), null);
});

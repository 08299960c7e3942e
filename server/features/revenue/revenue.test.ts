import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

let server: WholeServer;
let company: TestCompany;
let rosa: TestMember;
let made: Record<string, string>;

async function post(path: string, body: object = {}, as = company.api): Promise<Json> {
  const answer = await as.post(path, body);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function threadOf(kind: string, id: string, as = company.api): Promise<Json> {
  const answer = await as.get(`/revenue/${kind}/${id}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
  rosa = await company.addMember('sales_representative', company.nodes.branch, 'Rosa');
  const { scope } = company.nodes.branch;
  const lead = await post('/leads', { firstName: 'Lea', lastName: 'Lind', companyName: 'Lind', scope });
  const became = await post(`/leads/${lead.id}/convert`, {
    accountName: 'Lind',
    opportunityName: 'Machines',
    quoteTitle: 'Machines',
    currency: 'EUR',
  });
  const lines = [{ description: 'Machine', quantity: '2', unitPrice: '100', taxRate: '19' }];
  await company.api.patch(`/quotes/${became.quote.id}`, { lines });
  await post(`/quotes/${became.quote.id}/status`, { status: 'sent' });
  const second = await post(`/quotes/${became.quote.id}/revise`);
  await post(`/quotes/${second.id}/status`, { status: 'sent' });
  await post(`/quotes/${second.id}/status`, { status: 'accepted' });
  const { invoice } = await post(`/quotes/${second.id}/convert-to-invoice`);
  await post(`/invoices/${invoice.id}/issue`);
  const paid = { date: '2026-03-02', amount: '38', method: 'bank_transfer' };
  const payment = await post(`/invoices/${invoice.id}/payments`, paid);
  made = {
    lead: lead.id,
    opportunity: became.opportunity.id,
    first: became.quote.id,
    quote: second.id,
    invoice: invoice.id,
    payment: payment.id,
  };
});
after(() => server?.stop());

test('from any record of the chain the thread is the same, with every version and its PDF', async () => {
  const whole = await threadOf('lead', made.lead!);
  const shown = whole.items.map((item: Json) => [item.kind, item.id, item.status, item.amount, item.pdf]);
  assert.deepEqual(shown, [
    ['lead', made.lead, 'converted', null, null],
    ['opportunity', made.opportunity, 'won', null, null],
    ['quote', made.first, 'revised', '238.00', `/quotes/${made.first}/pdf`],
    ['quote', made.quote, 'accepted', '238.00', `/quotes/${made.quote}/pdf`],
    ['invoice', made.invoice, 'partially_paid', '238.00', `/invoices/${made.invoice}/pdf`],
    ['payment', made.payment, null, '38.00', null],
  ]);
  assert.equal(whole.items[4].balance, '200.00');
  for (const kind of ['opportunity', 'quote', 'invoice', 'payment']) {
    assert.deepEqual(await threadOf(kind, made[kind]!), whole, kind);
  }
  assert.deepEqual(await threadOf('quote', made.first!), whole);
});

test('it shows no more than the reader may see, and nothing at all of what is out of sight', async () => {
  assert.equal((await rosa.api.get(`/revenue/quote/${made.quote}`)).status, 404);
  const given = await company.api.patch(`/opportunities/${made.opportunity}`, { ownerId: rosa.id });
  assert.equal(given.status, 200);
  const hers = await threadOf('opportunity', made.opportunity!, rosa.api);
  assert.deepEqual(
    hers.items.map((item: Json) => item.id),
    [made.opportunity],
  );
  const stranger = await createTestCompany(server, { name: 'Stranger' });
  assert.equal((await stranger.api.get(`/revenue/lead/${made.lead}`)).status, 404);
  assert.equal((await company.api.get(`/revenue/task/${made.lead}`)).status, 404);
});

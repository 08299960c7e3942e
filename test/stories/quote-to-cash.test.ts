import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { toMinor } from '#domain/money.ts';
import { type Api, api, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { bodyOf, documentsIn, type InvoiceWire, type OrderWire } from '#test/build/documents.ts';
import { fileOf, paperOf, printed, sumsOf } from '#test/build/paper.ts';
import { assertAuditWhole, startWholeServer, type WholeServer } from './whole-server.ts';

const today = '2026-03-02';
const range = 'from=2026-01-01&to=2026-12-31&currency=EUR';

let server: WholeServer;
let visitor: Api;

before(async () => {
  server = await startWholeServer(`${today}T08:00:00Z`);
  visitor = api(server.url);
});
after(() => server?.stop());

const tokenOf = (url: string) => String(url.split('/p/')[1]);
const ok = (answer: { status: number; body: Json }): Json => {
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
};

describe('from a price book to the last cent: desks for Acme', () => {
  let company: TestCompany;
  let rep: TestMember;
  let manager: TestMember;
  let books: TestMember;
  let steps: ReturnType<typeof documentsIn>;
  const made: Record<string, string> = {};
  let token = '';
  // What no customer may ever read.
  const inside = ['Haggle no further', '61.37', 'unitCost', 'internalNote', 'margin'];
  const before5 = { subtotal: '1167.38', discountTotal: '58.37', taxTotal: '173.39', total: '1282.40' };
  const chosen = { subtotal: '1467.38', discountTotal: '73.37', taxTotal: '227.54', total: '1621.55' };

  before(async () => {
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.entity, 'Rana Rep');
    manager = await company.addMember('sales_manager', company.nodes.entity, 'Mona Manager');
    books = await company.addMember('accountant', company.nodes.entity, 'Alia Accountant');
    steps = documentsIn(company.api, company.nodes.entity.scope);
  });

  const get = async (path: string, as: TestMember = company.admin): Promise<Json> =>
    bodyOf(await as.api.get<Json>(path));
  const post = async (path: string, body: object = {}, as: TestMember = company.admin): Promise<Json> =>
    ok(await as.api.post<Json>(path, body));
  const paper = (path: string) => paperOf(server.url, path, company.apiKey);
  function assertNothingInside(said: string): void {
    for (const secret of inside) assert.ok(!said.includes(secret), `${secret} in ${said}`);
  }

  test('the price comes from the customer’s own book, by quantity, and says so', async () => {
    const { scope } = company.nodes.entity;
    made.account = (await post('/accounts', { name: 'Acme', scope, ownerId: rep.id })).id;
    made.contact = (
      await post('/contacts', {
        firstName: 'Cora',
        email: 'cora@acme.example',
        accountId: made.account,
        ownerId: rep.id,
        scope,
      })
    ).id;
    made.opportunity = (
      await post('/opportunities', { name: 'Desks', accountId: made.account, ownerId: rep.id, scope })
    ).id;
    const product = {
      name: 'Desk',
      sku: 'D-1',
      unit: 'pc',
      taxRate: 19,
      prices: [{ currency: 'EUR', unitPrice: '100' }],
      costs: [{ currency: 'EUR', unitCost: '61.37' }],
    };
    made.product = (await post('/products', { ...product, scope })).id;
    await post('/price-books', {
      name: 'Acme only',
      currency: 'EUR',
      accountIds: [made.account],
      prices: [
        { productId: made.product, unitPrice: '80.5' },
        { productId: made.product, unitPrice: '70', minQuantity: '10' },
      ],
    });
    const items = [{ productId: made.product, quantity: '12' }];
    const asked = { currency: 'EUR', accountId: made.account, date: today, items };
    const [offer] = (await post('/products/prices', asked, rep)).items;
    assert.deepEqual(
      [offer.unitPrice, offer.priceBook.name, offer.unitCost ?? null],
      ['70', 'Acme only', null],
    );
  });

  test('Rana’s quote is priced as the editor shows it, and its cost is kept without her seeing it [R105] [R106] [R107]', async () => {
    const lines = [
      { lineType: 'heading', description: 'Furniture', quantity: 1, unitPrice: '0', taxRate: 0 },
      {
        productId: made.product,
        description: 'Desk',
        quantity: '12',
        unit: 'pc',
        unitPrice: '70',
        taxRate: '19',
      },
      { description: 'Assembly', quantity: '7.5', unitPrice: '48.50', taxRate: '7', discountPercent: '10' },
      { description: 'Training', quantity: '2', unitPrice: '150', taxRate: '19', optional: true },
    ];
    const priced = { lines, discountType: 'percent', discountValue: '5' };
    const preview = await post('/quotes/price', { currency: 'EUR', ...priced }, rep);
    assert.deepEqual(sumsOf(preview), before5);
    const quote = await post(
      '/quotes',
      {
        ...{ title: 'Desks', scope: company.nodes.entity.scope, ownerId: rep.id, accountId: made.account },
        ...{ contactId: made.contact, opportunityId: made.opportunity, currency: 'EUR' },
        ...{ internalNote: 'Haggle no further', validUntil: '2026-03-31', ...priced },
      },
      rep,
    );
    made.quote = quote.id;
    assert.deepEqual(sumsOf(quote), before5);
    assert.equal(quote.lines[1].unitCost ?? null, null, 'a seller sees no cost');
    assert.equal((await get(`/quotes/${quote.id}`)).lines[1].unitCost, '61.37');
    assert.deepEqual(
      quote.lines.map(({ net, discount, tax }: Json) => [net, discount, tax]),
      [
        ['0.00', '0.00', '0.00'],
        ['840.00', '42.00', '151.62'],
        ['327.38', '16.37', '21.77'],
        ['300.00', '0.00', '57.00'],
      ],
    );
  });

  test('a rule holds it back until Mona agrees [pain 22]', async () => {
    const roles = { approverRoleIds: [company.roleIds.sales_manager] };
    await post('/approval-rules', { name: 'Discounts', condition: 'discount', limit: '5', ...roles });
    const refused = await rep.api.post<Json>(`/quotes/${made.quote}/send`, {});
    assert.deepEqual([refused.status, refused.body.code], [409, 'approval_required']);
    const [reason] = refused.body.reasons;
    // 1203.75 before any discount, 1109.01 after all of them: 7.8704 %, and never shown as less than it is.
    assert.deepEqual([reason.condition, reason.limit, reason.figure], ['discount', '5', '7.88']);
    await post(`/quotes/${made.quote}/request-approval`, { comment: 'They buy every year.' }, rep);
    const yes = await post(`/quotes/${made.quote}/approve`, { comment: 'Fine.' }, manager);
    assert.deepEqual([yes.approval.state, yes.approval.needed], ['approved', false]);
  });

  test('sent, its mail simulated; the customer’s page and PDF say what the quote says and nothing more [R112] [R113]', async () => {
    const sent = await post(`/quotes/${made.quote}/send`, {}, rep);
    assert.deepEqual([sent.quote.status, sent.emailed, sent.message.status], ['sent', true, 'simulated']);
    assert.equal(sent.message.to, 'cora@acme.example');
    token = tokenOf(sent.publicUrl);
    const shown = bodyOf(await visitor.get<Json>(`/public/${token}`));
    assert.deepEqual([shown.status, shown.can.accept, shown.can.choose], ['sent', true, true]);
    assert.deepEqual(sumsOf(shown.content), before5);
    assertNothingInside(JSON.stringify([shown, sent.message]));
    const text = await paperOf(server.url, `/public/${token}/pdf`);
    for (const said of ['Furniture', 'Assembly', 'Training', 'EUR 1,282.40', '327.38'])
      assert.ok(text.includes(said), `${said} in ${text}`);
    assertNothingInside(text);
    assert.equal((await get(`/quotes/${made.quote}`)).status, 'sent', 'looking changes nothing');
    assert.equal((await visitor.post(`/public/${token}/view`)).status, 204);
    assert.equal((await get(`/quotes/${made.quote}`)).status, 'viewed');
  });

  test('Cora chooses the training and accepts: the deal is won [R94] [R110]', async () => {
    const { content } = bodyOf(await visitor.get<Json>(`/public/${token}`));
    const selected = [content.lines.find(({ optional }: Json) => optional).id];
    const choice = ok(await visitor.post<Json>(`/public/${token}/price`, { selected }));
    assert.deepEqual(sumsOf(choice), chosen);
    assert.equal((await get(`/quotes/${made.quote}`)).total, before5.total, 'a look at a price saves none');
    const page = ok(await visitor.post<Json>(`/public/${token}/accept`, { name: 'Cora', selected }));
    assert.deepEqual([page.status, page.decision.name, page.can.accept], ['accepted', 'Cora', false]);
    assert.deepEqual(sumsOf(page.content), chosen);
    assertNothingInside(JSON.stringify(page));
    const quote = await get(`/quotes/${made.quote}`);
    assert.deepEqual([quote.status, quote.acceptanceMethod], ['accepted', 'link']);
    assert.deepEqual(sumsOf(quote), chosen);
    const deal = await get(`/opportunities/${made.opportunity}`, rep);
    assert.deepEqual([deal.stage, deal.probability], ['won', 100]);
    const text = await paperOf(server.url, `/public/${token}/pdf`);
    assert.ok(text.includes('EUR 1,621.55'), text);
    assertNothingInside(text);
  });

  test('the order carries it on; five desks go out and are invoiced [R116] [R146] [R147]', async () => {
    const { order } = await post(`/quotes/${made.quote}/convert-to-order`);
    made.order = order.id;
    assert.deepEqual([order.status, sumsOf(order)], ['draft', chosen]);
    ok(await steps.confirmOrder(order.id));
    const desk = order.lines.find(({ description }: Json) => description === 'Desk');
    const lines = [{ lineId: desk.id, quantity: '5' }];
    const partly: OrderWire = ok(await steps.fulfilOrder(order.id, { lines, date: today }));
    assert.deepEqual(
      [partly.status, partly.fulfilment, partly.invoicing],
      ['partly_fulfilled', 'part', 'none'],
    );
    const much = await steps.fulfilOrder(order.id, { lines: [{ lineId: desk.id, quantity: '7.0001' }] });
    assert.equal(much.status, 422, JSON.stringify(much.body));
    const { invoice } = ok(await steps.invoiceOrder(order.id, { part: 'fulfilled' }));
    made.first = invoice.id;
    assert.deepEqual(sumsOf(invoice), {
      ...{ subtotal: '350.00', discountTotal: '17.50', taxTotal: '63.18', total: '395.68' },
    });
    const rest: InvoiceWire = ok(await steps.invoiceOrder(order.id, { part: 'all' })).invoice;
    made.second = rest.id;
    assert.equal(rest.total, '1225.87');
    const whole = await steps.getOrder(order.id);
    assert.deepEqual([whole.invoicing, whole.invoicedTotal], ['all', chosen.total]);
    assert.equal((await steps.invoiceOrder(order.id)).status, 409, 'nothing is left');
    const text = await paper(`/orders/${order.id}/pdf`);
    assert.ok(text.includes('EUR 1,621.55'), text);
    assertNothingInside(text);
  });

  test('Alia issues both; their papers say what they come to [R118] [R148]', async () => {
    for (const [id, total, number] of [
      [made.first, '395.68', 'INV-2026-00001'],
      [made.second, '1225.87', 'INV-2026-00002'],
    ]) {
      const issued = await post(`/invoices/${id}/issue`, { dueDate: '2026-03-16' }, books);
      assert.deepEqual([issued.status, issued.number, issued.balance], ['issued', number, total]);
      const text = await paper(`/invoices/${id}/pdf`);
      for (const said of [number, `EUR ${printed(String(total))}`])
        assert.ok(text.includes(String(said)), text);
      assertNothingInside(text);
      assert.equal((await books.api.patch(`/invoices/${id}`, { title: 'x' })).status, 409);
    }
    const sent = await post(`/invoices/${made.second}/send`, {}, books);
    const shown = bodyOf(await visitor.get<Json>(`/public/${tokenOf(sent.publicUrl)}`));
    assert.deepEqual([shown.content.total, shown.content.balance], ['1225.87', '1225.87']);
    assertNothingInside(JSON.stringify(shown));
  });

  test('paid in part, then too much: the rest is the customer’s credit [R149]', async () => {
    const pay = (amount: string, more: object = {}) =>
      post(
        `/invoices/${made.first}/payments`,
        { date: today, amount, method: 'bank_transfer', ...more },
        books,
      );
    assert.deepEqual((await pay('200')).invoice.balance, '195.68');
    const over = await pay('300', { keepAsCredit: true });
    assert.deepEqual(
      [over.keptAsCredit, over.invoice.status, over.invoice.balance],
      ['104.32', 'paid', '0.00'],
    );
  });

  test('the training is credited, the credit is used, and the deal shows what is open [R150]', async () => {
    const { lines } = await steps.getInvoice(String(made.second));
    const training = lines.find(({ description }) => description === 'Training');
    const note = await post(
      `/invoices/${made.second}/credit`,
      {
        reason: 'Not held',
        internalNote: 'Haggle no further',
        lines: [{ lineId: training?.id, quantity: '2' }],
      },
      books,
    );
    const issued = await post(`/credit-notes/${note.id}/issue`, {}, books);
    made.note = issued.id;
    assert.deepEqual(
      [sumsOf(issued), issued.applied, issued.kept],
      [{ subtotal: '300.00', discountTotal: '15.00', taxTotal: '54.15', total: '339.15' }, '339.15', '0.00'],
    );
    const text = await paper(`/credit-notes/${note.id}/pdf`);
    assert.ok(text.includes(issued.number) && text.includes('339.15'), text);
    assertNothingInside(text);
    const used = await post(`/invoices/${made.second}/apply-credit`, {}, books);
    assert.deepEqual(
      [used.status, used.total, used.credited, used.creditUsed, used.balance],
      ['partially_paid', '1225.87', '339.15', '104.32', '782.40'],
    );
    const money = { date: today, amount: '1', method: 'cash' };
    const refused = await rep.api.post<Json>(`/invoices/${made.second}/payments`, money);
    assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden']);
    const [deal] = (await get(`/opportunities/${made.opportunity}/receivables`, rep)).items;
    assert.deepEqual([deal.invoiced, deal.outstanding, deal.credited], ['1621.55', '782.40', '339.15']);
  });

  test('statement, ageing and journal tell the same 782.40', async () => {
    const statement = await get(`/accounts/${made.account}/statement?${range}`, books);
    assert.deepEqual([statement.opening, statement.closing], ['0.00', '782.40']);
    const charged = statement.entries.filter(({ charge }: Json) => charge !== null);
    assert.deepEqual(
      charged.map(({ charge }: Json) => charge),
      ['395.68', '1225.87'],
    );
    const text = await paper(`/accounts/${made.account}/statement/pdf?${range}`);
    assert.ok(text.includes('782.40'), text);
    assertNothingInside(text);
    const { items } = await get('/receivables/ageing?currency=EUR', books);
    const due = items.find(({ accountId }: Json) => accountId === made.account);
    assert.deepEqual([due.notDue, due.total], ['782.40', '782.40']);
    assert.equal((await company.api.patch('/settings/ledger', { receivable: 'AR' })).status, 200);
    const csv = await fileOf(server.url, '/journals/export.csv?from=2026-01-01&to=2026-12-31', books.apiKey);
    const rows: Json[] = parse(Buffer.from(csv), { columns: true, bom: true });
    const balance = (of: Json[]) =>
      of.reduce(
        (sum, { debit, credit }) => sum + toMinor(debit || '0', 'EUR') - toMinor(credit || '0', 'EUR'),
        0n,
      );
    assert.equal(balance(rows), 0n);
    assert.equal(balance(rows.filter(({ account }) => account === 'AR')), 78_240n);
    for (const entry of new Set(rows.map((row) => `${row.entry} ${row.kind}`)))
      assert.equal(balance(rows.filter((row) => `${row.entry} ${row.kind}` === entry)), 0n, entry);
  });

  test('the last payment closes it, and the thread shows the whole way', async () => {
    const amount = { date: today, amount: '782.40', method: 'bank_transfer' };
    const last = await post(`/invoices/${made.second}/payments`, amount, books);
    assert.deepEqual([last.invoice.status, last.invoice.balance], ['paid', '0.00']);
    const thread = await get(`/revenue/payment/${last.id}`);
    const steps = thread.items.map(({ kind, status, amount: of }: Json) => `${kind} ${status} ${of}`).sort();
    assert.deepEqual(steps, [
      'credit_note issued 339.15',
      'invoice paid 1225.87',
      'invoice paid 395.68',
      'opportunity won null',
      'order partly_fulfilled 1621.55',
      'payment null 200.00',
      'payment null 300.00',
      'payment null 782.40',
      'quote accepted 1621.55',
    ]);
    assert.deepEqual(await get(`/revenue/quote/${made.quote}`), thread);
    await server.deliver(company.orgId);
    for (const [type, times] of [
      ['quote.accepted', 1],
      ['opportunity.won', 1],
      ['invoice.issued', 2],
      ['invoice.paid', 2],
      ['credit_note.issued', 1],
    ] as const)
      assert.equal(server.heard.filter((event) => event.type === type).length, times, type);
    await assertAuditWhole(server, company.orgId);
  });
});

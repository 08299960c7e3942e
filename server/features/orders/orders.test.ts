import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { productEndpoints } from '#features/catalog/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { newId } from '#platform/database/id.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, consulting, documentsIn, fieldCodes, type OrderWire } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { orderEndpoints } from './endpoints.ts';

const heading = { lineType: 'heading', description: 'Phase 1', quantity: '1', unitPrice: '0', taxRate: '0' };
const desk = { description: 'Desk', quantity: '3', unit: 'pc', unitPrice: '33.33', taxRate: '7' };
const chosen = {
  description: 'Chair',
  quantity: '1.5',
  unitPrice: '10.01',
  taxRate: '19',
  optional: true,
  selected: true,
};
const left = {
  description: 'Lamp',
  quantity: '4',
  unitPrice: '25',
  taxRate: '19',
  optional: true,
  selected: false,
};
const offer = { lines: [heading, desk, chosen, left], discountType: 'percent', discountValue: '7.5' };

describe('sales orders', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    const endpoints = [
      ...accountEndpoints,
      ...productEndpoints,
      ...opportunityEndpoints,
      ...quoteEndpoints,
      ...orderEndpoints,
    ];
    server = await startTestServer({ endpoints, role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => server.stop());

  const confirmed = async (body: object = {}) => {
    const { id } = await steps.makeOrder({ accountId, ...body });
    return bodyOf(await steps.confirmOrder(id));
  };
  const rows = <Row extends Record<string, unknown>>(statement: string, values: unknown[]) =>
    asAdmin<Row>(server.database.adminUrl, statement, values);

  describe('from an accepted quote', () => {
    it('carries what counts, headings and totals to the minor unit, and both name each other [R146]', async () => {
      const quote = await steps.acceptedQuote({ accountId, title: 'Office', ...offer, reference: 'R-1' });
      assert.deepEqual([quote.abilities.convertToOrder, quote.orderId], [true, null]);
      const { order } = bodyOf(await steps.convertToOrder(quote.id));
      assert.deepEqual(
        order.lines.map(({ description, lineType }) => [description, lineType]),
        [
          ['Phase 1', 'heading'],
          ['Desk', 'item'],
          ['Chair', 'item'],
        ],
      );
      const sums = ({ subtotal, discountTotal, taxTotal, total }: Record<string, unknown>) => [
        subtotal,
        discountTotal,
        taxTotal,
        total,
      ];
      assert.deepEqual(sums(order), sums(quote));
      const amounts = (lines: { net: string; discount: string; tax: string; total: string }[]) =>
        lines.map(({ net, discount, tax, total }) => [net, discount, tax, total]);
      assert.deepEqual(amounts(order.lines), amounts(quote.lines.slice(0, 3)));
      assert.match(order.number, /^SO-\d{4}-\d{5}$/);
      assert.deepEqual(
        [order.status, order.title, order.accountId, order.quoteId, order.discountValue],
        ['draft', 'Office', accountId, quote.id, '7.5'],
      );
      const seen = await steps.getQuote(quote.id);
      assert.deepEqual([seen.orderId, seen.abilities.convert], [order.id, false]);
      assert.equal(seen.abilities.convertToOrder, false);
    });

    it('a second call, and a hundred at once, answer with the one order [R117]', async () => {
      const quote = await steps.acceptedQuote({ accountId, title: 'Once' });
      const answers = await Promise.all(Array.from({ length: 100 }, () => steps.convertToOrder(quote.id)));
      assert.equal(new Set(answers.map((answer) => bodyOf(answer).order.id)).size, 1);
      const found = await rows('select id from sales_order where quote_id = $1', [quote.id]);
      const ledger = await rows('select id from line_ledger where quote_id = $1', [quote.id]);
      assert.deepEqual([found.length, ledger.length], [1, 1]);
    });

    it('only of an accepted quote of which something counts', async () => {
      const { id } = await steps.makeQuote({ accountId });
      const early = await steps.convertToOrder(id);
      assert.deepEqual([early.status, early.body.code], [409, 'illegal_transition']);
      const nothing = await steps.acceptedQuote({ accountId, lines: [heading] });
      assert.deepEqual(fieldCodes((await steps.convertToOrder(nothing.id)).body), ['lines: too_few']);
    });

    it('its lines and terms stay those of the quote; everything else of the draft is edited', async () => {
      const quote = await steps.acceptedQuote({ accountId, ...offer });
      const { order } = bodyOf(await steps.convertToOrder(quote.id));
      const patch = (body: object) => company.api.patch<OrderWire>(`/orders/${order.id}`, body);
      const same = order.lines.map(({ description, lineType, ...line }, at) => ({
        description,
        lineType,
        quantity: line.quantity,
        unit: line.unit,
        unitPrice: line.unitPrice,
        taxRate: ['0', '7', '19'][at],
        optional: false,
      }));
      const kept = bodyOf(await patch({ title: 'Delivery', deliveryDate: '2026-12-01', lines: same }));
      assert.deepEqual([kept.title, kept.deliveryDate, kept.total], ['Delivery', '2026-12-01', order.total]);
      const refused = await patch({
        lines: [consulting],
        currency: 'USD',
        discountType: 'fixed',
        discountValue: '1',
      });
      assert.deepEqual(fieldCodes(refused.body), [
        'lines: not_allowed',
        'currency: not_allowed',
        'discountType: not_allowed',
        'discountValue: not_allowed',
      ]);
      assert.equal((await steps.getOrder(order.id)).lines.length, 3);
    });

    it('a cancelled order of which nothing was delivered gives the quote back', async () => {
      const quote = await steps.acceptedQuote({ accountId });
      const first = bodyOf(await steps.convertToOrder(quote.id)).order;
      const gone = bodyOf(await steps.cancelOrder(first.id, { reason: 'Wrong entity' }));
      assert.deepEqual([gone.status, gone.cancelReason], ['cancelled', 'Wrong entity']);
      assert.equal((await steps.getQuote(quote.id)).orderId, null);
      const second = bodyOf(await steps.convertToOrder(quote.id)).order;
      assert.notEqual(second.id, first.id);
      assert.equal((await steps.getQuote(quote.id)).orderId, second.id);
      assert.deepEqual(
        (await steps.getOrder(first.id)).lines.map(({ toFulfil }) => toFulfil),
        [null],
      );
    });
  });

  describe('by hand', () => {
    it('opens as a draft with a number and a date, and is confirmed with an account and something to deliver', async () => {
      const order = await steps.makeOrder({ lines: [heading] });
      assert.match(order.number, /^SO-/);
      assert.match(order.orderDate, /^\d{4}-\d\d-\d\d$/);
      const refused = await steps.confirmOrder(order.id);
      assert.deepEqual(fieldCodes(refused.body), ['accountId: required', 'lines: too_few']);
      const sources = await company.api.patch(`/orders/${order.id}`, {
        lines: [{ ...consulting, sourceId: newId() }],
      });
      assert.deepEqual(fieldCodes(sources.body), ['lines.0.sourceId: not_allowed']);
      bodyOf(
        await company.api.patch(`/orders/${order.id}`, { accountId, lines: [desk, heading, consulting] }),
      );
      const done = bodyOf(await steps.confirmOrder(order.id));
      assert.deepEqual([done.status, done.customer?.name, done.fulfilment], ['confirmed', 'Acme', 'none']);
      assert.deepEqual(
        done.lines.map(({ toFulfil }) => toFulfil),
        ['3', null, '2'],
      );
      const edit = await company.api.patch(`/orders/${order.id}`, { title: 'Later' });
      assert.deepEqual([edit.status, edit.body.code], [409, 'not_editable']);
      const again = await steps.confirmOrder(order.id);
      assert.deepEqual([again.status, again.body.code], [409, 'illegal_transition']);
    });

    it('a typed number is taken once, and the series skips it', async () => {
      await steps.makeOrder({ number: 'SO-2026-00900' });
      const taken = await company.api.post('/orders', {
        scope: company.nodes.entity.scope,
        title: 'Again',
        number: 'SO-2026-00900',
      });
      assert.deepEqual([taken.status, taken.body.code], [409, 'already_exists']);
    });

    it('is archived as a draft or when it is cancelled, not while it is to be delivered', async () => {
      const order = await confirmed();
      assert.equal((await company.api.delete(`/orders/${order.id}`)).status, 409);
      bodyOf(await steps.cancelOrder(order.id, { reason: 'No' }));
      bodyOf(await company.api.delete(`/orders/${order.id}`));
      bodyOf(await company.api.delete(`/orders/${(await steps.makeOrder()).id}`));
    });
  });

  describe('deliveries', () => {
    it('are noted in parts and move the order on, each with its day and its lines', async () => {
      const order = await confirmed({ lines: [desk, consulting] });
      const [one, two] = order.lines;
      const part = bodyOf(
        await steps.fulfilOrder(order.id, {
          lines: [{ lineId: one!.id, quantity: '1.5' }],
          note: 'First van',
          date: '2026-01-05',
        }),
      );
      assert.deepEqual([part.status, part.fulfilment], ['partly_fulfilled', 'part']);
      assert.deepEqual([part.lines[0]?.fulfilledQuantity, part.lines[0]?.toFulfil], ['1.5', '1.5']);
      const more = bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: two!.id, quantity: 2 }] }));
      assert.equal(more.status, 'partly_fulfilled');
      const whole = bodyOf(await steps.fulfilOrder(order.id));
      assert.deepEqual([whole.status, whole.fulfilment, whole.deliveries.length], ['fulfilled', 'all', 3]);
      const first = whole.deliveries.find(({ date }) => date === '2026-01-05');
      assert.deepEqual(
        [first?.note, first?.lines.map(({ lineId, quantity }) => [lineId, quantity])],
        ['First van', [[one?.id, '1.5']]],
      );
      const over = await steps.fulfilOrder(order.id);
      assert.deepEqual([over.status, over.body.code], [409, 'illegal_transition']);
    });

    it('name lines of the order, once, within what is left, on a day that has come', async () => {
      const order = await confirmed({ lines: [desk] });
      const lineId = order.lines[0]!.id;
      const refused = await steps.fulfilOrder(order.id, {
        lines: [
          { lineId, quantity: '3.0001' },
          { lineId, quantity: '1' },
          { lineId: newId(), quantity: '1' },
        ],
      });
      assert.deepEqual(fieldCodes(refused.body), [
        'lines.0.quantity: out_of_range',
        'lines.1.lineId: duplicate',
        'lines.2.lineId: not_found',
      ]);
      assert.deepEqual(fieldCodes((await steps.fulfilOrder(order.id, { date: '2199-01-01' })).body), [
        'date: out_of_range',
      ]);
      const { id } = await steps.makeOrder({ accountId });
      assert.equal((await steps.fulfilOrder(id)).body.code, 'illegal_transition');
      assert.equal((await steps.getOrder(order.id)).deliveries.length, 0);
    });

    it('a hundred at once never come to more than was ordered', async () => {
      const order = await confirmed({ lines: [{ ...desk, quantity: '10' }] });
      const lines = [{ lineId: order.lines[0]!.id, quantity: '0.3' }];
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => steps.fulfilOrder(order.id, { lines })),
      );
      assert.equal(answers.filter(({ status }) => status === 200).length, 33);
      const { deliveries, lines: after } = await steps.getOrder(order.id);
      assert.deepEqual([deliveries.length, after[0]?.toFulfil], [33, '0.1']);
    });

    it('what was delivered of a cancelled order stays told', async () => {
      const order = await confirmed({ lines: [desk] });
      bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: order.lines[0]!.id, quantity: '1' }] }));
      const gone = bodyOf(await steps.cancelOrder(order.id, { reason: 'Bankrupt' }));
      const [line] = gone.lines;
      assert.deepEqual(
        [gone.status, line?.fulfilledQuantity, line?.toFulfil, gone.deliveries.length],
        ['cancelled', '1', '0', 1],
      );
      assert.equal((await steps.cancelOrder(order.id, { reason: 'Again' })).status, 409);
    });
  });

  it('has a PDF, which is fixed when it is confirmed [R146]', async () => {
    const draft = await steps.makeOrder({ accountId, lines: [heading, desk] });
    const pdf = () => company.api.get<string>(`/orders/${draft.id}/pdf`);
    const first = await pdf();
    assert.deepEqual([first.status, first.headers.get('content-type')], [200, 'application/pdf']);
    bodyOf(await steps.confirmOrder(draft.id));
    const fixed = await pdf();
    assert.equal(fixed.status, 200);
    bodyOf(await steps.fulfilOrder(draft.id));
    assert.equal((await pdf()).headers.get('etag'), fixed.headers.get('etag'));
    assert.notEqual(fixed.headers.get('etag'), first.headers.get('etag'));
    const [row] = await rows<{ content: { number: string; lines: { unitCost?: string }[] } }>(
      'select content from document_snapshot where record_id = $1',
      [draft.id],
    );
    assert.equal(row?.content.number, draft.number);
    assert.ok(row?.content.lines.every((line) => !('unitCost' in line)));
  });

  it('each act needs its capability, and orders of another place are absent', async () => {
    const order = await confirmed({ scope: company.nodes.branch.scope });
    const viewer = await company.addMember('viewer', company.nodes.branch);
    const seen = documentsIn(viewer.api, company.nodes.branch.scope);
    for (const [verb, capability] of [
      ['cancelOrder', 'crm.orders.confirm'],
      ['fulfilOrder', 'crm.orders.fulfil'],
    ] as const) {
      const { status, body } = await seen[verb](order.id, verb === 'cancelOrder' ? { reason: 'No' } : {});
      assert.deepEqual([status, body.capability], [403, capability]);
    }
    const stranger = await company.addMember('sales_manager', company.nodes.otherBranch);
    assert.equal((await documentsIn(stranger.api, {} as never).fulfilOrder(order.id)).status, 404);
  });
});

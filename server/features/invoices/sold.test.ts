import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { toMinor } from '#domain/money.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { orderEndpoints } from '#features/orders/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { newId } from '#platform/database/id.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import {
  bodyOf,
  consulting,
  documentsIn,
  fieldCodes,
  type InvoiceWire,
  type OrderWire,
} from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { invoiceEndpoints } from './endpoints.ts';

const phase = { lineType: 'heading', description: 'Phase 1', quantity: '1', unitPrice: '0', taxRate: '0' };
const later = { ...phase, description: 'Phase 2' };
const desk = { description: 'Desk', quantity: '3', unit: 'pc', unitPrice: '33.33', taxRate: '7' };
const hours = { description: 'Hours', quantity: '7', unit: 'h', unitPrice: '19.99', taxRate: '19' };
const sale = { lines: [phase, desk, later, hours], discountType: 'fixed', discountValue: '10' };

describe('what was sold is invoiced once', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    const endpoints = [...accountEndpoints, ...quoteEndpoints, ...orderEndpoints, ...invoiceEndpoints];
    server = await startTestServer({ endpoints, role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => server.stop());

  const ordered = async (body: object = sale): Promise<OrderWire> => {
    const quote = await steps.acceptedQuote({ accountId, ...body });
    const { order } = bodyOf(await steps.convertToOrder(quote.id));
    return bodyOf(await steps.confirmOrder(order.id));
  };
  const invoiced = async (orderId: string, part?: string) =>
    bodyOf(await steps.invoiceOrder(orderId, part ? { part } : {})).invoice;
  /** An invoice's lines as a client sends them back, with some of them changed. */
  const linesOf = ({ lines }: InvoiceWire, change: Record<string, object | null> = {}) =>
    lines.flatMap(({ net: _, discount: __, tax: ___, total: ____, ...line }) => {
      const { id, unitCost, selected, ...rest } = line as typeof line & Record<string, unknown>;
      const changed = change[line.description];
      return changed === null ? [] : [{ ...rest, ...changed }];
    });
  const patch = (id: string, body: object) => company.api.patch<InvoiceWire>(`/invoices/${id}`, body);
  const sum = (
    invoices: readonly InvoiceWire[],
    field: 'subtotal' | 'discountTotal' | 'taxTotal' | 'total',
  ) => invoices.reduce((minor, invoice) => minor + toMinor(invoice[field], invoice.currency), 0n);
  const requireEqual = (invoices: readonly InvoiceWire[], order: OrderWire) => {
    for (const field of ['subtotal', 'discountTotal', 'taxTotal', 'total'] as const) {
      assert.equal(sum(invoices, field), toMinor(order[field], order.currency), field);
    }
  };

  describe('by an order', () => {
    it('the whole order makes one draft invoice that names it, equal to the minor unit [R147]', async () => {
      const order = await ordered();
      const invoice = await invoiced(order.id);
      requireEqual([invoice], order);
      assert.deepEqual(
        [invoice.status, invoice.orderId, invoice.quoteId, invoice.discountValue],
        ['draft', order.id, order.quoteId, '10'],
      );
      assert.deepEqual(
        invoice.lines.map(({ description }) => description),
        ['Phase 1', 'Desk', 'Phase 2', 'Hours'],
      );
      const seen = await steps.getOrder(order.id);
      assert.deepEqual([seen.invoicing, seen.invoicedTotal], ['all', order.total]);
      assert.deepEqual(
        seen.invoices.map(({ id, total }) => [id, total]),
        [[invoice.id, order.total]],
      );
      assert.equal((await invoiced(order.id)).id, invoice.id, 'a repeated call answers with it');
    });

    it('what was delivered is invoiced in parts, and all parts come to the order [R147]', async () => {
      const order = await ordered();
      const [, one, , two] = order.lines;
      const nothing = await steps.invoiceOrder(order.id, { part: 'fulfilled' });
      assert.deepEqual(fieldCodes(nothing.body), ['part: not_allowed']);
      const parts: InvoiceWire[] = [];
      for (const quantity of ['1', '0.5']) {
        bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: one!.id, quantity }] }));
        const invoice = await invoiced(order.id, 'fulfilled');
        assert.deepEqual(
          invoice.lines.map((line) => [line.description, line.quantity]),
          [
            ['Phase 1', '1'],
            ['Desk', quantity],
          ],
        );
        parts.push(invoice);
      }
      const again = await steps.invoiceOrder(order.id, { part: 'fulfilled' });
      assert.deepEqual([again.status, again.body.code], [409, 'already_converted']);
      bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: two!.id, quantity: '6.9999' }] }));
      parts.push(await invoiced(order.id, 'fulfilled'), await invoiced(order.id, 'all'));
      requireEqual(parts, order);
      const over = await steps.invoiceOrder(order.id);
      assert.deepEqual([over.status, over.body.code], [409, 'already_converted']);
      const { lines } = await steps.getOrder(order.id);
      assert.deepEqual(
        lines.map(({ invoicedQuantity, toInvoice }) => [invoicedQuantity, toInvoice]),
        [
          [null, null],
          ['3', '0'],
          [null, null],
          ['7', '0'],
        ],
      );
    });

    it('an order by hand is invoiced too, a draft is not, and a cancelled one for what was delivered', async () => {
      const draft = await steps.makeOrder({ accountId, lines: [desk] });
      assert.equal((await steps.invoiceOrder(draft.id)).body.code, 'illegal_transition');
      const order = bodyOf(await steps.confirmOrder(draft.id));
      bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: order.lines[0]!.id, quantity: '2' }] }));
      bodyOf(await steps.cancelOrder(order.id, { reason: 'Moved away' }));
      const invoice = await invoiced(order.id);
      assert.deepEqual([invoice.lines[0]?.quantity, invoice.subtotal, invoice.quoteId], ['2', '66.66', null]);
      assert.equal((await invoiced(order.id)).id, invoice.id);
    });

    it('an order of which something is invoiced is not cancelled', async () => {
      const order = await ordered();
      const invoice = await invoiced(order.id);
      const refused = await steps.cancelOrder(order.id, { reason: 'No' });
      assert.deepEqual([refused.status, refused.body.code], [409, 'illegal_transition']);
      bodyOf(await company.api.delete(`/invoices/${invoice.id}`));
      assert.equal(bodyOf(await steps.cancelOrder(order.id, { reason: 'No' })).status, 'cancelled');
    });

    it('a hundred calls at once charge everything once, whatever part they ask for', async () => {
      const order = await ordered();
      bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: order.lines[1]!.id, quantity: '2' }] }));
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          steps.invoiceOrder(order.id, { part: at % 2 ? 'all' : 'fulfilled' }),
        ),
      );
      assert.ok(answers.every(({ status }) => status === 200 || status === 409));
      const { invoices, invoicing } = await steps.getOrder(order.id);
      const made = await Promise.all(invoices.map(({ id }) => steps.getInvoice(id)));
      assert.equal(invoicing, 'all');
      requireEqual(made, order);
    });
  });

  describe('one way', () => {
    it('a quote that was ordered is invoiced by its order, and says which', async () => {
      const order = await ordered();
      const refused = await steps.convert(String(order.quoteId));
      assert.deepEqual(
        [refused.status, refused.body.code, (refused.body as { orderId?: string }).orderId],
        [409, 'already_converted', order.id],
      );
    });

    it('a quote that was invoiced is not ordered, and says by which invoice', async () => {
      const quote = await steps.acceptedQuote({ accountId, ...sale });
      const { invoice } = bodyOf(await steps.convert(quote.id));
      const refused = await steps.convertToOrder(quote.id);
      assert.deepEqual(
        [refused.status, refused.body.code, (refused.body as { invoiceId?: string }).invoiceId],
        [409, 'already_converted', invoice.id],
      );
    });

    it('a hundred calls both ways at once make an order or an invoice, never both', async () => {
      const quote = await steps.acceptedQuote({ accountId, ...sale });
      const answers = await Promise.all(
        Array.from({ length: 100 }, async (_, at) =>
          at % 2
            ? { way: 'order', ...(await steps.convertToOrder(quote.id)) }
            : { way: 'invoice', ...(await steps.convert(quote.id)) },
        ),
      );
      const ways = new Set(answers.filter(({ status }) => status === 200).map(({ way }) => way));
      assert.equal(ways.size, 1);
      assert.ok(answers.every(({ status }) => status === 200 || status === 409));
      const { orderId, invoiceId } = await steps.getQuote(quote.id);
      assert.equal([orderId, invoiceId].filter((id) => id !== null).length, 1);
    });
  });

  describe('a void invoice and an archived draft give their quantities back', () => {
    it('and the quote can be invoiced or ordered again', async () => {
      const quote = await steps.acceptedQuote({ accountId, ...sale });
      const first = bodyOf(await steps.convert(quote.id)).invoice;
      bodyOf(await steps.issue(first.id));
      bodyOf(await steps.voidInvoice(first.id));
      const free = await steps.getQuote(quote.id);
      assert.deepEqual([free.invoiceId, free.abilities.convert], [null, true]);
      const second = bodyOf(await steps.convert(quote.id)).invoice;
      assert.notEqual(second.id, first.id);
      assert.equal(second.total, first.total);
      bodyOf(await company.api.delete(`/invoices/${second.id}`));
      const { order } = bodyOf(await steps.convertToOrder(quote.id));
      assert.equal(order.total, quote.total);
      const restored = await company.api.post(`/invoices/${second.id}/restore`);
      assert.deepEqual([restored.status, restored.body.code], [409, 'not_editable']);
    });

    it('a draft that is restored takes them again, at what they come to now', async () => {
      const order = await ordered({ lines: [{ ...desk, quantity: '2', unitPrice: '0.005', taxRate: '0' }] });
      assert.equal(order.total, '0.01');
      const line = order.lines[0]!.id;
      bodyOf(await steps.fulfilOrder(order.id, { lines: [{ lineId: line, quantity: '1' }] }));
      const one = await invoiced(order.id, 'fulfilled');
      bodyOf(await company.api.delete(`/invoices/${one.id}`));
      const two = await invoiced(order.id, 'fulfilled');
      assert.deepEqual([one.total, two.total], ['0.01', '0.01']);
      bodyOf(await steps.fulfilOrder(order.id));
      bodyOf(await company.api.post(`/invoices/${one.id}/restore`));
      assert.equal((await steps.getInvoice(one.id)).total, '0.00');
      requireEqual([await steps.getInvoice(one.id), await steps.getInvoice(two.id)], order);
    });
  });

  describe('a draft that charges a sale', () => {
    it('changes its quantities within what is left; the rest is invoiced later [R116]', async () => {
      const quote = await steps.acceptedQuote({ accountId, ...sale });
      const draft = bodyOf(await steps.convert(quote.id)).invoice;
      const lines = linesOf(draft, { Desk: { quantity: '1' }, Hours: null });
      const less = bodyOf(await patch(draft.id, { lines, title: 'First part' }));
      assert.deepEqual(
        less.lines.map(({ description, quantity }) => [description, quantity]),
        [
          ['Phase 1', '1'],
          ['Desk', '1'],
          ['Phase 2', '1'],
        ],
      );
      assert.equal(less.discountValue, less.discountTotal, 'the fixed discount is the share of these lines');
      const over = await patch(draft.id, { lines: linesOf(less, { Desk: { quantity: '3.5' } }) });
      assert.deepEqual(over.body.errors?.[0], {
        path: 'lines.1.quantity',
        code: 'out_of_range',
        message: 'The value must be greater than 0 and at most 3.',
        params: { above: '0', max: '3' },
      });
      assert.equal(
        bodyOf(await steps.convert(quote.id)).invoice.id,
        draft.id,
        'while it is a draft it is edited',
      );
      bodyOf(await steps.issue(draft.id));
      const rest = bodyOf(await steps.convert(quote.id)).invoice;
      assert.deepEqual(
        rest.lines.map(({ description, quantity }) => [description, quantity]),
        [
          ['Phase 1', '1'],
          ['Desk', '2'],
          ['Phase 2', '1'],
          ['Hours', '7'],
        ],
      );
      const order = { ...quote, lines: [] } as unknown as OrderWire;
      requireEqual([await steps.getInvoice(draft.id), rest], order);
    });

    it('keeps the prices and terms of the sale; other lines are priced beside them', async () => {
      const quote = await steps.acceptedQuote({
        accountId,
        lines: [desk],
        discountType: 'percent',
        discountValue: '10',
      });
      const draft = bodyOf(await steps.convert(quote.id)).invoice;
      const refused = await patch(draft.id, {
        discountValue: '20',
        lines: linesOf(draft, { Desk: { unitPrice: '30', taxRate: '0', discountPercent: '5' } }),
      });
      assert.deepEqual(fieldCodes(refused.body), [
        'discountValue: not_allowed',
        'lines.0.unitPrice: not_allowed',
        'lines.0.discountPercent: not_allowed',
        'lines.0.taxRate: not_allowed',
      ]);
      const freight = { description: 'Freight', quantity: '1', unitPrice: '20', taxRate: '19' };
      const more = bodyOf(await patch(draft.id, { lines: [...linesOf(draft), freight] }));
      assert.deepEqual(
        more.lines.map(({ net, discount, tax }) => [net, discount, tax]),
        [...draft.lines.map(({ net, discount, tax }) => [net, discount, tax]), ['20.00', '2.00', '3.42']],
      );
    });

    it('names sold lines of its own sale, each once', async () => {
      const order = await ordered();
      const other = await ordered();
      const draft = await invoiced(order.id);
      const foreign = other.lines[1]?.sourceId;
      const twice = linesOf(draft);
      const refused = await patch(draft.id, {
        lines: [...twice, { ...desk, sourceId: foreign }, { ...twice[1], quantity: '1' }],
      });
      assert.deepEqual(fieldCodes(refused.body).sort(), [
        'lines.4.sourceId: not_found',
        'lines.5.sourceId: duplicate',
      ]);
      const byHand = await company.api.post('/invoices', {
        scope: company.nodes.entity.scope,
        accountId,
        lines: [{ ...consulting, sourceId: newId() }],
      });
      assert.deepEqual(fieldCodes(byHand.body), ['lines.0.sourceId: not_found']);
    });

    it('whose lines are all replaced charges nothing of the sale any more', async () => {
      const order = await ordered();
      const draft = await invoiced(order.id);
      const free = bodyOf(await patch(draft.id, { lines: [consulting], discountType: 'none' }));
      assert.equal(free.total, '1190.00');
      assert.equal((await steps.getOrder(order.id)).invoicing, 'none');
      requireEqual([await invoiced(order.id)], order);
    });
  });
});

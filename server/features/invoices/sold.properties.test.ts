import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { toMinor } from '#domain/money.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { orderEndpoints } from '#features/orders/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, documentsIn, type InvoiceWire, type OrderWire } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { ledgerInvariant } from '#test/invariants/ledger-invariant.ts';
import { invoiceEndpoints } from './endpoints.ts';

const line = fc.record({
  description: fc.constantFrom('Desk', 'كرسي'),
  quantity: fc.constantFrom('1', '2.5', '3', '0.0007', '12', '100.1'),
  unitPrice: fc.constantFrom('0', '0.01', '33.333', '19.99', '1000'),
  taxRate: fc.constantFrom('0', '7', '19', '33.3333'),
});

const sale = fc.record({
  currency: fc.constantFrom('JPY', 'EUR', 'JOD'),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  discount: fc.constantFrom<object>(
    {},
    { discountType: 'percent', discountValue: '33.3333' },
    { discountType: 'percent', discountValue: '100' },
  ),
  direct: fc.boolean(),
});

const deed = fc.record({
  verb: fc.constantFrom(
    'fulfil',
    'all',
    'fulfilled',
    'edit',
    'edit',
    'issue',
    'void',
    'archive',
    'restore',
    'cancel',
  ),
  pick: fc.nat(20),
  /** In thousandths of what is left, or of what a line of a draft charges, up to twice that. */
  share: fc.integer({ min: 1, max: 2_000 }),
});

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

const share = (quantity: string, thousandths: number) =>
  ((Number(quantity) * thousandths) / 1_000).toFixed(4).replace(/\.?0+$/, '');

type Stage = { quoteId: string; orderId: string | null; invoices: string[] };

async function fulfil(orderId: string, pick: number, thousandths: number) {
  const order = await steps.getOrder(orderId);
  const open = order.lines.filter(({ toFulfil }) => Number(toFulfil) > 0);
  const chosen = open[pick % (open.length || 1)];
  if (!chosen) return steps.fulfilOrder(orderId);
  const quantity = share(String(chosen.toFulfil), thousandths);
  return steps.fulfilOrder(orderId, { lines: [{ lineId: chosen.id, quantity }] });
}

async function edit(id: string, pick: number, thousandths: number) {
  const { lines } = await steps.getInvoice(id);
  const sent = lines.map(({ description, quantity, unitPrice, taxRate, sourceId }: Line, at) => ({
    description,
    quantity: at === pick % lines.length ? share(quantity, thousandths) : quantity,
    unitPrice,
    taxRate,
    sourceId,
  }));
  return company.api.patch(`/invoices/${id}`, { lines: thousandths % 7 ? sent : sent.slice(1) });
}

type Line = InvoiceWire['lines'][number] & { taxRate?: string };

/** Does one deed; refusals are part of it. */
async function doDeed(
  stage: Stage,
  { verb, pick, share: of }: { verb: string; pick: number; share: number },
) {
  const { orderId, quoteId, invoices } = stage;
  const invoice = invoices[pick % (invoices.length || 1)];
  const keep = (id: string | undefined) => id && !invoices.includes(id) && invoices.push(id);
  if (verb === 'all' || verb === 'fulfilled') {
    const sent = orderId ? await steps.invoiceOrder(orderId, { part: verb }) : await steps.convert(quoteId);
    keep(sent.body.invoice?.id);
    return sent;
  }
  if (verb === 'fulfil') return orderId ? fulfil(orderId, pick, of) : null;
  if (verb === 'cancel') return orderId && of > 1_800 ? steps.cancelOrder(orderId, { reason: 'No' }) : null;
  if (!invoice) return null;
  if (verb === 'edit') return edit(invoice, pick, of);
  if (verb === 'issue') return steps.issue(invoice);
  if (verb === 'void') return steps.voidInvoice(invoice);
  if (verb === 'archive') return company.api.delete(`/invoices/${invoice}`);
  return company.api.post(`/invoices/${invoice}/restore`);
}

async function requireLedger(): Promise<void> {
  const broken = await asAdmin<{ place: string }>(server.database.adminUrl, ledgerInvariant.sql);
  assert.deepEqual(broken, []);
}

/** What is left is invoiced, drafts that were reduced are issued first: then all invoices come to the sale. */
async function invoiceTheRest({ quoteId, orderId, invoices }: Stage): Promise<InvoiceWire[]> {
  for (const id of invoices) {
    const { status, archivedAt, lines } = (await steps.getInvoice(id)) as InvoiceWire & {
      archivedAt: unknown;
    };
    if (status === 'draft' && archivedAt === null && lines.length > 0) bodyOf(await steps.issue(id));
    else if (status === 'draft' && archivedAt === null) bodyOf(await company.api.delete(`/invoices/${id}`));
  }
  const rest = orderId ? await steps.invoiceOrder(orderId) : await steps.convert(quoteId);
  assert.ok(rest.status === 200 || rest.body.code === 'already_converted', JSON.stringify(rest.body));
  const filter = orderId ? `orderId=${orderId}` : `quoteId=${quoteId}`;
  const { items } = bodyOf(
    await company.api.get<{ items: InvoiceWire[] }>(`/invoices?${filter}&status=draft,issued,paid&limit=200`),
  );
  return items;
}

it('whatever is delivered, invoiced, edited, voided, archived and restored: never more than sold, and in the end exactly that [R116] [R147]', async () => {
  await fc.assert(
    fc.asyncProperty(
      sale,
      fc.array(deed, { maxLength: 14 }),
      async ({ discount, direct, ...drawn }, deeds) => {
        const quote = await steps.acceptedQuote({ accountId, ...drawn, ...discount });
        const stage: Stage = { quoteId: quote.id, orderId: null, invoices: [] };
        let order: OrderWire | null = null;
        if (!direct) {
          order = bodyOf(await steps.convertToOrder(quote.id)).order;
          bodyOf(await steps.confirmOrder(order.id));
          stage.orderId = order.id;
        }
        for (const each of deeds) {
          const sent = await doDeed(stage, each);
          assert.ok(!sent || sent.status < 500, `${each.verb}: ${JSON.stringify(sent?.body)}`);
          await requireLedger();
        }
        if (stage.orderId && (await steps.getOrder(stage.orderId)).status === 'cancelled') return;
        const invoices = await invoiceTheRest(stage);
        for (const field of ['subtotal', 'discountTotal', 'taxTotal', 'total'] as const) {
          const sum = invoices.reduce((minor, each) => minor + toMinor(each[field], each.currency), 0n);
          assert.equal(sum, toMinor(quote[field], quote.currency), field);
        }
        await requireLedger();
      },
    ),
    { numRuns: 40 },
  );
});

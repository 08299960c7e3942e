import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { orderEndpoints } from '#features/orders/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { deliverWaiting } from '#platform/events/relay.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, consulting, documentsIn, type InvoiceWire } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { invoiceEndpoints } from './endpoints.ts';
import { invoiceReactions } from './reactions.ts';

describe('what is left of a quote', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    const endpoints = [...accountEndpoints, ...quoteEndpoints, ...orderEndpoints, ...invoiceEndpoints];
    server = await startTestServer({ endpoints, role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.root.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => server.stop());

  const quoteSeen = async (id: string, by: Api = company.api) => bodyOf(await by.get<Json>(`/quotes/${id}`));
  const convert = async (id: string) =>
    bodyOf(await steps.convert(id, { entityId: company.nodes.entity.id })).invoice;
  const half = async (draft: InvoiceWire) => {
    const lines = [{ ...consulting, quantity: '1', sourceId: draft.lines[0]?.sourceId }];
    bodyOf(await company.api.patch<InvoiceWire>(`/invoices/${draft.id}`, { lines }));
    bodyOf(await steps.issue(draft.id));
  };

  it('is offered once its draft charged less and was issued, and no more when all of it is invoiced', async () => {
    const quote = await steps.acceptedQuote({ accountId });
    assert.equal((await quoteSeen(quote.id)).invoiceable, true, 'nothing is invoiced yet');
    const first = await convert(quote.id);
    assert.equal((await quoteSeen(quote.id)).invoiceable, false, 'a draft is open');
    await half(first);
    assert.equal((await quoteSeen(quote.id)).invoiceable, true, 'one of two days is left');
    const viewer = await company.addMember('viewer', company.nodes.root, 'Vera');
    assert.equal((await quoteSeen(quote.id, viewer.api)).invoiceable, false, 'not to whoever only looks');
    const rest = await convert(quote.id);
    assert.notEqual(rest.id, first.id);
    assert.equal(rest.total, '595.00');
    bodyOf(await steps.issue(rest.id));
    assert.equal((await quoteSeen(quote.id)).invoiceable, false);
  });

  it('names its order for whoever may see it', async () => {
    const quote = await steps.acceptedQuote({ accountId });
    assert.equal((await quoteSeen(quote.id)).order, null);
    const { order } = bodyOf(await steps.convertToOrder(quote.id));
    const seen = await quoteSeen(quote.id);
    const { id, number, status, total } = seen.order;
    assert.deepEqual([id, number, status, total], [order.id, order.number, 'draft', '1190.00']);
    assert.equal(seen.invoiceable, false, 'its order is invoiced');
  });

  it('is true when an invoice is voided by somebody below the quote, who does not see it', async () => {
    const quote = await steps.acceptedQuote({ accountId });
    const invoice = await convert(quote.id);
    bodyOf(await steps.issue(invoice.id));
    const below = await company.addMember('administrator', company.nodes.entity, 'Enid');
    assert.equal((await below.api.get(`/quotes/${quote.id}`)).status, 404);
    bodyOf(await below.api.post<Json>(`/invoices/${invoice.id}/void`, { reason: 'Wrong address' }));
    const seen = await quoteSeen(quote.id);
    assert.equal(seen.invoiceable, true, 'by the ledger, at once');
    await deliverWaiting(server.services, company.orgId, invoiceReactions);
    const after = await quoteSeen(quote.id);
    assert.deepEqual([after.invoiceId, after.invoice, after.abilities.convert], [null, null, true]);
    const again = await convert(quote.id);
    assert.notEqual(again.id, invoice.id);
    assert.equal((await quoteSeen(quote.id)).invoiceId, again.id);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { formatMinor, toMinor } from '#domain/money.ts';
import { documentLayouts } from '#domain/templates.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { quoteKind } from '#features/quotes/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, documentsIn, type QuoteWire } from '#test/build/documents.ts';
import { readPdf } from '#test/build/pdf-text.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import type { DocumentContent } from './content.ts';
import { contentToPrint } from './operations/prepare-pdf.ts';
import { renderContent } from './operations/render-content.ts';

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: quoteEndpoints });
  company = await createTestCompany(server);
});
after(() => server?.stop());

const decimal = (most: number, decimals: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 0, max: 10 ** decimals - 1 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(decimals, '0')}`);

const item = fc.record({
  description: fc.constantFrom('Desk', 'Chair, oak', 'مكتب خشبي', 'Lamp – 12 V'),
  quantity: decimal(200, 3),
  unitPrice: decimal(5_000, 4),
  taxRate: fc.constantFrom('0', '7', '16', '19', '8.25'),
  discountPercent: fc.constantFrom('0', '0', '12.5', '100'),
});
const optional = fc
  .tuple(item, fc.boolean())
  .map(([line, selected]) => ({ ...line, optional: true, selected }));
const heading = fc.constant({
  description: 'Section',
  lineType: 'heading',
  quantity: '1',
  unitPrice: '0',
  taxRate: '0',
});

type Body = typeof document extends fc.Arbitrary<infer Value> ? Value : never;
const document = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'JOD'),
  lines: fc.array(fc.oneof({ weight: 5, arbitrary: item }, optional, heading), {
    minLength: 1,
    maxLength: 12,
  }),
  discountType: fc.constantFrom('none', 'percent', 'percent'),
  discountValue: fc.constantFrom('0', '3.33', '100'),
  language: fc.constantFrom('en', 'ar', 'both'),
});

/** An amount as it stands on paper. */
function printed(decimalText: string): string {
  const [whole = '', part] = decimalText.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part === undefined ? '' : `.${part}`);
}

async function contentOf(id: string): Promise<DocumentContent> {
  return company.admin.call(
    async (call) => contentToPrint(call, 'quote', await getRecord(call, quoteKind, id)),
    'read',
  );
}

describe('what paper says', () => {
  it('equals the API to the minor unit, for any lines, currency and language [pain 24]', async () => {
    const documents = documentsIn(company.api, company.nodes.entity.scope);
    const check = async (body: Body) => {
      const quote = await documents.makeQuote({ title: 'Paper', ...body });
      const content = await contentOf(quote.id);
      const { subtotal, discountTotal, taxTotal, total } = quote;
      assert.deepEqual(content.totals, { subtotal, discount: discountTotal, tax: taxTotal, total });
      for (const [at, line] of quote.lines.entries()) {
        const { net, discount, tax, total: lineTotal } = content.lines[at]!;
        assert.deepEqual(
          { net, discount, tax, total: lineTotal },
          { net: line.net, discount: line.discount, tax: line.tax, total: line.total },
        );
      }
      const { currency } = quote;
      const sum = (amounts: string[]) =>
        formatMinor(
          amounts.reduce((all, amount) => all + toMinor(amount, currency), 0n),
          currency,
        );
      assert.equal(sum(content.taxes.map(({ tax }) => tax)), taxTotal);
      const counted = content.lines.filter(({ lineType, selected }) => lineType === 'item' && selected);
      assert.equal(sum(counted.map(({ net }) => net)), subtotal);
      assert.equal(sum(content.taxes.map(({ base }) => base)), sum([subtotal, `-${discountTotal}`]));
      const { text } = await readPdf(await renderContent(server.services, content));
      const amounts = [
        printed(total),
        ...counted.map(({ net }) => printed(net)),
        ...content.taxes.filter(({ rate }) => rate !== '0').map(({ tax }) => printed(tax)),
      ];
      for (const amount of amounts) assert.ok(text.includes(amount), `${amount} in ${text}`);
      assert.ok(text.includes(`${currency} ${printed(total)}`), `the total ${total} in ${text}`);
    };
    await fc.assert(fc.asyncProperty(document, check), { numRuns: 25 });
  });

  it('carries the sum of the lines over every page, in every layout', async () => {
    const lines = Array.from({ length: 120 }, (_, at) =>
      at % 30 === 7
        ? { description: `Part ${at}`, lineType: 'heading', quantity: '1', unitPrice: '0', taxRate: '0' }
        : {
            description: `Article ${at}`,
            quantity: String(at + 1),
            unitPrice: '3.35',
            taxRate: at % 2 ? '19' : '7',
          },
    );
    const { id } = bodyOf(
      await company.api.post<QuoteWire>('/quotes', {
        title: 'Long',
        scope: company.nodes.entity.scope,
        lines,
      }),
      201,
    );
    const content = await contentOf(id);
    for (const layout of documentLayouts) {
      const { pages } = await readPdf(await renderContent(server.services, { ...content, layout }));
      assert.ok(pages.length >= 3, `${layout} has ${pages.length} pages`);
      let running = 0n;
      let rows = 0;
      for (const [at, page] of pages.entries()) {
        const shown = content.lines.filter(({ description }) =>
          new RegExp(`${description}(?!\\d)`).test(page),
        );
        if (at > 0 && rows < lines.length)
          assert.ok(
            page.includes(`Brought forward ${printed(formatMinor(running, 'EUR'))}`),
            `${layout} ${at}: ${page}`,
          );
        // A section that goes on is named again, so only articles are counted.
        const articles = shown.filter(({ lineType }) => lineType === 'item');
        running += articles.reduce((sum, { net }) => sum + toMinor(net, 'EUR'), 0n);
        rows += articles.length;
        const ends = rows === lines.filter(({ unitPrice }) => unitPrice !== '0').length;
        assert.equal(
          page.includes(`Carried forward ${printed(formatMinor(running, 'EUR'))}`),
          !ends,
          `${layout} ${at}`,
        );
        if (articles.length > 0) assert.ok(page.includes('Unit price'), 'the head of the table is repeated');
        assert.ok(page.includes(`Page ${at + 1} of ${pages.length}`));
        if (ends) break;
      }
      assert.equal(formatMinor(running, 'EUR'), content.totals.subtotal);
    }
  });

  it('optional lines say whether they count', async () => {
    const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '0' };
    const lines = [
      line,
      { ...line, optional: true, selected: true },
      { ...line, optional: true, unitPrice: '40' },
    ];
    const { id } = bodyOf(
      await company.api.post<QuoteWire>('/quotes', {
        title: 'Options',
        scope: company.nodes.entity.scope,
        lines,
      }),
      201,
    );
    const { text } = await readPdf(await renderContent(server.services, await contentOf(id)));
    for (const said of ['Optional, included', 'Optional, not included', '(40.00)', 'EUR 200.00'])
      assert.ok(text.includes(said), `${said} in ${text}`);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { settingsEndpoints } from '#features/settings/endpoints.ts';
import { manualClock } from '#platform/clock/clock.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, documentsIn, fieldCodes, type InvoiceWire, type Refusal } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { invoiceEndpoints } from './endpoints.ts';
import { issueInvoice } from './operations/issue-invoice.ts';

type Series = Refusal & {
  code: string;
  isDefault: boolean;
  active: boolean;
  preview: string;
  version: number;
};

describe('number series of invoices', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;
  let path: string;

  before(async () => {
    const endpoints = [...settingsEndpoints, ...accountEndpoints, ...invoiceEndpoints];
    server = await startTestServer({ endpoints, clock: manualClock('2026-03-10T10:00:00Z'), role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
    path = `/numbering/${company.nodes.entity.id}/invoice/series`;
  });
  after(() => server.stop());

  const draft = (body: object = {}) => steps.makeInvoice({ accountId, ...body });
  const numberOf = async (body: object = {}) => bodyOf(await steps.issue((await draft(body)).id)).number;
  const add = (body: object, api = company.api) => api.post<Series>(path, body);

  it('an entity counts each of its series without holes, and a draft chooses one [R148]', async () => {
    const made = bodyOf(await add({ code: 'EXP', name: 'Export', pattern: 'EXP-{YYYY}-{number:3}' }), 201);
    assert.deepEqual([made.preview, made.isDefault], ['EXP-2026-001', false]);
    const numbers = [
      await numberOf(),
      await numberOf({ series: 'EXP' }),
      await numberOf({ series: 'main' }),
      await numberOf({ series: 'EXP' }),
    ];
    assert.deepEqual(numbers, ['INV-2026-00001', 'EXP-2026-001', 'INV-2026-00002', 'EXP-2026-002']);
    bodyOf(await company.api.patch(`${path}/EXP`, { isDefault: true }));
    assert.equal(await numberOf(), 'EXP-2026-003');
    const choices = bodyOf(
      await company.api.get<{ items: { code: string; isDefault: boolean }[] }>('/invoice-series'),
    );
    assert.deepEqual(
      choices.items.map(({ code, isDefault }) => [code, isDefault]),
      [
        ['main', false],
        ['EXP', true],
      ],
    );
    const open = await draft({ series: 'EXP' });
    bodyOf(await company.api.patch(`${path}/EXP`, { active: false }));
    assert.equal(await numberOf(), 'INV-2026-00003', 'out of use it is not the usual one');
    assert.deepEqual(fieldCodes((await steps.issue(open.id)).body), ['series: inactive']);
    bodyOf(await company.api.patch(`/invoices/${open.id}`, { series: null }));
    assert.equal(bodyOf(await steps.issue(open.id)).series, 'main');
    bodyOf(await company.api.patch(`${path}/EXP`, { active: true }));
  });

  it('stays without holes in each series when issues fail and many happen at once', async () => {
    bodyOf(await add({ code: 'GAP', pattern: 'GAP-{number}' }), 201);
    const drafts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => draft({ series: index % 2 ? 'GAP' : 'main' })),
    );
    const tried = await Promise.allSettled(
      drafts.map(({ id }, index) =>
        company.admin.call(async (call) => {
          await issueInvoice(call, id, {}, null);
          if (index % 5 === 0) throw new Error('The power went out.');
        }),
      ),
    );
    assert.equal(tried.filter(({ status }) => status === 'rejected').length, 8);
    const list = bodyOf(
      await company.api.get<{ items: InvoiceWire[] }>('/invoices?series=GAP&status=issued&limit=200'),
    );
    const counts = list.items.map(({ number }) => Number(number.slice(4))).sort((a, b) => a - b);
    assert.deepEqual(
      counts,
      counts.map((_, at) => at + 1),
    );
    assert.equal(counts.length, 16);
  });

  it('refuses a series that could give the number of another, moves back, or is not there', async () => {
    for (const [body, refusal] of [
      [{ code: 'main', pattern: 'M-{number}' }, 'code: already_exists'],
      [{ code: 'GAP', pattern: 'G2-{number}' }, 'code: already_exists'],
      [{ code: 'TWO', pattern: 'INV-{number}' }, 'pattern: already_exists'],
      [{ code: 'TWO', pattern: '{number}' }, 'pattern: already_exists'],
      [{ code: 'T-O', pattern: 'TWO-{number}' }, 'code: invalid_format'],
      [{ code: 'TWO', pattern: 'TWO' }, 'pattern: invalid_format'],
    ] as const) {
      const answer = await add(body);
      assert.deepEqual([answer.status, fieldCodes(answer.body)], [422, [refusal]], JSON.stringify(body));
    }
    const back = await company.api.patch<Series>(`${path}/GAP`, { nextNumber: 1 });
    assert.deepEqual(fieldCodes(back.body), ['nextNumber: out_of_range']);
    const main = await company.api.patch<Series>(`${path}/main`, { active: false });
    assert.deepEqual(fieldCodes(main.body), ['active: not_allowed']);
    assert.equal((await company.api.patch(`${path}/NONE`, { name: 'x' })).status, 404);
    const unknown = await company.api.post<InvoiceWire>('/invoices', {
      accountId,
      series: 'NONE',
      scope: company.nodes.entity.scope,
    });
    assert.deepEqual([unknown.status, fieldCodes(unknown.body)], [422, ['series: not_found']]);
    const other = await company.addMember('accountant', company.nodes.otherEntity, 'Omar Other');
    assert.equal((await add({ code: 'X', pattern: 'X-{number}' }, other.api)).status, 404);
    const seller = await company.addMember('sales_representative', company.nodes.entity, 'Sara Seller');
    assert.equal((await add({ code: 'X', pattern: 'X-{number}' }, seller.api)).status, 403);
  });
});

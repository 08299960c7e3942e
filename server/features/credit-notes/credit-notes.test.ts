import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { invoiceEndpoints } from '#features/invoices/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { manualClock } from '#platform/clock/clock.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, documentsIn, fieldCodes, type InvoiceWire, type Refusal } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { creditNoteEndpoints } from './endpoints.ts';

const today = '2026-03-10';

type NoteLine = Record<
  'sourceId' | 'quantity' | 'unitPrice' | 'net' | 'discount' | 'tax' | 'total' | 'description',
  string
>;
type Note = Refusal & {
  id: string;
  number: string | null;
  status: string;
  version: number;
  total: string;
  subtotal: string;
  discountTotal: string;
  taxTotal: string;
  applied: string;
  kept: string;
  reason: string;
  creditNoteId: string;
  lines: NoteLine[];
  abilities: Record<string, boolean>;
};
type Creditable = { total: string; lines: { lineId: string; leftQuantity: string; left: string }[] };

describe('credit notes', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    const endpoints = [
      ...accountEndpoints,
      ...opportunityEndpoints,
      ...quoteEndpoints,
      ...invoiceEndpoints,
      ...creditNoteEndpoints,
    ];
    server = await startTestServer({ endpoints, clock: manualClock('2026-03-10T10:00:00Z'), role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => server.stop());

  const issued = async (body: object = {}): Promise<InvoiceWire & { lines: { id: string }[] }> => {
    const { id } = await steps.makeInvoice({ accountId, ...body });
    return bodyOf(await steps.issue(id)) as InvoiceWire & { lines: { id: string }[] };
  };
  const credit = (id: string, body: object = {}, api = company.api) =>
    api.post<Note>(`/invoices/${id}/credit`, { reason: 'Returned', ...body });
  const issueNote = (id: string, body: object = {}) =>
    company.api.post<Note>(`/credit-notes/${id}/issue`, body);
  const credited = async (id: string, body: object = {}) =>
    bodyOf(await issueNote(bodyOf(await credit(id, body), 201).id));
  const creditable = async (id: string) =>
    bodyOf(await company.api.get<Creditable>(`/invoices/${id}/creditable`));
  const mixed = [
    { description: 'Chair', quantity: '3', unitPrice: '33.33', taxRate: '19', discountPercent: '7.5' },
    { description: 'Desk', quantity: '1.5', unitPrice: '199.99', taxRate: '7' },
    { description: 'Free', quantity: '2', unitPrice: '0', taxRate: '0' },
    { description: 'Part', lineType: 'heading', quantity: '1', unitPrice: '0', taxRate: '0' },
  ];

  it('credits the whole to the minor unit, numbers it and settles the invoice [R147]', async () => {
    const invoice = await issued({ lines: mixed, discountType: 'fixed', discountValue: '10.01' });
    const draft = bodyOf(await credit(invoice.id), 201);
    assert.deepEqual([draft.status, draft.number, draft.abilities.issue], ['draft', null, true]);
    const sums = ({
      subtotal,
      discountTotal,
      taxTotal,
      total,
    }: Pick<Note, 'subtotal' | 'discountTotal' | 'taxTotal' | 'total'>) => [
      subtotal,
      discountTotal,
      taxTotal,
      total,
    ];
    assert.deepEqual(sums(draft), sums(invoice));
    assert.equal((await steps.getInvoice(invoice.id)).balance, invoice.total, 'a draft settles nothing');
    const note = bodyOf(await issueNote(draft.id));
    assert.match(String(note.number), /^CN-2026-\d{5}$/);
    assert.deepEqual([note.status, note.applied, note.kept], ['issued', invoice.total, '0.00']);
    const settled = await steps.getInvoice(invoice.id);
    assert.deepEqual(
      [settled.status, settled.credited, settled.paid, settled.balance],
      ['paid', invoice.total, '0.00', '0.00'],
    );
    assert.equal((await creditable(invoice.id)).total, '0.00');
    const pdf = await company.api.get<string>(`/credit-notes/${note.id}/pdf`);
    assert.deepEqual([pdf.status, String(pdf.body).slice(0, 5)], [200, '%PDF-']);
    const more = await credit(invoice.id);
    assert.deepEqual([more.status, fieldCodes(more.body)], [422, ['amount: exceeds_balance']]);
    assert.equal((await steps.pay(invoice.id, { date: today, amount: '1' })).body.code, 'exceeds_balance');
  });

  it('credits by quantity until nothing is left, and the parts add up to the invoice', async () => {
    const invoice = await issued({ lines: mixed, discountType: 'percent', discountValue: '3.3' });
    const [chair, desk, free] = invoice.lines;
    const parts: Note[] = [];
    for (const lines of [
      [{ lineId: chair!.id, quantity: '1' }],
      [
        { lineId: chair!.id, quantity: '1' },
        { lineId: desk!.id, amount: '17.17' },
      ],
      [{ lineId: desk!.id, quantity: '0.5' }],
    ])
      parts.push(await credited(invoice.id, { lines }));
    const half = await creditable(invoice.id);
    assert.deepEqual(
      half.lines.map(({ leftQuantity }) => leftQuantity),
      ['1', '1', '2'],
    );
    const over = await credit(invoice.id, { lines: [{ lineId: chair!.id, quantity: '1.0001' }] });
    assert.deepEqual([over.status, fieldCodes(over.body)], [422, ['lines.0.quantity: exceeds_balance']]);
    parts.push(await credited(invoice.id, { whole: true }));
    const all = (of: (note: Note) => string) =>
      parts.reduce((sum, note) => sum + Math.round(Number(of(note)) * 100), 0) / 100;
    assert.equal(all(({ total }) => total).toFixed(2), invoice.total);
    assert.equal(all(({ taxTotal }) => taxTotal).toFixed(2), invoice.taxTotal);
    assert.equal(all(({ subtotal }) => subtotal).toFixed(2), invoice.subtotal);
    const numbers = parts.map(({ number }) => Number(String(number).slice(-5)));
    assert.deepEqual(
      numbers,
      numbers.map((_, at) => numbers[0]! + at),
    );
    assert.ok(parts[3]?.lines.some(({ sourceId }) => sourceId === free?.id));
  });

  it('credits an amount over all lines, and keeps what is beyond the balance for the customer', async () => {
    const invoice = await issued({ lines: mixed });
    bodyOf(await steps.pay(invoice.id, { date: today, amount: String(Number(invoice.total) - 20) }), 201);
    const note = await credited(invoice.id, { amount: '50' });
    assert.deepEqual([note.total, note.applied, note.kept], ['50.00', '20.00', '30.00']);
    const settled = await steps.getInvoice(invoice.id);
    assert.deepEqual([settled.status, settled.balance, settled.credited], ['paid', '0.00', '20.00']);
    const next = await issued();
    assert.equal((await steps.getInvoice(next.id)).creditAvailable, '30.00');
    const used = bodyOf(await company.api.post<InvoiceWire>(`/invoices/${next.id}/apply-credit`, {}));
    assert.deepEqual([used.creditUsed, used.status, used.balance], ['30.00', 'partially_paid', '1160.00']);
  });

  it('has one draft at a time, which can be changed, archived and begun again', async () => {
    const invoice = await issued();
    const draft = bodyOf(await credit(invoice.id, { amount: '10' }), 201);
    const second = await credit(invoice.id);
    assert.deepEqual(
      [second.status, second.body.code, second.body.creditNoteId],
      [409, 'already_exists', draft.id],
    );
    const path = `/credit-notes/${draft.id}`;
    const changed = bodyOf(await company.api.patch<Note>(path, { reason: 'Broken', amount: '11.90' }));
    assert.deepEqual([changed.reason, changed.total, changed.taxTotal], ['Broken', '11.90', '1.90']);
    assert.equal(bodyOf(await company.api.patch<Note>(path, { reference: 'R1' })).total, '11.90');
    bodyOf(await company.api.delete(path));
    const again = bodyOf(await credit(invoice.id), 201);
    const back = await company.api.post<Note>(`${path}/restore`, {});
    assert.deepEqual([back.status, back.body.code], [409, 'already_exists']);
    bodyOf(await issueNote(again.id));
    bodyOf(await company.api.post<Note>(`${path}/restore`, {}));
    const late = await issueNote(draft.id);
    assert.deepEqual([late.status, late.body.code], [409, 'exceeds_balance']);
    for (const refused of [
      await company.api.patch<Note>(`/credit-notes/${again.id}`, { reason: 'No' }),
      await company.api.delete<Note>(`/credit-notes/${again.id}`),
    ])
      assert.deepEqual([refused.status, refused.body.code], [409, 'not_editable']);
    assert.equal((await issueNote(again.id)).body.code, 'illegal_transition');
  });

  it('refuses drafts, void invoices, foreign lines, and who has no right', async () => {
    const draft = await steps.makeInvoice({ accountId });
    assert.equal((await credit(draft.id)).body.code, 'illegal_transition');
    const invoice = await issued();
    const other = await issued();
    const foreign = await credit(invoice.id, { lines: [{ lineId: other.lines[0]!.id }] });
    assert.deepEqual(fieldCodes(foreign.body), ['lines.0.lineId: not_found']);
    const twice = { lineId: invoice.lines[0]!.id, amount: '1' };
    assert.deepEqual(fieldCodes((await credit(invoice.id, { lines: [twice, twice] })).body), [
      'lines.1.lineId: duplicate',
    ]);
    assert.deepEqual(fieldCodes((await credit(invoice.id, { reason: '' })).body), ['reason: required']);
    assert.deepEqual(fieldCodes((await credit(invoice.id, { whole: true, amount: '1' })).body), [
      'amount: not_allowed',
    ]);
    const manager = await company.addMember('sales_manager', company.nodes.entity, 'Mona Manager');
    const forbidden = await credit(invoice.id, {}, manager.api);
    assert.deepEqual([forbidden.status, forbidden.body.capability], [403, 'accounting.credit_notes.create']);
    const sibling = await company.addMember('accountant', company.nodes.otherEntity, 'Omar Other');
    assert.equal((await credit(invoice.id, {}, sibling.api)).status, 404);
    const early = bodyOf(await credit(invoice.id), 201);
    assert.deepEqual(fieldCodes((await issueNote(early.id, { creditDate: '2026-03-09' })).body), [
      'creditDate: out_of_range',
    ]);
    const voided = bodyOf(await company.api.post<InvoiceWire>(`/invoices/${other.id}/void`, { reason: 'x' }));
    assert.equal((await credit(voided.id)).body.code, 'illegal_transition');
  });

  it('a hundred credits and issues at once come to one note and one number', async () => {
    const invoice = await issued();
    const answers = await Promise.all(Array.from({ length: 100 }, () => credit(invoice.id)));
    const made = answers.filter(({ status }) => status === 201);
    assert.equal(made.length, 1);
    const before = await asAdmin<{ n: string }>(
      server.database.adminUrl,
      `select next_number as n from number_series where org_id = $1 and document = 'credit_note'`,
      [company.orgId],
    );
    const issues = await Promise.all(Array.from({ length: 100 }, () => issueNote(made[0]!.body.id)));
    assert.equal(issues.filter(({ status }) => status === 200).length, 1);
    const afterwards = await asAdmin<{ n: string }>(
      server.database.adminUrl,
      `select next_number as n from number_series where org_id = $1 and document = 'credit_note'`,
      [company.orgId],
    );
    assert.equal(Number(afterwards[0]!.n) - Number(before[0]!.n), 1);
  });

  it('the database itself keeps what was issued from being changed, and credits from exceeding it', async () => {
    const invoice = await issued();
    const breaking = [
      `update invoice set total_minor = total_minor + 1, tax_minor = tax_minor + 1 where id = $1`,
      `update invoice set currency = 'USD' where id = $1`,
      `update invoice set number = 'X1' where id = $1`,
      `update invoice_line set net_minor = net_minor + 1, total_minor = total_minor + 1 where invoice_id = $1`,
      `delete from invoice_line where invoice_id = $1`,
      `update issued_line set credited_total_minor = total_minor + 1 where invoice_id = $1`,
      `update issued_invoice set noted_minor = total_minor + 1 where invoice_id = $1`,
      `update invoice set credited_minor = total_minor + 1 where id = $1`,
    ];
    for (const statement of breaking) {
      await assert.rejects(
        asAdmin(server.database.adminUrl, statement, [invoice.id]),
        /violates (foreign key|check) constraint/,
        statement,
      );
    }
  });
});

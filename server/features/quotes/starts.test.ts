import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '#platform/database/id.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { bodyOf, type QuoteWire } from '#test/build/documents.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

describe('lines of products, and what a quote starts from', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;
  let deskId: string;

  before(async () => {
    server = await startWholeServer('2026-03-10T10:00:00Z');
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.root, 'Rana Rep');
    deskId = await product({ name: 'Desk', prices: [{ currency: 'EUR', unitPrice: '100' }], costs });
  });
  after(() => server.stop());

  const costs = [{ currency: 'EUR', unitCost: '60' }];
  const product = async (body: object) =>
    bodyOf(await company.api.post<Json>('/products', body), 201).id as string;
  const line = (more: object = {}) => ({
    description: 'Desk',
    quantity: '2',
    unitPrice: '90',
    taxRate: '19',
    ...more,
  });
  const quote = async (body: object = {}, as: TestMember = rep) =>
    bodyOf(await as.api.post<QuoteWire>('/quotes', { title: 'Office', ...body }), 201);
  const costOf = async (id: string) =>
    bodyOf(await company.api.get<QuoteWire>(`/quotes/${id}`)).lines.map(({ unitCost }) => unitCost);
  const refusal = async (body: object) => {
    const answer = await rep.api.post('/quotes', { title: 'Office', ...body });
    assert.equal(answer.status, 422, JSON.stringify(answer.body));
    const [error] = answer.body.errors as { path: string; code: string }[];
    return [error?.path, error?.code];
  };

  it('a line names a product that is on sale and in sight [R105]', async () => {
    const made = await quote({ lines: [line({ productId: deskId })] });
    assert.equal(made.lines[0]?.productId, deskId);
    const unknown = [line({ sortOrder: 2 }), line({ productId: newId(), sortOrder: 1 })];
    assert.deepEqual(await refusal({ lines: unknown }), ['lines.1.productId', 'not_found']);
    const gone = await product({ name: 'Stool', active: false });
    assert.deepEqual(await refusal({ lines: [line({ productId: gone })] }), [
      'lines.0.productId',
      'inactive',
    ]);
    const heading = line({ lineType: 'heading', unitPrice: '0', taxRate: '0', productId: deskId });
    assert.deepEqual(await refusal({ lines: [heading] }), ['lines.0.productId', 'not_allowed']);
    const { otherBranch, branch } = company.nodes;
    const theirs = await product({ name: 'Theirs', scope: otherBranch.scope });
    const crossing = { scope: branch.scope, lines: [line({ productId: theirs })] };
    assert.deepEqual(await refusal(crossing), ['lines.0.productId', 'other_scope']);
  });

  it('a product that goes off sale stays in the lines that name it', async () => {
    const id = await product({ name: 'Lamp', prices: [] });
    const made = await quote({ lines: [line({ productId: id })] });
    bodyOf(await company.api.patch(`/products/${id}`, { active: false }));
    const lines = [line({ productId: id, quantity: '3' })];
    const saved = bodyOf(await rep.api.patch<QuoteWire>(`/quotes/${made.id}`, { lines }));
    assert.equal(saved.lines[0]?.productId, id);
    const copy = bodyOf(await rep.api.post<QuoteWire>(`/quotes/${made.id}/duplicate`, {}), 201);
    assert.equal(copy.lines[0]?.productId, id);
  });

  it('what a line costs is kept by the server, told only to whoever changes products', async () => {
    const made = await quote({ lines: [line({ productId: deskId, unitCost: '1' }), line()] });
    assert.deepEqual(
      made.lines.map(({ unitCost }) => unitCost),
      [null, null],
    );
    assert.deepEqual(await costOf(made.id), ['60', null]);
    const typed = [line({ productId: deskId, unitCost: '55' }), line({ unitCost: '70' })];
    bodyOf(await company.api.patch(`/quotes/${made.id}`, { lines: typed }));
    // The seller's save, which knows no costs, takes none away.
    const lines = [line({ productId: deskId, quantity: '5', unitCost: null }), line({ quantity: '1' })];
    bodyOf(await rep.api.patch(`/quotes/${made.id}`, { lines }));
    assert.deepEqual(await costOf(made.id), ['55', '70']);
    const history = async (api = company.api) =>
      JSON.stringify(bodyOf(await api.get<object>(`/quotes/${made.id}/timeline`)));
    assert.match(await history(), /"unitCost":"55"/);
    assert.ok(!(await history(rep.api)).includes('unitCost'), 'nor by its timeline');
    bodyOf(await rep.api.patch(`/quotes/${made.id}`, { currency: 'USD' }));
    assert.deepEqual(await costOf(made.id), [null, null]);
  });

  it('a quote is duplicated with a number of its own, whatever its status', async () => {
    const option = line({ description: 'Lamp', optional: true, selected: true });
    const first = await quote({
      lines: [line({ productId: deskId }), option],
      discountType: 'percent',
      discountValue: '10',
      terms: 'Net 30',
      validUntil: '2026-04-09',
    });
    const copy = bodyOf(
      await rep.api.post<QuoteWire>(`/quotes/${first.id}/duplicate`, { title: 'Office 2' }),
      201,
    );
    assert.notEqual(copy.number, first.number);
    assert.deepEqual(
      [copy.status, copy.title, copy.versionNumber, copy.revisionOfId, copy.discountValue],
      ['draft', 'Office 2', 1, null, '10'],
    );
    assert.equal((copy as unknown as { validUntil: string }).validUntil, '2026-04-09');
    assert.deepEqual(
      copy.lines.map(({ selected }) => selected),
      [true, false],
    );
    assert.deepEqual([first.subtotal, copy.subtotal], ['360.00', '180.00']);
    assert.deepEqual(await costOf(copy.id), ['60', null]);
    const stranger = await company.addMember('sales_representative', company.nodes.otherBranch, 'Omar');
    const inBranch = await quote({ scope: company.nodes.branch.scope });
    assert.equal((await stranger.api.post(`/quotes/${inBranch.id}/duplicate`, {})).status, 404);
  });

  it('a template gives a quote its lines, words and discount, in its own currency', async () => {
    const model = await quote({ lines: [line({ productId: deskId })], terms: 'Net 30', customerNote: 'Hi' });
    assert.equal((await rep.api.post('/quote-templates', { name: 'A', quoteId: model.id })).status, 403);
    const template = bodyOf(
      await company.api.post<Json>('/quote-templates', { name: 'Office set', quoteId: model.id }),
      201,
    );
    assert.deepEqual([template.currency, template.lineCount], ['EUR', 1]);
    const taken = await company.api.post('/quote-templates', { name: 'Office set', quoteId: model.id });
    assert.equal(taken.status, 409);
    const listed = bodyOf(await rep.api.get<{ items: { id: string }[] }>('/quote-templates'));
    assert.deepEqual(
      listed.items.map(({ id }) => id),
      [template.id],
    );
    const started = await quote({ title: 'New', templateId: template.id, terms: 'Net 10' });
    assert.deepEqual([started.title, started.total], ['New', model.total]);
    assert.equal((started as unknown as { terms: string }).terms, 'Net 10');
    assert.deepEqual(await costOf(started.id), ['60']);
    assert.deepEqual(await refusal({ templateId: template.id, currency: 'USD' }), [
      'currency',
      'not_allowed',
    ]);
    assert.deepEqual(await refusal({ templateId: newId() }), ['templateId', 'not_found']);
    bodyOf(await company.api.patch(`/products/${deskId}`, { active: false }));
    const later = await quote({ templateId: template.id });
    assert.deepEqual([later.lines[0]?.productId, later.total], [null, model.total]);
    bodyOf(await company.api.patch(`/products/${deskId}`, { active: true }));
    const named = await company.api.patch(`/quote-templates/${template.id}`, { name: 'Set' });
    assert.deepEqual([named.status, named.body.version], [200, 2]);
    assert.equal((await company.api.delete(`/quote-templates/${template.id}`)).status, 200);
  });
});

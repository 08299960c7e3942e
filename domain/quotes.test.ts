import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, type FieldCase, refusalsOf } from '#test/build/field-cases.ts';
import { inOrder, lineBody } from './document-lines.ts';
import { quoteConvertBody, quoteCreate, quotePatch, quotePriceBody, quoteStatusBody } from './quotes.ts';

const line = { description: 'Van', quantity: '2', unitPrice: '19999.99', taxRate: '16' };
const widest = '100000000000000';

const lineFields = [
  ...bad.requiredLine('description', 255),
  ...bad.decimal('quantity', 4, widest),
  ['quantity', 0, 'out_of_range'],
  ['quantity', '', 'required'],
  ['quantity', null, 'required'],
  ...bad.line('unit', 40),
  ...bad.decimal('unitPrice', 4, widest),
  ['unitPrice', null, 'required'],
  ...bad.decimal('taxRate', 4, '100.01'),
  ['taxRate', null, 'required'],
  ...bad.decimal('discountPercent', 4, '101'),
  ...bad.whole('sortOrder', 1_000_000),
  ...bad.word('lineType'),
  ...bad.id('productId'),
  ...bad.decimal('unitCost', 4, widest),
  ...bad.flag('optional'),
  ...bad.flag('selected'),
  ...bad.id('sourceId'),
] as FieldCase[];

const priced = [
  ['lines', 'none', 'invalid_type'],
  ['lines', null, 'required'],
  ['lines', Array(501).fill(line), 'too_many'],
  ['lines', [{ ...line, productCode: 'x' }], 'unknown_field', 'lines.0.productCode'],
  ['lines', [line, { ...line, quantity: -1 }], 'out_of_range', 'lines.1.quantity'],
  ['lines', [line, { ...line, description: undefined }], 'required', 'lines.1.description'],
  ...bad.requiredWord('discountType'),
  ...bad.decimal('discountValue', 4, '9000000000000001'),
] as FieldCase[];

const fields = [
  ...bad.record(),
  ...bad.custom(),
  ...bad.requiredLine('title', 180),
  ['number', 'Q 1', 'invalid_format'],
  ['number', 'Q/2026', 'invalid_format'],
  ['number', 'x'.repeat(61), 'too_long'],
  ['number', 17, 'invalid_type'],
  ...bad.prose('description', 5_000),
  ...bad.line('reference', 120),
  ...bad.date('validUntil'),
  ...bad.decimal('amount', 4, '9000000000000001'),
  ...bad.currency('currency'),
  ...bad.id('leadId'),
  ...bad.id('opportunityId'),
  ...bad.id('accountId'),
  ...bad.id('contactId'),
  ...priced,
  ...bad.word('language'),
  ...bad.prose('terms', 20_000),
  ...bad.prose('customerNote', 5_000),
  ...bad.prose('internalNote', 5_000),
  ...bad.address('billingAddress'),
  ...bad.address('shippingAddress'),
] as FieldCase[];

test('[R97] [R98] [R99] [R100] [R101] [R102] [R103] [R104] [R106] [R108] each bad field of a quote is named', () => {
  assertRefusals(quoteCreate, { title: 'Fleet quote' }, [...fields, ...bad.id('templateId')]);
  assertRefusals(quotePatch, {}, fields);
});

test('[R98] a number is generated when it is left empty, and cannot be cleared later', () => {
  for (const number of ['', null, undefined]) {
    assert.equal(accepted(quoteCreate, { title: 'Fleet quote', number }).number ?? null, null);
  }
  assert.equal(accepted(quotePatch, { number: ' Q-7 ' }).number, 'Q-7');
  assert.deepEqual(refusalsOf(quotePatch, { number: '' }), [['number', 'required']]);
  assert.deepEqual(refusalsOf(quotePatch, { number: null }), [['number', 'required']]);
});

test('[R105] each bad field of a line is named with its rule', () => {
  assertRefusals(lineBody, line, lineFields);
  for (const field of ['description', 'quantity', 'unitPrice', 'taxRate']) {
    assert.deepEqual(refusalsOf(lineBody, { ...line, [field]: undefined }), [[field, 'required']]);
  }
});

test('[R105] lines stand by their sort order, and as they were sent where they have none', () => {
  const named = (name: string, sortOrder?: number | null) => ({ name, sortOrder });
  const names = (given: { name: string; sortOrder?: number | null }[]) =>
    inOrder(given).map(({ name }) => name);
  assert.deepEqual(names([named('a'), named('b', null), named('c')]), ['a', 'b', 'c']);
  assert.deepEqual(names([named('a', 3), named('b', 1), named('c', 2)]), ['b', 'c', 'a']);
  assert.deepEqual(names([named('a', 1), named('b', 1)]), ['a', 'b']);
});

test('[R109] status, totals and version are the system’s', () => {
  for (const field of [
    'status',
    'total',
    'subtotal',
    'taxTotal',
    'version',
    'invoiceId',
    'acceptanceMethod',
  ]) {
    assert.deepEqual(refusalsOf(quotePatch, { [field]: '1' }), [[field, 'unknown_field']]);
  }
});

test('[R107] a price body has lines and a currency', () => {
  assertRefusals(quotePriceBody, { currency: 'JOD', lines: [line] }, [
    ...priced,
    ...bad.currency('currency'),
  ]);
  assert.deepEqual(refusalsOf(quotePriceBody, {}), [
    ['lines', 'required'],
    ['currency', 'required'],
  ]);
  const body = accepted(quotePriceBody, {
    currency: 'JOD',
    lines: [{ ...line, quantity: 2, unitPrice: 0.5, taxRate: 0 }],
  });
  assert.deepEqual(body.lines[0], { description: 'Van', quantity: '2', unitPrice: '0.5', taxRate: '0' });
});

test('[R110] [R116] status and conversion bodies', () => {
  assertRefusals(quoteStatusBody, { status: 'accepted' }, [
    ...bad.requiredWord('status'),
    ...bad.prose('note', 1_000),
  ]);
  assertRefusals(quoteConvertBody, {}, bad.id('entityId'));
});

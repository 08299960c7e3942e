import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accepted,
  assertRefusals,
  bad,
  type FieldCase,
  refusalsOf,
  someId,
} from '#test/build/field-cases.ts';
import {
  applyCreditBody,
  invoiceCreate,
  invoiceIssueBody,
  invoicePatch,
  invoiceVoidBody,
  paymentBody,
  refundBody,
  writeOffBody,
  writeOffReversalBody,
} from './invoices.ts';

const line = { description: 'Van', quantity: '2', unitPrice: '19999.99', taxRate: '16' };

const seriesCases: FieldCase[] = [
  ['series', 'A-1', 'invalid_format'],
  ['series', 'ABCDEFGHIJKLM', 'too_long'],
  ['series', 7, 'invalid_type'],
];

const fields = [
  ...bad.record(),
  ...bad.line('title', 180),
  ...seriesCases,
  ...bad.line('reference', 120),
  ...bad.date('invoiceDate'),
  ...bad.date('dueDate'),
  ...bad.id('paymentTermId'),
  ...bad.currency('currency'),
  ...bad.id('accountId'),
  ['accountId', null, 'required'],
  ...bad.id('contactId'),
  ...bad.id('opportunityId'),
  ['lines', [{ ...line, quantity: 0 }], 'out_of_range', 'lines.0.quantity'],
  ...bad.requiredWord('discountType'),
  ...bad.decimal('discountValue', 4, '9000000000000001'),
  ...bad.word('language'),
  ...bad.prose('terms', 20_000),
  ...bad.prose('customerNote', 5_000),
  ...bad.prose('internalNote', 5_000),
  ...bad.address('billingAddress'),
  ...bad.address('shippingAddress'),
] as FieldCase[];

test('[R147] [R148] each bad field of an invoice is named with its rule', () => {
  assertRefusals(invoiceCreate, { accountId: someId, lines: [line] }, fields);
  assertRefusals(invoicePatch, {}, fields);
  assert.deepEqual(refusalsOf(invoiceCreate, {}), [['accountId', 'required']]);
});

test('[R148] number, status and what was paid are the system’s', () => {
  for (const field of ['number', 'status', 'paid', 'total', 'issuedAt', 'quoteId']) {
    assert.deepEqual(refusalsOf(invoicePatch, { [field]: '1' }), [[field, 'unknown_field']]);
  }
});

test('nothing is due before the date of the invoice', () => {
  const early = { invoiceDate: '2026-03-02', dueDate: '2026-03-01' };
  assert.deepEqual(refusalsOf(invoiceCreate, { accountId: someId, ...early }), [['dueDate', 'before_start']]);
  assert.deepEqual(refusalsOf(invoiceIssueBody, early), [['dueDate', 'before_start']]);
  accepted(invoiceIssueBody, { invoiceDate: '2026-03-02', dueDate: '2026-03-02' });
  assertRefusals(invoiceIssueBody, {}, [...bad.date('invoiceDate'), ...bad.date('dueDate')]);
});

test('voiding needs a reason', () => {
  assert.deepEqual(refusalsOf(invoiceVoidBody, {}), [['reason', 'required']]);
  assertRefusals(invoiceVoidBody, { reason: 'Wrong customer' }, [
    ...bad.prose('reason', 1_000),
    ['reason', '\n ', 'required'],
  ]);
});

test('[R149] each bad field of a payment is named with its rule', () => {
  assertRefusals(paymentBody, { date: '2026-03-01', amount: '10', method: 'bank_transfer' }, [
    ...bad.date('date'),
    ...bad.decimal('amount', 4, '9000000000000001'),
    ['amount', '0', 'out_of_range'],
    ...bad.requiredLine('method', 120),
    ...bad.line('reference', 120),
    ['keepAsCredit', 'yes', 'invalid_type'],
  ]);
  assert.deepEqual(refusalsOf(paymentBody, {}), [
    ['date', 'required'],
    ['amount', 'required'],
    ['method', 'required'],
  ]);
});

test('each bad field of a refund, a credit that is applied and a write-off is named with its rule', () => {
  const amount = [
    ...bad.decimal('amount', 4, '9000000000000001'),
    ['amount', '0', 'out_of_range'],
  ] as FieldCase[];
  assertRefusals(refundBody, { date: '2026-03-01', amount: '10', method: 'bank_transfer' }, [
    ...bad.date('date'),
    ...amount,
    ...bad.requiredLine('method', 120),
    ...bad.line('reference', 120),
  ]);
  assertRefusals(applyCreditBody, {}, [...amount, ...bad.id('creditId')]);
  const reason = [...bad.prose('reason', 1_000), ['reason', ' ', 'required']] as FieldCase[];
  assertRefusals(writeOffBody, { reason: 'Insolvent' }, [...reason, ...amount]);
  assertRefusals(writeOffReversalBody, { reason: 'Paid after all' }, reason);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accepted, assertRefusals, bad, refusalsOf, someId } from '#test/build/field-cases.ts';
import { adjusted, type BookFacts, priceBookCreate, priceBookPatch, resolvePrice } from './price-books.ts';

const product = { id: someId, prices: { EUR: '100', JOD: '12.345' } };
const question = { product, currency: 'EUR', accountId: 'acme', date: '2026-03-10', quantity: '1' };

const book = (more: Partial<BookFacts> = {}): BookFacts => ({
  id: 'b',
  name: 'Book',
  currency: 'EUR',
  active: true,
  validFrom: null,
  validUntil: null,
  accountIds: null,
  adjustmentPercent: null,
  prices: [],
  ...more,
});
const naming = (unitPrice: string, minQuantity = '0') => [{ productId: someId, unitPrice, minQuantity }];

test("an account's book counts before a book for everybody, and that before the product's own price", () => {
  const everybody = book({ id: 'all', prices: naming('90') });
  const own = book({ id: 'own', accountIds: ['acme'], prices: naming('80') });
  assert.equal(resolvePrice([everybody, own], question)?.bookId, 'own');
  assert.equal(resolvePrice([everybody, own], { ...question, accountId: 'other' })?.bookId, 'all');
  assert.equal(resolvePrice([own], { ...question, accountId: null })?.source, 'product');
  assert.deepEqual(resolvePrice([], question), {
    unitPrice: '100',
    source: 'product',
    bookId: null,
    bookName: null,
  });
});

test('a book counts on its days only, the first and the last included', () => {
  const spring = book({ validFrom: '2026-03-01', validUntil: '2026-03-10', prices: naming('70') });
  const on = (date: string) => resolvePrice([spring], { ...question, date })?.unitPrice;
  assert.deepEqual(['2026-02-28', '2026-03-01', '2026-03-10', '2026-03-11'].map(on), [
    '100',
    '70',
    '70',
    '100',
  ]);
  assert.equal(resolvePrice([{ ...spring, active: false }], question)?.unitPrice, '100');
});

test('a price is never converted: without one in the currency there is none', () => {
  const dollars = { ...question, currency: 'USD' };
  assert.equal(resolvePrice([book({ adjustmentPercent: '-10' })], dollars), null);
  assert.equal(resolvePrice([book({ currency: 'USD', adjustmentPercent: '-10' })], dollars), null);
  assert.equal(resolvePrice([book({ currency: 'USD', prices: naming('110') })], dollars)?.unitPrice, '110');
});

test('the price for the greatest quantity that is reached counts; below all of them the percentage does', () => {
  const breaks = book({
    adjustmentPercent: '-5',
    prices: [...naming('80', '10'), ...naming('60', '100')],
  });
  const of = (quantity: string) => resolvePrice([breaks], { ...question, quantity });
  assert.deepEqual(
    ['1', '9.9999', '10', '99', '100', '5000'].map((quantity) => of(quantity)?.unitPrice),
    ['95', '95', '80', '80', '60', '60'],
  );
  assert.equal(of('1')?.source, 'book_percent');
  assert.equal(of('10')?.source, 'book');
});

test('a percentage keeps the decimals of the price, and at least those of the currency', () => {
  assert.equal(adjusted('9.99', '-10', 'EUR'), '8.99');
  assert.equal(adjusted('9.995', '10', 'EUR'), '10.995');
  assert.equal(adjusted('12.345', '-33.3333', 'JOD'), '8.23');
  assert.equal(adjusted('100', '-100', 'EUR'), '0');
  assert.equal(adjusted('99', '12.5', 'JPY'), '111');
});

test('whatever the books, a price comes from a book that holds or is the own one, and the order of books decides', () => {
  const cents = fc.integer({ min: 0, max: 1_000_000 }).map((units) => String(units / 100));
  const day = fc.constantFrom('2026-03-01', '2026-03-10', '2026-03-20');
  const any = fc.record({
    id: fc.uuid(),
    name: fc.string(),
    currency: fc.constantFrom('EUR', 'USD'),
    active: fc.boolean(),
    validFrom: fc.option(day),
    validUntil: fc.option(day),
    accountIds: fc.option(fc.array(fc.constantFrom('acme', 'other'))),
    adjustmentPercent: fc.option(fc.integer({ min: -100, max: 100 }).map(String)),
    prices: fc.array(
      fc.record({
        productId: fc.constantFrom(someId, 'another'),
        unitPrice: cents,
        minQuantity: fc.integer({ min: 0, max: 20 }).map(String),
      }),
      { maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), fc.integer({ min: 1, max: 30 }), (books, count) => {
      const asked = { ...question, quantity: String(count) };
      const found = resolvePrice(books, asked);
      assert.ok(found, 'there is an own price in the currency');
      const from = books.find(({ id }) => id === found.bookId);
      if (!from) return assert.deepEqual([found.source, found.unitPrice], ['product', '100']);
      assert.ok(from.active && from.currency === 'EUR');
      assert.ok((from.validFrom ?? '') <= asked.date && (from.validUntil ?? '9999') >= asked.date);
      assert.ok(from.accountIds === null || from.accountIds.includes('acme'));
      // A book that is put behind this one, or does not hold, changes nothing.
      const later = book({ id: 'later', accountIds: from.accountIds, prices: naming('1') });
      assert.deepEqual(resolvePrice([...books, later, { ...later, active: false }], asked), found);
    }),
  );
});

test('each bad field of a price book is named with its rule', () => {
  const valid = { name: 'Wholesale', currency: 'EUR' };
  const price = { productId: someId, unitPrice: '1' };
  const cases = [
    ...bad.requiredLine('name', 120),
    ...bad.currency('currency'),
    ...bad.flag('active'),
    ...bad.date('validFrom'),
    ...bad.date('validUntil'),
    ['accountIds', ['x'], 'invalid_format', 'accountIds.0'],
    ['accountIds', 'all', 'invalid_type'],
    ['adjustmentPercent', '-100.1', 'out_of_range'],
    ['adjustmentPercent', '1001', 'out_of_range'],
    ['adjustmentPercent', 'ten', 'invalid_format'],
    ['prices', [{ ...price, unitPrice: '-1' }], 'out_of_range', 'prices.0.unitPrice'],
    ['prices', [{ ...price, minQuantity: '-1' }], 'out_of_range', 'prices.0.minQuantity'],
    ['prices', [price, { ...price, minQuantity: '0' }], 'duplicate'],
  ] as const;
  assertRefusals(priceBookCreate, valid, cases as never);
  assertRefusals(priceBookPatch, {}, cases as never);
  const wrong = { ...valid, validFrom: '2026-02-02', validUntil: '2026-02-01' };
  assert.deepEqual(refusalsOf(priceBookCreate, wrong), [['validUntil', 'before_start']]);
  accepted(priceBookCreate, { ...valid, prices: [price, { ...price, minQuantity: 10 }] });
});

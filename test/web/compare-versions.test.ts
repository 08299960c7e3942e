import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireLine } from '#web/components/document/draft.ts';
import { compareLines, compareWords } from '#web/features/quotes/compare-versions.ts';

const line = (description: string, more: Partial<WireLine> = {}): WireLine => ({
  id: crypto.randomUUID(),
  lineType: 'item',
  productId: null,
  unitCost: null,
  optional: false,
  selected: true,
  sourceId: null,
  description,
  quantity: '1',
  unit: null,
  unitPrice: '10',
  taxRate: '19',
  discountPercent: '0',
  sortOrder: 0,
  net: '10.00',
  discount: '0.00',
  tax: '1.90',
  total: '11.90',
  ...more,
});
const shown = (before: WireLine[], after: WireLine[]) =>
  compareLines(before, after).map((row) => [
    row.change,
    row.before?.description ?? null,
    row.after?.description ?? null,
  ]);

test('versions show what was added, removed and changed, each beside what it was', () => {
  const before = [line('Desk'), line('Lamp'), line('Chair', { productId: 'chair' }), line('Rug')];
  const after = [
    line('Desk', { quantity: '2' }),
    line('Seat', { productId: 'chair' }),
    line('Rug'),
    line('Delivery'),
  ];
  assert.deepEqual(shown(before, after), [
    ['changed', 'Desk', 'Desk'],
    ['removed', 'Lamp', null],
    ['changed', 'Chair', 'Seat'],
    ['same', 'Rug', 'Rug'],
    ['added', null, 'Delivery'],
  ]);
});

test('lines of the same words are told apart, and several that were removed keep their order', () => {
  assert.deepEqual(shown([line('Hour'), line('Hour')], [line('Hour')]), [
    ['same', 'Hour', 'Hour'],
    ['removed', 'Hour', null],
  ]);
  assert.deepEqual(shown([line('A'), line('B')], []), [
    ['removed', 'A', null],
    ['removed', 'B', null],
  ]);
});

test('words that differ are shown, empty ones as nothing', () => {
  const version = {
    title: 'Offer',
    validUntil: null,
    reference: '' as string | null,
    description: null,
    terms: 'Net 30',
    customerNote: null,
  };
  assert.deepEqual(compareWords(version, { ...version, terms: 'Net 10', reference: null }), [
    { key: 'terms', before: 'Net 30', after: 'Net 10' },
  ]);
});

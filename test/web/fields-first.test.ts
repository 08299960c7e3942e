import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsFirst } from '#web/components/record/fields-first.ts';

const fields = (...keys: string[]) => ({
  fields: keys.map((key) => ({ key, label: key, type: 'text' as const })),
});
const groups = [
  fields('name', 'type', 'industry', 'phone'),
  fields('tags', 'address', 'vip', 'seats', 'site'),
];

test('a phone shows the first four fields that say something', () => {
  const values = { name: 'Oasis', industry: 'Hotels', phone: '+96265001234', seats: 0, site: 'x', vip: true };
  assert.deepEqual([...fieldsFirst(groups, values)], ['industry', 'phone', 'vip', 'seats']);
});

test('the name, empty lists, empty addresses and No say nothing', () => {
  const values = { name: 'Oasis', tags: [], address: { city: null, country: '' }, vip: false, site: '' };
  assert.deepEqual([...fieldsFirst(groups, values)], []);
  assert.deepEqual([...fieldsFirst(groups, { ...values, address: { city: 'Amman' } })], ['address']);
});

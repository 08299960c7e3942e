import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './audit-diff.ts';
import { changesOf } from './changes.ts';

test('an entry shows what changed, and nothing that stayed', () => {
  assert.deepEqual(differences({ name: 'A', city: 'Amman' }, { name: 'B', city: 'Amman' }), [
    { key: 'name', before: 'A', after: 'B' },
  ]);
});

test('what is inside something else is named by its way', () => {
  assert.deepEqual(differences({ address: { city: 'Amman' } }, { address: { city: 'Irbid' } }), [
    { key: 'address.city', before: 'Amman', after: 'Irbid' },
  ]);
});

test('a new record shows its values, without those that are empty', () => {
  assert.deepEqual(differences(null, { name: 'A', email: null, phone: '' }), [
    { key: 'name', before: undefined, after: 'A' },
  ]);
  assert.deepEqual(differences(null, null), []);
});

test('what every write changes is not shown as a change', () => {
  const before = { name: 'A', version: 1, updatedAt: '2026-11-22T01:00:00Z' };
  assert.deepEqual(differences(before, { name: 'A', version: 2, updatedAt: '2026-11-22T02:00:00Z' }), []);
});

test('a form sends what was changed; what was emptied is cleared', () => {
  const before = { name: 'A', email: 'a@example.com', phone: null, active: true };
  assert.deepEqual(changesOf(before, { name: 'A', active: true }), { email: null });
  assert.deepEqual(changesOf(before, { ...before, active: false, name: 'B' }), { name: 'B', active: false });
});

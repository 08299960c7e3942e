import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf } from './filter-dates.ts';
import { checkFilter, type FilterField, parseFilter } from './filters.ts';
import { isProblem } from './problems.ts';

const fields = new Map<string, FilterField>([
  ['name', { type: 'text' }],
  ['amount', { type: 'money' }],
  ['due', { type: 'date' }],
  ['status', { type: 'choice', values: ['new', 'lost'] }],
  ['ownerId', { type: 'member' }],
  ['tags', { type: 'tags' }],
]);

function refusals(input: unknown): Record<string, string> {
  try {
    checkFilter(input, fields);
  } catch (error) {
    assert.ok(isProblem(error));
    return Object.fromEntries((error.data.errors ?? []).map(({ path, code }) => [path, code]));
  }
  return {};
}

test('a filter is read as JSON and as base64url, and one condition is a group of one', () => {
  const tree = { and: [{ field: 'name', op: 'contains', value: 'é' }] };
  const text = JSON.stringify(tree);
  assert.deepEqual(parseFilter(text, fields), tree);
  assert.deepEqual(parseFilter(Buffer.from(text).toString('base64url'), fields), tree);
  assert.deepEqual(checkFilter(tree.and[0], fields), tree);
});

test('each refusal names the place in the tree and the rule', () => {
  const of = (...and: unknown[]) => refusals({ and });
  assert.deepEqual(of({ field: 'nope', op: 'is', value: 'x' }), { 'filter.and.0.field': 'unknown_field' });
  assert.deepEqual(of({ field: 'name', op: 'gte', value: 'x' }), { 'filter.and.0.op': 'unknown_value' });
  assert.deepEqual(of({ field: 'name', op: 'is' }), { 'filter.and.0.value': 'required' });
  assert.deepEqual(of({ field: 'amount', op: 'between', value: ['1', 'x'] }), {
    'filter.and.0.value.1': 'invalid_format',
  });
  assert.deepEqual(of({ field: 'amount', op: 'between', value: ['1'] }), { 'filter.and.0.value': 'too_few' });
  assert.deepEqual(of({ field: 'due', op: 'on', value: '2026-02-30' }), {
    'filter.and.0.value': 'invalid_date',
  });
  assert.deepEqual(of({ field: 'due', op: 'on', value: '9999-12-31' }), {
    'filter.and.0.value': 'out_of_range',
  });
  assert.deepEqual(of({ field: 'due', op: 'lastDays', value: 0 }), { 'filter.and.0.value': 'out_of_range' });
  assert.deepEqual(of({ field: 'due', op: 'thisWeek', value: 3 }), { 'filter.and.0.value': 'not_allowed' });
  assert.deepEqual(of({ or: [{ field: 'status', op: 'anyOf', value: ['new', 'gone'] }] }), {
    'filter.and.0.or.0.value.1': 'unknown_value',
  });
  assert.deepEqual(of({ field: 'ownerId', op: 'anyOf', value: ['me', 'you'] }), {
    'filter.and.0.value.1': 'invalid_format',
  });
  assert.deepEqual(of({ field: 'tags', op: 'hasAny', value: [] }), { 'filter.and.0.value': 'too_few' });
  assert.deepEqual(of({ field: 'name', op: 'is', value: 'x', more: 1 }), {
    'filter.and.0.more': 'unknown_field',
  });
  assert.deepEqual(refusals('x'), { filter: 'invalid_type' });
  assert.deepEqual(refusals({ and: 3 }), { 'filter.and': 'invalid_type' });
});

test('three groups deep and thirty conditions are the most', () => {
  const leaf = { field: 'name', op: 'isEmpty' };
  assert.deepEqual(refusals({ and: [{ or: [{ and: [leaf] }] }] }), {});
  assert.deepEqual(refusals({ and: [{ or: [{ and: [{ or: [leaf] }] }] }] }), {
    'filter.and.0.or.0.and.0': 'out_of_range',
  });
  const half = { or: Array.from({ length: 16 }, () => leaf) };
  assert.deepEqual(refusals({ and: [half, half] }), { filter: 'too_many' });
  assert.deepEqual(refusals({ and: [half] }), {});
});

test('relative days count from today, weeks from Monday, quarters from their first month', () => {
  const sunday = '2026-03-01';
  assert.deepEqual(daysOf('thisWeek', undefined, sunday), { from: '2026-02-23', until: '2026-03-02' });
  assert.deepEqual(daysOf('thisMonth', undefined, '2026-02-28'), { from: '2026-02-01', until: '2026-03-01' });
  assert.deepEqual(daysOf('thisQuarter', undefined, '2026-12-31'), {
    from: '2026-10-01',
    until: '2027-01-01',
  });
  assert.deepEqual(daysOf('lastDays', 1, sunday), { from: sunday, until: '2026-03-02' });
  assert.deepEqual(daysOf('lastDays', 7, sunday), { from: '2026-02-23', until: '2026-03-02' });
  assert.deepEqual(daysOf('nextDays', 2, sunday), { from: sunday, until: '2026-03-03' });
  assert.deepEqual(daysOf('between', ['2026-01-01', '2026-01-31'], sunday), {
    from: '2026-01-01',
    until: '2026-02-01',
  });
  assert.deepEqual(daysOf('before', sunday, sunday), { until: sunday });
});

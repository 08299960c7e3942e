import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fillMergeFields, mergeFields, mergeProblems, templateProblems } from './templates.ts';

test('a field that does not exist, and a brace that is not closed, are named with their line', () => {
  const text =
    'Dear {{customer.contact|customer.name}},\nyour {{nummer}} and {{ total }}\nfor {{title\nor }} {{a|b}}';
  assert.deepEqual(
    mergeProblems('texts.opening.en', text).map(({ path, code, params }) => [path, code, params]),
    [
      ['texts.opening.en', 'unknown_merge_field', { line: 2, name: 'nummer' }],
      ['texts.opening.en', 'broken_merge_field', { line: 3 }],
      ['texts.opening.en', 'unknown_merge_field', { line: 4, name: 'a' }],
      ['texts.opening.en', 'unknown_merge_field', { line: 4, name: 'b' }],
      ['texts.opening.en', 'broken_merge_field', { line: 4 }],
    ],
  );
  assert.deepEqual(
    templateProblems({ heading: { en: 'Quote', ar: null }, closing: { ar: '{{number}' } })[0]?.path,
    'texts.closing.ar',
  );
});

test('the first value there is counts, and nothing is left of what has none', () => {
  const values = { number: 'Q-1', 'customer.name': 'Lind {{total}}' } as const;
  assert.equal(
    fillMergeFields('{{number}}: {{customer.contact|customer.name}}{{reference}}.', values),
    'Q-1: Lind {{total}}.',
  );
});

test('what has no mistakes leaves no brace when it is filled', () => {
  const piece = fc.oneof(
    fc.constantFrom(...mergeFields).map((name) => `{{${name}}}`),
    fc.string().map((text) => text.replaceAll(/[{}\n]/g, '')),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      assert.deepEqual(mergeProblems('text', text), []);
      assert.ok(!/[{}]/.test(fillMergeFields(text, { number: '7' })));
    }),
  );
});

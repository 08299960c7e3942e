import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDocumentNumber, isDocumentNumber, isNumberPattern } from './numbering.ts';

test('[R98] a number has letters, digits, dot, hyphen and underscore only', () => {
  for (const number of ['Q-2026_001.b', '1', 'A'.repeat(60)]) assert.ok(isDocumentNumber(number), number);
  for (const number of ['', 'Q 1', 'Q/1', 'Q#1', 'عرض', 'A'.repeat(61), '../x y', 'Q\n1']) {
    assert.equal(isDocumentNumber(number), false, number);
  }
});

test('a pattern has one counter, known tokens and the characters of a number', () => {
  for (const pattern of ['INV-{YYYY}-{number:5}', '{number}', '{YY}{MM}.{number:9}']) {
    assert.ok(isNumberPattern(pattern), pattern);
  }
  for (const pattern of [
    '',
    'INV',
    'INV/{number}',
    '{number}{number}',
    '{year}-{number}',
    '{number:0}',
    '{number',
    `${'A'.repeat(43)}{number}`,
  ]) {
    assert.equal(isNumberPattern(pattern), false, pattern);
  }
});

test('a pattern gives a number that is valid, padded and dated', () => {
  assert.equal(formatDocumentNumber('INV-{YYYY}-{number:5}', 42n, '2026-03-09'), 'INV-2026-00042');
  assert.equal(formatDocumentNumber('{YY}{MM}.{number:2}', 1234n, '2026-03-09'), '2603.1234');
  const widest = formatDocumentNumber(`${'A'.repeat(38)}{YYYY}{number}`, 10n ** 18n - 1n, '2026-01-01');
  assert.ok(isNumberPattern(`${'A'.repeat(38)}{YYYY}{number}`));
  assert.ok(isDocumentNumber(widest));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalizePhone } from './phones.ts';

test('[R24] what people type becomes one E.164 number', () => {
  for (const [typed, country] of [
    ['+962 79 123 4567', undefined],
    ['00962791234567', undefined],
    ['0791234567', 'JO'],
    ['+962 (0)79 123-4567', undefined],
    ['٠٧٩١٢٣٤٥٦٧', 'JO'],
    ['+٩٦٢٧٩١٢٣٤٥٦٧', undefined],
    ['٠٠٩٦٢٧٩١٢٣٤٥٦٧', 'JO'],
    ['۰۷۹۱۲۳۴۵۶۷', 'JO'],
    ['+962 79 123 4567 ext. 12', undefined],
  ] as const) {
    assert.equal(normalizePhone(typed, country), '+962791234567', typed);
  }
});

test('what is no valid number, or names no country, stays free text', () => {
  for (const [typed, country] of [
    ['0791234567', undefined],
    ['0791234567', 'XX'],
    ['12', 'JO'],
    ['call me', 'JO'],
    ['', null],
  ] as const) {
    assert.equal(normalizePhone(typed, country), null, typed);
  }
});

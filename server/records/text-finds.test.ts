import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accountKind } from '#features/accounts/kind.ts';
import { leadKind } from '#features/leads/kind.ts';
import { searchable } from './search-text.ts';
import { patternsOfText } from './text-finds.ts';

/** Whether every pattern is found in what the search keeps of a value. */
function found(patterns: readonly string[], value: string): boolean {
  const kept = searchable(['Before', value, 'After']);
  return patterns.every((pattern) => kept.includes(pattern.slice(1, -1).replace(/\\(.)/g, '$1')));
}

describe('what the search knows of a comparison of text', () => {
  it('finds whatever contains the text, however it is written', () => {
    const values = [
      'Müller & Söhne GmbH',
      "Rory O'Brien-Smith",
      'شركة الأمل',
      '+49 (30) 123-4567',
      'a_b%c\\d',
      'ﬁnance ½',
    ];
    for (const value of values) {
      for (let from = 0; from < value.length; from += 1) {
        for (let to = from + 1; to <= value.length; to += 1) {
          for (const part of [value.slice(from, to), value.slice(from, to).toUpperCase()]) {
            assert.ok(found(patternsOfText(leadKind, 'companyName', part), value), `${part} in ${value}`);
          }
        }
      }
    }
  });

  it('does not help where it cannot be sure', () => {
    assert.deepEqual(patternsOfText(leadKind, 'jobTitle', 'buyer'), []);
    assert.deepEqual(patternsOfText(accountKind, 'description', 'buyer'), []);
    assert.deepEqual(patternsOfText(leadKind, 'companyName', 'ΟΔΟΣ'), []);
    assert.deepEqual(patternsOfText(leadKind, 'companyName', 'ab'), []);
    assert.deepEqual(patternsOfText(leadKind, 'companyName', 'Petra Co'), ['%petra%']);
  });
});

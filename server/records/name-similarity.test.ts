import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nameLikeness } from './name-similarity.ts';

const alike = [
  ['omar haddad', 'omer haddad'],
  ['omar haddad', 'haddad omar'],
  ['محمد احمد علي', 'محمد احمد على'],
  ['konigstein maschinenbau', 'koenigstein maschinenbau'],
  ['darcy muller', 'darcy mueller'],
] as const;

const different = [
  ['omar haddad', 'lina haddad'],
  ['dina haddad', 'lina haddad'],
  ['omar haddad', 'omar'],
  ['acme trading', 'acme'],
  ['konigstein maschinenbau', 'maschinenfabrik'],
  ['north star logistics', 'north sea fishing'],
] as const;

test('names spelled in two ways are alike; a shared last name is not enough [R45]', () => {
  for (const [one, other] of alike) {
    assert.ok(nameLikeness(one, other) >= 0.8, `${one} / ${other}: ${nameLikeness(one, other)}`);
  }
  for (const [one, other] of different) {
    assert.ok(nameLikeness(one, other) < 0.8, `${one} / ${other}: ${nameLikeness(one, other)}`);
  }
});

test('only equal names are wholly alike, and no likeness leaves 0 to 1', () => {
  const name = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(name, name, (left, right) => {
      const [one, other] = [left.join(' '), right.join(' ')];
      const likeness = nameLikeness(one, other);
      assert.ok(likeness >= 0 && likeness <= 1);
      assert.equal(likeness === 1, one === other);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { forgiven, typingErrors } from './distance.ts';

test('counts letters put in, taken out, replaced and swapped', () => {
  for (const [a, b, errors] of [
    ['smith', 'smith', 0],
    ['smith', 'smtih', 1],
    ['smith', 'smth', 1],
    ['smith', 'smyth', 1],
    ['müller', 'muller', 1],
    ['احمد', 'احمذ', 1],
    ['northwind', 'nrothwnd', 2],
    ['', 'abc', 3],
  ] as const) {
    assert.equal(typingErrors(a, b, 5), errors, `${a} → ${b}`);
    assert.equal(typingErrors(b, a, 5), errors, `${b} → ${a}`);
  }
});

test('one error is one, whatever the word; more than the most is not counted on', () => {
  const word = fc.string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('in', 'out', 'swap'), (text, at, how) => {
      const letters = [...text];
      const place = at % (letters.length - 1);
      if (how === 'in') letters.splice(place, 0, '§');
      if (how === 'out') letters.splice(place, 1);
      if (how === 'swap') letters.splice(place, 2, letters[place + 1]!, letters[place]!);
      assert.ok(typingErrors(text, letters.join(''), 2) <= 1);
      assert.equal(typingErrors(text, `${text}§§§§`, 2), 3);
    }),
  );
});

test('short words are forgiven nothing', () => {
  assert.deepEqual([3, 4, 7, 8].map(forgiven), [0, 1, 1, 2]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isTooDeep } from './read-body.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('the depth of any JSON is read right, whatever its texts hold', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('{', '[', ']', '}', '"', '\\', 'a', ':', ',', '\u2028'),
  });
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      hostile,
      fc.integer(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(hostile, tie('tree'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.integer({ min: 0, max: 6 }), fc.boolean(), (value, deepest, spaced) => {
      const text = JSON.stringify(value, null, spaced ? 2 : 0);
      assert.equal(isTooDeep(text, deepest), depthOf(value) > deepest);
    }),
    { numRuns: 2000 },
  );
});

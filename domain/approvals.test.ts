import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type ApprovalFacts, breachOf, type FactLine, type RuleLimit } from './approval-figures.ts';
import { limitProblems } from './approvals.ts';
import { priceDocument } from './pricing.ts';

const line = (given: Partial<FactLine> = {}): FactLine => ({
  lineType: 'item',
  quantity: '1',
  unitPrice: '100',
  taxRate: '0',
  unitCost: null,
  optional: false,
  selected: true,
  ...given,
});

const facts = (lines: FactLine[], given: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  currency: 'EUR',
  discountType: 'none',
  discountValue: '0',
  entityCurrency: 'EUR',
  rateTo: () => null,
  ...given,
  lines,
});

const rule = (condition: RuleLimit['condition'], limit: string | null, given: Partial<RuleLimit> = {}) => ({
  condition,
  limit,
  currency: condition === 'total' ? 'EUR' : null,
  unknownCounts: true,
  ...given,
});

describe('what breaks a rule of approval', () => {
  test('line discounts and the document discount count together, against the undiscounted value', () => {
    const both = facts([line({ discountPercent: '10' })], { discountType: 'percent', discountValue: '10' });
    assert.deepEqual(breachOf(rule('discount', '18.9'), both), {
      figure: '19.00',
      unknown: false,
      withOptions: false,
    });
    assert.equal(breachOf(rule('discount', '19'), both), null, 'a limit may be reached');
    const fixed = facts([line(), line()], { discountType: 'fixed', discountValue: '20.01' });
    assert.equal(breachOf(rule('discount', '10'), fixed)?.figure, '10.01', 'rounded towards the breach');
    assert.equal(breachOf(rule('discount', '0'), facts([])), null);
    assert.equal(breachOf(rule('discount', '0'), facts([line({ unitPrice: '0' })])), null);
  });

  test('headings count for nothing', () => {
    const heading = line({ lineType: 'heading', unitPrice: '0' });
    assert.equal(breachOf(rule('margin', '100'), facts([heading, line({ unitCost: '0' })])), null);
    assert.equal(breachOf(rule('margin', '10'), facts([heading, line({ unitCost: '95' })]))?.figure, '5.00');
  });

  test('a total is compared in the currency of the rule, by the rate that is kept', () => {
    const sold = facts([line({ taxRate: '20' })]);
    assert.equal(breachOf(rule('total', '119.99'), sold)?.figure, '120.00');
    assert.equal(breachOf(rule('total', '120'), sold), null);
    const inDinar = rule('total', '90', { currency: 'JOD' });
    assert.deepEqual(breachOf(inDinar, sold), { figure: null, unknown: true, withOptions: false });
    assert.equal(breachOf({ ...inDinar, unknownCounts: false }, sold), null);
    const rated = { ...sold, rateTo: () => ({ numerator: 77n, denominator: 100n }) };
    assert.equal(breachOf(inDinar, rated)?.figure, '92.400');
    assert.equal(breachOf(rule('total', '92.4', { currency: 'JOD' }), rated), null);
  });

  test('a margin without a cost is unknown, unless it is too low even so', () => {
    const dear = line({ unitCost: '90' });
    const unknown = line();
    assert.equal(breachOf(rule('margin', '20'), facts([dear]))?.figure, '10.00');
    assert.deepEqual(breachOf(rule('margin', '20'), facts([dear, unknown])), {
      figure: null,
      unknown: true,
      withOptions: false,
    });
    assert.equal(breachOf(rule('margin', '20', { unknownCounts: false }), facts([dear, unknown])), null);
    assert.equal(breachOf(rule('margin', '60'), facts([dear, unknown]))?.figure, '55.00', 'at most');
    assert.equal(breachOf(rule('margin', '0'), facts([line({ unitCost: '150' })]))?.figure, '-50.00');
    const given = facts([line({ discountPercent: '100', unitCost: '5' })]);
    assert.deepEqual(breachOf(rule('margin', '0'), given), {
      figure: null,
      unknown: false,
      withOptions: false,
    });
  });

  test('another currency than the entity’s', () => {
    assert.equal(breachOf(rule('currency', null), facts([line()])), null);
    const other = facts([line()], { currency: 'USD' });
    assert.equal(breachOf(rule('currency', null), other)?.figure, 'USD');
  });

  test('an optional line that hides a discount is found, though it is not selected', () => {
    const hidden = line({ optional: true, selected: false, discountPercent: '50' });
    assert.deepEqual(breachOf(rule('discount', '10'), facts([line(), hidden])), {
      figure: '25.00',
      unknown: false,
      withOptions: true,
    });
    const dilution = line({ optional: true, selected: true, unitPrice: '900' });
    const mixed = facts([line({ discountPercent: '30' }), dilution]);
    assert.equal(breachOf(rule('discount', '10'), mixed)?.figure, '30.00', 'the customer may leave it out');
    const big = line({ optional: true, selected: false, unitPrice: '5000' });
    assert.deepEqual(breachOf(rule('total', '1000'), facts([line(), big])), {
      figure: '5100.00',
      unknown: false,
      withOptions: true,
    });
  });
});

const cents = (max: number) => fc.integer({ min: 0, max }).map((value) => (value / 100).toFixed(2));
const arbitraryLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 500 }).map(String),
    unitPrice: cents(2_000_000),
    discountPercent: cents(10_000),
    unitCost: cents(1_000_000),
    optional: fc.boolean(),
    chosen: fc.boolean(),
  })
  .map(({ chosen, ...given }) => line({ ...given, selected: given.optional ? chosen : true }));
const arbitraryFacts = fc
  .record({
    lines: fc.array(arbitraryLine, { minLength: 1, maxLength: 6 }),
    percent: cents(9_000),
    discounted: fc.boolean(),
  })
  .map(({ lines, percent, discounted }) =>
    facts(lines, discounted ? { discountType: 'percent', discountValue: percent } : {}),
  );

const full = (given: ApprovalFacts) => {
  const lines = given.lines.map((one) => ({ ...one, discountPercent: null }));
  const priced = priceDocument({ currency: given.currency, lines });
  return priced.ok ? priced.pricing.subtotalMinor : 0n;
};
const net = (given: ApprovalFacts) => {
  const priced = priceDocument(given);
  return priced.ok ? priced.pricing.subtotalMinor - priced.pricing.discountMinor : 0n;
};

describe('for any lines', () => {
  test('the rule of discounts says what full and discounted price say', () => {
    fc.assert(
      fc.property(arbitraryFacts, cents(10_000), (given, limit) => {
        const all = {
          ...given,
          lines: given.lines.map((one) => ({ ...one, optional: false, selected: true })),
        };
        const [before, after] = [full(all), net(all)];
        // In hundredths of a percent, so that it stays in whole numbers.
        const broken = (before - after) * 10_000n > BigInt(Math.round(Number(limit) * 100)) * before;
        const breach = breachOf(rule('discount', limit), all);
        assert.equal(breach !== null, before > 0n && broken);
        if (!breach?.figure) return;
        const exact = (Number(before - after) / Number(before)) * 100;
        assert.ok(Number(breach.figure) >= exact - 1e-9 && Number(breach.figure) < exact + 0.01 + 1e-9);
        assert.ok(Number(breach.figure) > Number(limit));
      }),
      { numRuns: 500 },
    );
  });

  test('no choice of optional lines breaks a limit that the rule keeps', () => {
    fc.assert(
      fc.property(
        arbitraryFacts,
        cents(10_000),
        fc.array(fc.boolean(), { maxLength: 6 }),
        (given, limit, picks) => {
          const picked = given.lines.map((one, at) => ({
            ...one,
            selected: !one.optional || picks[at] === true,
          }));
          const offered = { ...given, lines: picked };
          const [before, after] = [full(offered), net(offered)];
          const percent = Number(limit) + 0.02;
          // A minor unit of rounding each way is no breach of a choice.
          if (Number(before - after - 2n) * 100 > percent * Number(before)) {
            assert.notEqual(breachOf(rule('discount', limit), given), null);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('the limit of a rule goes with its condition', () => {
  const codes = (given: Parameters<typeof limitProblems>[0]) =>
    limitProblems(given).map(({ path, code }) => `${path}: ${code}`);
  assert.deepEqual(codes({ condition: 'discount' }), ['limit: required']);
  assert.deepEqual(codes({ condition: 'margin', limit: '101' }), ['limit: out_of_range']);
  assert.deepEqual(codes({ condition: 'discount', limit: '5', currency: 'EUR' }), ['currency: not_allowed']);
  assert.deepEqual(codes({ condition: 'total', limit: '5' }), ['currency: required']);
  assert.deepEqual(codes({ condition: 'total', limit: '5.5', currency: 'JPY' }), [
    'limit: too_many_decimals',
  ]);
  assert.deepEqual(codes({ condition: 'currency', limit: '5' }), ['limit: not_allowed']);
  assert.deepEqual(codes({ condition: 'total', limit: '5000', currency: 'EUR' }), []);
});

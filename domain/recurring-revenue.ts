import { roundRatio } from './money.ts';
import type { Rhythm } from './subscriptions.ts';

/** What a period comes to, after discounts and without tax, in minor units. */
export type Recurring = Rhythm & { netMinor: bigint };

/** `units / parts` minor units, exactly. */
type Ratio = { units: bigint; parts: bigint };

const perMonth: Record<Rhythm['interval'], Ratio> = {
  week: { units: 52n, parts: 12n },
  month: { units: 1n, parts: 1n },
  quarter: { units: 1n, parts: 3n },
  year: { units: 1n, parts: 12n },
};

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/**
 * The monthly recurring revenue of subscriptions of one currency, in minor units: each period's net over its length in
 * months (a week is 12/52 of one), added exactly and rounded once, half away from zero. Nets may be negative: differences.
 */
export function monthlyRevenue(items: Iterable<Recurring>): bigint {
  let sum: Ratio = { units: 0n, parts: 1n };
  for (const { netMinor, interval, intervalCount } of items) {
    const { units, parts } = perMonth[interval];
    const one: Ratio = { units: netMinor * units, parts: parts * BigInt(intervalCount) };
    const added = { units: sum.units * one.parts + one.units * sum.parts, parts: sum.parts * one.parts };
    const shared = gcd(added.units < 0n ? -added.units : added.units, added.parts) || 1n;
    sum = { units: added.units / shared, parts: added.parts / shared };
  }
  return roundRatio(sum.units, sum.parts);
}

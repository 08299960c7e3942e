import { formatScaled, parseDecimal, roundRatio } from './money.ts';

const scale = 4;
const one = 10_000n;

/** A quantity in ten-thousandths, as the columns hold it; what is no quantity throws a RangeError. */
export function quantityUnits(text: string): bigint {
  const parsed = parseDecimal(text);
  if (!parsed.ok || parsed.value.scale > scale) throw new RangeError(`"${text}" is not a quantity.`);
  return parsed.value.units * 10n ** BigInt(scale - parsed.value.scale);
}

/** Ten-thousandths as a canonical decimal: `15000n` is "1.5". */
export function quantityText(units: bigint): string {
  return units % one === 0n ? String(units / one) : formatScaled(units, scale).replace(/0+$/, '');
}

/** A part of a sold line: its quantity in ten-thousandths, its amounts in minor units. */
export type Part = { units: bigint; netMinor: bigint; discountMinor: bigint; taxMinor: bigint };

export const nothing: Part = { units: 0n, netMinor: 0n, discountMinor: 0n, taxMinor: 0n };

export function plus(a: Part, b: Part): Part {
  return {
    units: a.units + b.units,
    netMinor: a.netMinor + b.netMinor,
    discountMinor: a.discountMinor + b.discountMinor,
    taxMinor: a.taxMinor + b.taxMinor,
  };
}

export function minus(a: Part, b: Part): Part {
  return {
    units: a.units - b.units,
    netMinor: a.netMinor - b.netMinor,
    discountMinor: a.discountMinor - b.discountMinor,
    taxMinor: a.taxMinor - b.taxMinor,
  };
}

const within = (low: bigint, value: bigint, high: bigint) =>
  value < low ? low : value > high ? high : value;

/**
 * What the next `units` of a sold line come to, after `before` was charged: each amount is round(amount × charged so far /
 * sold) less what was charged before, and the last part is exactly the rest. Whatever parts are charged, taken back and
 * charged again, they never come to more than was sold, no discount exceeds its net, and all together they are equal to the
 * minor unit. More than is left throws a RangeError.
 */
export function nextPart(sold: Part, before: Part, units: bigint): Part {
  const rest = minus(sold, before);
  if (units <= 0n || units > rest.units)
    throw new RangeError('More than is left of a line cannot be charged.');
  if (units === rest.units) return rest;
  const through = (amount: bigint) => roundRatio(amount * (before.units + units), sold.units);
  const netMinor = within(0n, through(sold.netMinor) - before.netMinor, rest.netMinor);
  // What is left afterwards keeps a discount within its net too.
  const least = rest.discountMinor - (rest.netMinor - netMinor);
  const discountMinor = within(
    least > 0n ? least : 0n,
    through(sold.discountMinor) - before.discountMinor,
    netMinor < rest.discountMinor ? netMinor : rest.discountMinor,
  );
  const taxMinor = within(0n, through(sold.taxMinor) - before.taxMinor, rest.taxMinor);
  return { units, netMinor, discountMinor, taxMinor };
}

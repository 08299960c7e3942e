import { currencyExponent } from './currencies.ts';

/**
 * Amounts are whole minor units (fils, cents, yen) in a bigint; no float ever holds money. On the wire an amount is
 * a decimal string with exactly the currency's decimals. Rounding is half away from zero everywhere.
 */
export type Money = { minor: bigint; currency: string };

/** The greatest amount that a column holds, in minor units; it also stays exact as a JavaScript number. */
export const maxMinor = 9_000_000_000_000_000n;

/** Why a text is not a decimal number that can be used; the names are field error codes. */
export type DecimalRefusal = 'invalid_type' | 'invalid_format' | 'too_many_decimals' | 'out_of_range';

/** `units / 10^scale`, the exact value of a decimal text. `scale` counts significant decimals: "1.50" has one. */
export type ExactDecimal = { units: bigint; scale: number };

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; rule: DecimalRefusal };

const plainDecimal = /^-?\d+(\.\d+)?$/;
// Longer texts are no amount that a column holds; the cap keeps a hostile body from costing time.
const longestDecimal = 60;
// Above 15 significant digits a JSON number may already have lost what was typed: such values must come as text.
const exactNumberDigits = 15;

/** Reads a plain decimal text or number exactly; exponents, signs other than "-", spaces, NaN and Infinity are refused. */
export function parseDecimal(input: unknown): Parsed<ExactDecimal> {
  if (typeof input !== 'string' && typeof input !== 'number') return { ok: false, rule: 'invalid_type' };
  const text = String(input);
  if (!plainDecimal.test(text)) return { ok: false, rule: 'invalid_format' };
  if (typeof input === 'number' && text.replace(/^-?0*\.?0*|\./g, '').length > exactNumberDigits) {
    return { ok: false, rule: 'invalid_format' };
  }
  if (text.length > longestDecimal) return { ok: false, rule: 'out_of_range' };
  const [whole = '0', decimals = ''] = text.split('.');
  const significant = decimals.replace(/0+$/, '');
  return { ok: true, value: { units: BigInt(whole + significant), scale: significant.length } };
}

/** The shortest text of an exact decimal: no leading or trailing zeros, no "-0". */
export function canonicalDecimal({ units, scale }: ExactDecimal): string {
  return formatScaled(units, scale)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** The sign of `a - b`, exactly. */
export function compareDecimals(a: ExactDecimal, b: ExactDecimal): number {
  const difference = a.units * 10n ** BigInt(b.scale) - b.units * 10n ** BigInt(a.scale);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** `units / 10^scale` written with exactly `scale` decimals. */
export function formatScaled(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** What a person or a client typed, as minor units; more decimals than the currency has are refused, never rounded. */
export function parseMinor(input: unknown, currency: string): Parsed<bigint> {
  const parsed = parseDecimal(input);
  if (!parsed.ok) return parsed;
  const { units, scale } = parsed.value;
  const exponent = currencyExponent(currency);
  if (scale > exponent) return { ok: false, rule: 'too_many_decimals' };
  const minor = units * 10n ** BigInt(exponent - scale);
  if (minor > maxMinor || minor < -maxMinor) return { ok: false, rule: 'out_of_range' };
  return { ok: true, value: minor };
}

/** As `parseMinor`, for values that were checked before: a refusal is a broken invariant and throws a RangeError. */
export function toMinor(input: string | number, currency: string): bigint {
  const parsed = parseMinor(input, currency);
  if (!parsed.ok) throw new RangeError(`"${input}" is not an amount in ${currency}: ${parsed.rule}.`);
  return parsed.value;
}

/** The wire form: a decimal string with exactly the currency's decimals (`1500n` JOD is "1.500"). */
export function formatMinor(minor: bigint, currency: string): string {
  return formatScaled(minor, currencyExponent(currency));
}

/** `numerator / denominator` rounded half away from zero; a denominator of zero or less throws a RangeError. */
export function roundRatio(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive.');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/**
 * Splits `total` minor units by `weights` (≥ 0) in whole units that add up to it exactly: largest remainder, ties to
 * the earlier line (Hamilton's method). When all weights are zero they count as equal. A negative weight, or a
 * non-zero total over no weights, throws a RangeError.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight may not be negative.');
  if (weights.length === 0) {
    if (total !== 0n) throw new RangeError('There is nothing to allocate to.');
    return [];
  }
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return allocate(total, Array<bigint>(weights.length).fill(1n));
  const magnitude = total < 0n ? -total : total;
  const shares = weights.map((weight) => (magnitude * weight) / sum);
  const left = Number(magnitude - shares.reduce((a, b) => a + b, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n;
  return total < 0n ? shares.map((share) => -share) : shares;
}

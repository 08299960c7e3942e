import { currencyExponent, findCurrency } from './currencies.ts';
import { type FieldErrorCode, fieldProblem } from './field-errors.ts';
import {
  allocate,
  compareDecimals,
  type ExactDecimal,
  formatMinor,
  maxMinor,
  parseDecimal,
  parseMinor,
  roundRatio,
} from './money.ts';
import type { FieldProblem } from './problems.ts';

export const discountTypes = ['none', 'percent', 'fixed'] as const;

export type DiscountType = (typeof discountTypes)[number];

/** Numbers are decimal strings, or what a client's JSON had; floats are never computed with. */
type DecimalText = string | number;

export type LineInput = {
  quantity: DecimalText;
  unitPrice: DecimalText;
  taxRate: DecimalText;
  discountPercent?: DecimalText | null;
  /** False for an optional line that the customer has not chosen: it is priced, and counts for nothing. */
  selected?: boolean;
};

export type PricingInput = {
  currency: string;
  lines: readonly LineInput[];
  discountType?: DiscountType | null;
  /** Percent: 0–100. Fixed: an amount in `currency`. Ignored when the type is none. */
  discountValue?: DecimalText | null;
};

export type PricedLine = { netMinor: bigint; discountMinor: bigint; taxMinor: bigint; totalMinor: bigint };

/** Everything in minor units of `currency`. */
export type Pricing = {
  currency: string;
  lines: PricedLine[];
  subtotalMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
};

export type PricingResult = { ok: true; pricing: Pricing } | { ok: false; errors: FieldProblem[] };

type Range = { min?: string; above?: string; max: string };
type Refuse = (path: string, code: FieldErrorCode, params?: Record<string, string | number>) => void;
type ExactLine = {
  quantity: ExactDecimal;
  unitPrice: ExactDecimal;
  taxRate: ExactDecimal;
  keep: ExactDecimal;
  selected: boolean;
};

const mostDecimals = 4;
const widest = '99999999999999.9999';
const percentRange: Range = { min: '0', max: '100' };
const hundred: ExactDecimal = { units: 100n, scale: 0 };
const zero: ExactDecimal = { units: 0n, scale: 0 };

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

function read(value: unknown, path: string, range: Range, refuse: Refuse): ExactDecimal | null {
  if (isEmpty(value)) {
    refuse(path, 'required');
    return null;
  }
  const parsed = parseDecimal(value);
  if (!parsed.ok) {
    refuse(path, parsed.rule, parsed.rule === 'out_of_range' ? range : {});
    return null;
  }
  const beyond = (bound: string | undefined, outside: (sign: number) => boolean) => {
    const limit = bound === undefined ? undefined : parseDecimal(bound);
    return limit?.ok === true && outside(compareDecimals(parsed.value, limit.value));
  };
  if (
    beyond(range.max, (sign) => sign > 0) ||
    beyond(range.min, (sign) => sign < 0) ||
    beyond(range.above, (sign) => sign <= 0)
  ) {
    refuse(path, 'out_of_range', range);
    return null;
  }
  if (parsed.value.scale > mostDecimals) {
    refuse(path, 'too_many_decimals', { max: mostDecimals });
    return null;
  }
  return parsed.value;
}

function readLine(line: LineInput, index: number, refuse: Refuse): ExactLine | null {
  const at = (field: string) => `lines.${index}.${field}`;
  const quantity = read(line.quantity, at('quantity'), { above: '0', max: widest }, refuse);
  const unitPrice = read(line.unitPrice, at('unitPrice'), { min: '0', max: widest }, refuse);
  const taxRate = read(line.taxRate, at('taxRate'), percentRange, refuse);
  const off = read(
    isEmpty(line.discountPercent) ? '0' : line.discountPercent,
    at('discountPercent'),
    percentRange,
    refuse,
  );
  return quantity && unitPrice && taxRate && off
    ? { quantity, unitPrice, taxRate, keep: subtract(hundred, off), selected: line.selected !== false }
    : null;
}

function subtract(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const scale = Math.max(a.scale, b.scale);
  return {
    units: a.units * 10n ** BigInt(scale - a.scale) - b.units * 10n ** BigInt(scale - b.scale),
    scale,
  };
}

/** round(minor × rate / 100). */
function percentOf(minor: bigint, rate: ExactDecimal): bigint {
  return roundRatio(minor * rate.units, 100n * 10n ** BigInt(rate.scale));
}

/** round(quantity × unitPrice × (1 − discountPercent / 100)) in minor units: one rounding, on the exact product. */
function lineNet({ quantity, unitPrice, keep }: ExactLine, currency: string): bigint {
  const units = quantity.units * unitPrice.units * keep.units * 10n ** BigInt(currencyExponent(currency));
  return roundRatio(units, 100n * 10n ** BigInt(quantity.scale + unitPrice.scale + keep.scale));
}

function documentDiscount(input: PricingInput, subtotal: bigint, refuse: Refuse): bigint {
  const { discountType, discountValue, currency } = input;
  const at = 'discountValue';
  if (!discountType || discountType === 'none') return 0n;
  if (discountType === 'percent') {
    const rate = read(discountValue, at, percentRange, refuse);
    return percentOf(subtotal, rate ?? zero);
  }
  if (discountType !== 'fixed') {
    refuse('discountType', 'unknown_value', { allowed: discountTypes.join(', ') });
    return 0n;
  }
  if (isEmpty(discountValue)) {
    refuse(at, 'required');
    return 0n;
  }
  const parsed = parseMinor(discountValue, currency);
  if (!parsed.ok) refuse(at, parsed.rule, parsed.rule === 'too_many_decimals' ? { currency } : {});
  else if (parsed.value < 0n) refuse(at, 'out_of_range', { min: '0' });
  else if (parsed.value > subtotal) refuse(at, 'exceeds_subtotal', { max: formatMinor(subtotal, currency) });
  else return parsed.value;
  return 0n;
}

/** What of each line counts: nothing of those that the customer has not chosen. */
const counted = (minor: readonly bigint[], lines: readonly { selected: boolean }[]) =>
  minor.map((value, at) => (lines[at]?.selected === false ? 0n : value));

const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

function refuseOverflow(nets: readonly bigint[], total: bigint, currency: string, refuse: Refuse): void {
  const max = formatMinor(maxMinor, currency);
  nets.forEach((net, index) => {
    if (net > maxMinor) refuse(`lines.${index}.unitPrice`, 'out_of_range', { max });
  });
  if (nets.every((net) => net <= maxMinor) && (sum(nets) > maxMinor || total > maxMinor)) {
    refuse('lines', 'out_of_range', { max });
  }
}

/**
 * Prices a quote, an order or an invoice. Source: domain.md §3. Rounding is half away from zero to the currency's
 * minor unit, at these points and no others:
 * line net = round(quantity × unitPrice × (1 − line discount / 100)); subtotal = Σ nets; discount = round(subtotal × p / 100)
 * or the fixed amount; the discount is allocated to lines by largest remainder; line tax = round((net − allocated) × rate / 100);
 * line total = net − allocated discount + tax; total = subtotal − discount + tax = Σ totals of the lines that count.
 *
 * An optional line that is not selected is priced for itself, and no sum contains it.
 * The optional line discount lowers the line's net before anything else; it is no part of the document discount.
 * Total function: bad input gives field errors by path, and so does a result that no column could hold.
 */
export function priceDocument(input: PricingInput): PricingResult {
  const errors: FieldProblem[] = [];
  const refuse: Refuse = (path, code, params) => errors.push(fieldProblem(path, code, params));
  if (!findCurrency(input.currency)) {
    refuse('currency', 'unknown_value', { list: 'currencies' });
    return { ok: false, errors };
  }
  const exact = input.lines.map((line, index) => readLine(line, index, refuse));
  const complete = exact.filter((line) => line !== null);
  const nets = complete.map((line) => lineNet(line, input.currency));
  const subtotalMinor = sum(counted(nets, complete));
  // With a line missing the subtotal means nothing, so a fixed discount is not held against it.
  if (complete.length === exact.length || input.discountType !== 'fixed') {
    const discountMinor = documentDiscount(input, subtotalMinor, refuse);
    if (errors.length === 0) return finish(input.currency, complete, nets, discountMinor);
  }
  return { ok: false, errors };
}

function finish(
  currency: string,
  exact: readonly ExactLine[],
  nets: readonly bigint[],
  discountMinor: bigint,
): PricingResult {
  const shares = allocate(discountMinor, counted(nets, exact));
  const lines = exact.map(({ taxRate }, index): PricedLine => {
    const netMinor = nets[index] ?? 0n;
    const share = shares[index] ?? 0n;
    const taxMinor = percentOf(netMinor - share, taxRate);
    return { netMinor, discountMinor: share, taxMinor, totalMinor: netMinor - share + taxMinor };
  });
  const subtotalMinor = sum(counted(nets, exact));
  const taxes = lines.map((line) => line.taxMinor);
  const taxMinor = sum(counted(taxes, exact));
  const totalMinor = subtotalMinor - discountMinor + taxMinor;
  const errors: FieldProblem[] = [];
  refuseOverflow(nets, totalMinor, currency, (path, code, params) =>
    errors.push(fieldProblem(path, code, params)),
  );
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, pricing: { currency, lines, subtotalMinor, discountMinor, taxMinor, totalMinor } };
}

/** The wire form of a pricing: decimal strings with the currency's decimals, under the names of the API. */
export function presentPricing(pricing: Pricing) {
  const wire = (minor: bigint) => formatMinor(minor, pricing.currency);
  return {
    currency: pricing.currency,
    lines: pricing.lines.map((line) => ({
      net: wire(line.netMinor),
      discount: wire(line.discountMinor),
      tax: wire(line.taxMinor),
      total: wire(line.totalMinor),
    })),
    subtotal: wire(pricing.subtotalMinor),
    discountTotal: wire(pricing.discountMinor),
    taxTotal: wire(pricing.taxMinor),
    total: wire(pricing.totalMinor),
  };
}

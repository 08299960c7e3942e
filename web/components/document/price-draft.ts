import { currencyExponent } from '#domain/currencies.ts';
import {
  canonicalDecimal,
  type ExactDecimal,
  formatMinor,
  formatScaled,
  parseDecimal,
} from '#domain/money.ts';
import { type DiscountType, type PricedLine, type PricingInput, priceDocument } from '#domain/pricing.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { type Draft, type DraftLine, isBlank, pathByKey } from './draft.ts';

/** Tax of all lines of one rate. Decimal strings of the document's currency. */
export type TaxOfRate = { rate: string; base: string; tax: string };

export type PricedDraft = {
  currency: string;
  /** What each line comes to, by its key; a line that cannot be priced yet is not there. */
  byKey: Map<string, PricedLine>;
  subtotal: string;
  discountTotal: string;
  taxTotal: string;
  total: string;
  rates: TaxOfRate[];
  /** The lines bear shares of a discount on the whole. */
  shared: boolean;
  /** What keeps the document from being priced, by `lines.<key>.<cell>` or by field. */
  problems: FieldProblem[];
};

function inputOf(draft: Draft, lines: readonly DraftLine[], currency: string): PricingInput {
  const type = (draft.fields.discountType as DiscountType | null) ?? 'none';
  return {
    currency,
    lines,
    // As on the server: a fixed discount waits for lines to be held against.
    discountType: lines.length === 0 && type === 'fixed' ? 'none' : type,
    discountValue: draft.fields.discountValue as string | null,
  };
}

type TaxedLine = { taxRate: string; baseMinor: bigint; taxMinor: bigint };

/** Tax by rate, in the order in which the rates first appear. */
export function taxByRate(lines: readonly TaxedLine[], currency: string): TaxOfRate[] {
  const sums = new Map<string, { base: bigint; tax: bigint }>();
  for (const { taxRate, baseMinor, taxMinor } of lines) {
    const parsed = parseDecimal(taxRate);
    const rate = parsed.ok ? canonicalDecimal(parsed.value) : taxRate;
    const sum = sums.get(rate) ?? { base: 0n, tax: 0n };
    sums.set(rate, { base: sum.base + baseMinor, tax: sum.tax + taxMinor });
  }
  return [...sums].map(([rate, { base, tax }]) => ({
    rate,
    base: formatMinor(base, currency),
    tax: formatMinor(tax, currency),
  }));
}

/**
 * Prices what is typed so far by the engine of the server. While a line is unfinished the others are priced without it,
 * so that the totals stay in sight; `problems` then says that they are not yet the document's.
 */
export function priceDraft(draft: Draft): PricedDraft {
  const currency = String(draft.fields.currency);
  const lines = draft.lines.filter((line) => !isBlank(line));
  const whole = priceDocument(inputOf(draft, lines, currency));
  const problems = whole.ok
    ? []
    : whole.errors.map((error) => ({ ...error, path: pathByKey(error.path, lines) }));
  const sound = lines.filter((line) => !problems.some(({ path }) => path.startsWith(`lines.${line.key}.`)));
  const first = whole.ok ? whole : priceDocument(inputOf(draft, sound, currency));
  const result = first.ok ? first : priceDocument({ currency, lines: sound });
  const priced = result.ok ? result.pricing : null;
  const byKey = new Map(
    sound.flatMap((line, at) => (priced?.lines[at] ? [[line.key, priced.lines[at]]] : [])),
  );
  const text = (minor: bigint | undefined) => formatMinor(minor ?? 0n, currency);
  const taxed = sound.flatMap((line) => {
    if (line.selected === false) return [];
    const { netMinor, discountMinor, taxMinor } = byKey.get(line.key) ?? {};
    if (netMinor === undefined || discountMinor === undefined || taxMinor === undefined) return [];
    return [{ taxRate: line.taxRate, baseMinor: netMinor - discountMinor, taxMinor }];
  });
  return {
    currency,
    byKey,
    subtotal: text(priced?.subtotalMinor),
    discountTotal: text(priced?.discountMinor),
    shared: (priced?.discountMinor ?? 0n) > 0n,
    taxTotal: text(priced?.taxMinor),
    total: text(priced?.totalMinor),
    rates: taxByRate(taxed, currency),
    problems,
  };
}

const zero: ExactDecimal = { units: 0n, scale: 0 };

function exact(text: string): ExactDecimal {
  const parsed = parseDecimal(text === '' ? '0' : text);
  return parsed.ok ? parsed.value : zero;
}

/** An exact value with at least the currency's decimals: nothing is rounded away. */
function inFull({ units, scale }: ExactDecimal, currency: string): string {
  const least = currencyExponent(currency);
  if (scale <= least) return formatScaled(units * 10n ** BigInt(least - scale), least);
  const plain = canonicalDecimal({ units, scale });
  const decimals = plain.split('.')[1]?.length ?? 0;
  return decimals >= least ? plain : formatScaled(units / 10n ** BigInt(scale - least), least);
}

function times(a: string, b: string): ExactDecimal {
  const [left, right] = [exact(a), exact(b)];
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

/** quantity × unit price before any rounding, with at least the currency's decimals. */
export function exactProduct(quantity: string, unitPrice: string, currency: string): string {
  return inFull(times(quantity, unitPrice), currency);
}

/** `percent` of an amount before any rounding, taken off: a negative amount. */
export function exactReduction(amount: string, percent: string, currency: string): string {
  const { units, scale } = times(amount, percent);
  return inFull({ units: -units, scale: scale + 2 }, currency);
}

/** How many decimals a unit price is shown with: those of its currency, or more where it has more. */
export function priceDigits(price: string, currency: string): number {
  return Math.max(price.split('.')[1]?.length ?? 0, currencyExponent(currency));
}

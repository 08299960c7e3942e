import type { ApprovalCondition } from './approvals.ts';
import { currencyExponent } from './currencies.ts';
import { type ExactDecimal, formatMinor, formatScaled, parseDecimal } from './money.ts';
import { type LineInput, type PricingInput, priceDocument } from './pricing.ts';

/** One line as rules look at it: a heading counts for nothing, an optional line when it is selected. */
export type FactLine = LineInput & {
  lineType: 'item' | 'heading';
  optional: boolean;
  selected: boolean;
  /** What one unit costs the seller, in the document's currency; null: not known. */
  unitCost: string | null;
};

/** A document as rules look at it. */
export type ApprovalFacts = Pick<PricingInput, 'currency' | 'discountType' | 'discountValue'> & {
  lines: readonly FactLine[];
  /** The currency of the entity that sells. */
  entityCurrency: string;
  /** One unit of the document's currency in another, as a fraction; null where no rate is kept. */
  rateTo(currency: string): Fraction | null;
};

export type Fraction = { numerator: bigint; denominator: bigint };

export type RuleLimit = {
  condition: ApprovalCondition;
  /** A decimal; null for the currency. */
  limit: string | null;
  currency: string | null;
  unknownCounts: boolean;
};

/** How a document breaks a rule. */
export type Breach = {
  /** Percent, an amount in the rule's currency, or a currency; null where it cannot be told. */
  figure: string | null;
  /** The figure cannot be told: a cost or a rate is missing. */
  unknown: boolean;
  /** As offered the rule is kept; with other optional lines, which the customer may choose, it is broken. */
  withOptions: boolean;
};

const percent = 100n;
// Quantity and cost have four decimals each: with eight more than the minor unit has, their product is a whole number.
const finer = 10n ** 8n;

function exact(value: string | number | null | undefined): ExactDecimal {
  const parsed = parseDecimal(value ?? '0');
  if (!parsed.ok) throw new RangeError(`"${value}" is not a decimal.`);
  return parsed.value;
}

const floorRatio = (a: bigint, b: bigint) => a / b - (a % b < 0n ? 1n : 0n);
const ceilRatio = (a: bigint, b: bigint) => -floorRatio(-a, b);

/** What one line brings at full price and as offered, in minor units, and what it costs in finer units. */
type Sums = { full: bigint; net: bigint; cost: bigint; missing: number };

const none: Sums = { full: 0n, net: 0n, cost: 0n, missing: 0 };

function sumsOf(line: FactLine, currency: string): Sums {
  if (line.lineType === 'heading') return none;
  const alone = (one: LineInput) => {
    const result = priceDocument({ currency, lines: [{ ...one, selected: true }] });
    return result.ok ? result.pricing.subtotalMinor : 0n;
  };
  const quantity = exact(line.quantity);
  const unitCost = exact(line.unitCost);
  const scale = BigInt(quantity.scale + unitCost.scale - currencyExponent(currency));
  return {
    full: alone({ ...line, discountPercent: null }),
    net: alone(line),
    cost: (quantity.units * unitCost.units * finer * 10n ** 8n) / 10n ** (scale + 8n),
    missing: line.unitCost === null ? 1 : 0,
  };
}

/** The sums of a choice of optional lines, with the document discount taken off; null where it cannot be priced. */
function together(facts: ApprovalFacts, sums: readonly Sums[], chosen: readonly boolean[]) {
  const lines = facts.lines.map((line, at) => ({ ...line, selected: chosen[at] === true }));
  const result = priceDocument({ ...facts, lines });
  if (!result.ok) return null;
  const { subtotalMinor, discountMinor, totalMinor } = result.pricing;
  let [full, cost, missing] = [0n, 0n, 0];
  sums.forEach((sum, at) => {
    if (!chosen[at]) return;
    full += sum.full;
    cost += sum.cost;
    missing += sum.missing;
  });
  return { full, cost, missing, net: subtotalMinor - discountMinor, total: totalMinor };
}

type Together = NonNullable<ReturnType<typeof together>>;
type Weight = { bad: bigint; base: bigint };

/**
 * The choice of optional lines with the greatest ratio Σ bad / Σ base: those whose own ratio is above the one of the
 * lines taken so far, the worst first. Source: greedy 0-1 fractional programming, exact where every line may be taken alone.
 */
function worstChoice(lines: readonly FactLine[], weights: readonly Weight[], start: Weight): boolean[] {
  const chosen = lines.map((line) => !line.optional);
  let { bad, base } = start;
  weights.forEach((weight, at) => {
    if (!chosen[at]) return;
    bad += weight.bad;
    base += weight.base;
  });
  const open = weights
    .map((weight, at) => ({ ...weight, at }))
    .filter(({ at }) => lines[at]?.optional === true)
    .sort((a, b) => Number(b.bad * a.base > a.bad * b.base) - Number(b.bad * a.base < a.bad * b.base));
  for (const { at, ...weight } of open) {
    if (base > 0n && weight.bad * base <= bad * weight.base) continue;
    chosen[at] = true;
    bad += weight.bad;
    base += weight.base;
  }
  return chosen;
}

/** The document discount as a rate of what the lines come to, and as a fixed sum: one of them is nothing. */
function discountParts({ discountType, discountValue, currency }: ApprovalFacts) {
  const value = exact(discountValue === '' ? '0' : discountValue);
  const unit = 10n ** BigInt(value.scale);
  const fixed =
    discountType === 'fixed' ? (value.units * 10n ** BigInt(currencyExponent(currency))) / unit : 0n;
  const rate = discountType === 'percent' ? value.units : 0n;
  return { fixed, rate, whole: percent * unit };
}

function worstFor(condition: ApprovalCondition, facts: ApprovalFacts, sums: readonly Sums[]): boolean[] {
  if (condition === 'total') return facts.lines.map(() => true);
  const { fixed, rate, whole } = discountParts(facts);
  if (condition === 'discount') {
    const weights = sums.map(({ full, net }) => ({
      bad: (full - net) * whole + net * rate,
      base: full * whole,
    }));
    return worstChoice(facts.lines, weights, { bad: fixed * whole, base: 0n });
  }
  const weights = sums.map(({ net, cost }) => ({
    bad: cost * whole,
    base: net * (whole - rate) * finer,
  }));
  return worstChoice(facts.lines, weights, { bad: 0n, base: -fixed * whole * finer });
}

type Told = { figure: string | null; broken: boolean; unknown: boolean };
const kept: Told = { figure: null, broken: false, unknown: false };

/** Written away from the limit, so that what breaks a rule never looks like what keeps it. */
function discountTold({ full, net }: Together, limit: string): Told {
  if (full === 0n) return kept;
  const { units, scale } = exact(limit);
  const given = full - net;
  return {
    figure: formatScaled(ceilRatio(given * percent * 100n, full), 2),
    broken: given * percent * 10n ** BigInt(scale) > units * full,
    unknown: false,
  };
}

function marginTold({ net, cost, missing }: Together, limit: string): Told {
  const { units, scale } = exact(limit);
  const sold = net * finer;
  const left = sold - cost;
  // Costs that are missing only lower the margin: what is broken without them is broken.
  const broken = left * percent * 10n ** BigInt(scale) < units * sold;
  if (missing > 0 && !broken) return { ...kept, unknown: true };
  return {
    figure: sold === 0n ? null : formatScaled(floorRatio(left * percent * 100n, sold), 2),
    broken: sold === 0n ? cost > 0n : broken,
    unknown: false,
  };
}

function totalTold(facts: ApprovalFacts, { total }: Together, limit: string, currency: string): Told {
  const rate = facts.currency === currency ? { numerator: 1n, denominator: 1n } : facts.rateTo(currency);
  if (!rate) return { ...kept, unknown: true };
  const minor = ceilRatio(
    total * rate.numerator * 10n ** BigInt(currencyExponent(currency)),
    rate.denominator * 10n ** BigInt(currencyExponent(facts.currency)),
  );
  const { units, scale } = exact(limit);
  const most = (units * 10n ** BigInt(currencyExponent(currency))) / 10n ** BigInt(scale);
  return { figure: formatMinor(minor, currency), broken: minor > most, unknown: false };
}

function toldOf(rule: RuleLimit, facts: ApprovalFacts, sums: Together): Told {
  const limit = rule.limit ?? '0';
  if (rule.condition === 'discount') return discountTold(sums, limit);
  if (rule.condition === 'margin') return marginTold(sums, limit);
  return totalTold(facts, sums, limit, rule.currency ?? facts.currency);
}

/**
 * How a document breaks a rule, or null. The discount is what the customer pays less than quantity × unit price, by line
 * discounts and the document discount together, in percent of it; the margin is what is left of the net after costs, in
 * percent of the net. Optional lines are looked at as they are selected and, because the customer chooses after the
 * approval, in the worst choice there is. Percent figures have two decimals, rounded towards the breach.
 */
export function breachOf(rule: RuleLimit, facts: ApprovalFacts): Breach | null {
  if (rule.condition === 'currency') {
    const same = facts.currency === facts.entityCurrency;
    return same ? null : { figure: facts.currency, unknown: false, withOptions: false };
  }
  const sums = facts.lines.map((line) => sumsOf(line, facts.currency));
  const choices = [
    facts.lines.map((line) => !line.optional || line.selected),
    worstFor(rule.condition, facts, sums),
  ];
  let unknown: Breach | null = null;
  for (const [at, chosen] of choices.entries()) {
    const found = together(facts, sums, chosen);
    if (!found) continue;
    const told = toldOf(rule, facts, found);
    if (told.broken) return { figure: told.figure, unknown: false, withOptions: at > 0 };
    if (told.unknown && rule.unknownCounts) unknown ??= { figure: null, unknown: true, withOptions: at > 0 };
  }
  return unknown;
}

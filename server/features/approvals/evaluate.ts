import { createHash } from 'node:crypto';
import { breachOf, type Fraction } from '#domain/approval-figures.ts';
import { parseDecimal } from '#domain/money.ts';
import type { DiscountType } from '#domain/pricing.ts';
import { findExchangeRate } from '#features/settings/queries-exchange-rates.ts';
import type { Call } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { withoutPadding } from '#records/columns.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { ApprovalSubject } from './queries.ts';
import { type ApprovalRule, rulesAt } from './queries-rules.ts';

/** A rule that a document breaks now, with the figure. */
export type Reason = {
  rule: ApprovalRule;
  limit: string | null;
  figure: string | null;
  unknown: boolean;
  withOptions: boolean;
};

/** What an approval is bound to. */
export function contentHash({ content }: ApprovalSubject): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function fractionOf(text: string): Fraction {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`"${text}" is not a rate.`);
  return { numerator: parsed.value.units, denominator: 10n ** BigInt(parsed.value.scale) };
}

/** Today's rates from the document's currency to those that rules speak of; one kept the other way round is turned. */
async function ratesFor(call: Call, { row }: ApprovalSubject, rules: readonly ApprovalRule[]) {
  const from = row.currency as string;
  const rates = new Map<string, Fraction>();
  const wanted = new Set(rules.flatMap(({ currency }) => (currency && currency !== from ? [currency] : [])));
  if (wanted.size === 0) return rates;
  const date = await todayAt(call, row.scopeId);
  for (const to of wanted) {
    const straight = await findExchangeRate(call, from, to, date);
    if (straight) {
      rates.set(to, fractionOf(straight.rate));
      continue;
    }
    const turned = await findExchangeRate(call, to, from, date);
    if (!turned) continue;
    const { numerator, denominator } = fractionOf(turned.rate);
    rates.set(to, { numerator: denominator, denominator: numerator });
  }
  return rates;
}

/** The rules in use that a document breaks as it is now, in their order. */
export async function reasonsNow(call: Call, subject: ApprovalSubject): Promise<Reason[]> {
  const { row, lines } = subject;
  const rules = await rulesAt(call, row.scopePath);
  if (rules.length === 0) return [];
  const rates = await ratesFor(call, subject, rules);
  const entityCurrency = await entityCurrencyAt(call, row.scopeId);
  const facts = {
    currency: row.currency as string,
    discountType: row.discountType as DiscountType,
    discountValue: withoutPadding(String(row.discountValue)),
    lines,
    entityCurrency,
    rateTo: (currency: string) => rates.get(currency) ?? null,
  };
  return rules.flatMap((rule) => {
    const breach = breachOf(rule, facts);
    if (!breach) return [];
    const limit = rule.condition === 'currency' ? entityCurrency : rule.limit;
    return [{ rule, limit, ...breach }];
  });
}

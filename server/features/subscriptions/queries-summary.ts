import { type SqlBool, sql } from 'kysely';
import { currencyExponent } from '#domain/currencies.ts';
import { formatMinor, parseDecimal, roundRatio } from '#domain/money.ts';
import { monthlyRevenue, type Recurring } from '#domain/recurring-revenue.ts';
import { type RevenueReason, revenueReasons, type SummaryQuery } from '#domain/subscriptions.ts';
import { addDays, addMonths, type CalendarDate, today as todayIn } from '#domain/time-zones.ts';
import { findExchangeRate } from '#features/settings/queries-exchange-rates.ts';
import type { Call } from '#platform/access/call.ts';
import { reachCondition } from '#platform/access/can.ts';
import type { Values } from '#records/kind.ts';
import { nodesOf } from '#records/scope.ts';

/** What was summed of one currency and rhythm, in one month, for one reason. */
type Movement = Recurring & { month: string; reason: RevenueReason; currency: string; subscribers: number };

type Rate = { from: string; rate: string | null; rateDate: CalendarDate | null };

/** Which subscriptions a summary is about: those that the actor may see, at a node and below it. */
async function among(call: Call, scopeNodeId: string | null | undefined) {
  const reach = reachCondition(call, 'accounting.subscriptions.view', 'subscription');
  const path = scopeNodeId ? ((await nodesOf(call)).get(scopeNodeId)?.path ?? '~') : null;
  return sql<SqlBool>`(${reach ?? sql`true`} and ${
    path === null
      ? sql`true`
      : sql`(subscription.scope_path >= ${path} and subscription.scope_path < ${`${path}~`})`
  })`;
}

type Condition = Awaited<ReturnType<typeof among>>;

/** Every change up to a day, summed: what came before `from` stands in the month `before`. */
async function movements(
  call: Call,
  condition: Condition,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<Movement[]> {
  const { rows } = await sql<Values>`
    select case when revenue.on_date < ${from} then 'before' else to_char(revenue.on_date, 'YYYY-MM') end as month,
      revenue.reason, revenue.currency, revenue."interval", revenue.interval_count,
      sum(revenue.change_minor)::text as net, sum(revenue.subscribers)::int as subscribers
    from subscription_revenue revenue
    join subscription on subscription.org_id = revenue.org_id and subscription.id = revenue.subscription_id
    where revenue.org_id = ${call.orgId} and subscription.org_id = ${call.orgId}
      and revenue.on_date <= ${to} and ${condition}
    group by 1, 2, 3, 4, 5`.execute(call.database);
  return rows.map((row) => ({
    ...(row as unknown as Movement),
    netMinor: BigInt(String(row.net)),
    intervalCount: Number(row.intervalCount),
  }));
}

/** `minor` of one currency in another by a rate, rounded half away from zero. */
function converted(minor: bigint, from: string, to: string, rate: string): bigint {
  const parsed = parseDecimal(rate);
  if (!parsed.ok) throw new Error(`"${rate}" is no rate.`);
  const up = 10n ** BigInt(currencyExponent(to));
  const down = 10n ** BigInt(parsed.value.scale + currencyExponent(from));
  return roundRatio(minor * parsed.value.units * up, down);
}

async function ratesFor(call: Call, currencies: readonly string[], day: CalendarDate): Promise<Rate[]> {
  const rates: Rate[] = [];
  for (const from of [...new Set(currencies)].sort()) {
    if (from === call.currency) continue;
    const found = await findExchangeRate(call, from, call.currency, day);
    rates.push({ from, rate: found?.rate ?? null, rateDate: found?.rateDate ?? null });
  }
  return rates;
}

type Sums = Map<string, bigint>;

/** Monthly revenue of movements by currency, each rounded once. */
function byCurrency(items: readonly Movement[]): Sums {
  const groups = Map.groupBy(items, ({ currency }) => currency);
  return new Map([...groups].map(([currency, own]) => [currency, monthlyRevenue(own)]));
}

/** Sums in the company's currency; those that have no rate are left out, and the answer names them. */
function inCompany(call: Call, sums: Sums, rates: readonly Rate[]): bigint {
  let total = 0n;
  for (const [currency, minor] of sums) {
    const rate = rates.find(({ from }) => from === currency)?.rate;
    if (currency === call.currency) total += minor;
    else if (rate) total += converted(minor, currency, call.currency, rate);
  }
  return total;
}

function monthsBetween(from: CalendarDate, to: CalendarDate): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

/** `part / whole` in percent with one decimal; null of nothing. */
function percent(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenths = roundRatio(BigInt(part) * 1_000n, BigInt(whole));
  return `${tenths / 10n}.${tenths % 10n}`;
}

function monthRow(
  call: Call,
  month: string,
  { all, rates }: { all: readonly Movement[]; rates: readonly Rate[] },
): Values {
  const earlier = all.filter((item) => item.month === 'before' || item.month < month);
  const own = all.filter((item) => item.month === month);
  const money = (items: readonly Movement[]) =>
    formatMinor(inCompany(call, byCurrency(items), rates), call.currency);
  const count = (items: readonly Movement[]) => items.reduce((sum, item) => sum + item.subscribers, 0);
  const lost = -count(own.filter(({ reason }) => reason === 'churned'));
  const atStart = count(earlier);
  return {
    month,
    opening: money(earlier),
    ...Object.fromEntries(
      revenueReasons.map((reason) => [reason, money(own.filter((item) => item.reason === reason))]),
    ),
    closing: money([...earlier, ...own]),
    subscribersAtStart: atStart,
    newSubscribers: count(own.filter(({ reason }) => reason === 'new')),
    lostSubscribers: lost,
    churnRate: percent(lost, atStart),
  };
}

async function countByStatus(call: Call, condition: Condition): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from subscription
    where org_id = ${call.orgId} and archived_at is null and ${condition} group by status`.execute(
    call.database,
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** Invoices that the coming days bring, by currency: the starts of periods, each at the price that holds then. */
async function dueUntil(call: Call, condition: Condition, until: CalendarDate) {
  const { rows } = await sql<{ currency: string; count: number; total: string }>`
    select subscription.currency, count(*)::int as count, sum(price.total_minor)::text as total
    from subscription
    cross join lateral generate_series(0, case subscription."interval" when 'week' then 5 else 2 end) as ahead
    cross join lateral (select subscription.interval_count * (subscription.next_period - 1 + ahead) as steps) as at
    cross join lateral (select case subscription."interval"
      when 'week' then subscription.anchor_date + 7 * at.steps
      else (subscription.anchor_date + make_interval(months => at.steps *
        case subscription."interval" when 'month' then 1 when 'quarter' then 3 else 12 end))::date end as day) as start
    cross join lateral (select p.total_minor from subscription_price p
      where p.org_id = ${call.orgId} and p.subscription_id = subscription.id and p.valid_from <= start.day
      order by p.valid_from desc limit 1) as price
    where subscription.org_id = ${call.orgId} and subscription.archived_at is null and subscription.due_on is not null
      and subscription.next_invoice_date <= ${until} and start.day <= ${until}
      and (subscription.end_date is null or start.day <= subscription.end_date)
      and (subscription.cancels_on is null or start.day < subscription.cancels_on)
      and not exists (select from subscription_pause pause
        where pause.org_id = ${call.orgId} and pause.subscription_id = subscription.id
          and start.day >= pause.from_date and (pause.to_date is null or start.day < pause.to_date))
      and ${condition}
    group by 1 order by 1`.execute(call.database);
  return rows.map(({ currency, count, total }) => ({ currency, count, minor: BigInt(total) }));
}

/**
 * What subscriptions bring: recurring revenue by the month, by currency and in the company's currency by the rates of one
 * named day; how it grew and shrank month by month, with churn; what the next thirty days bring. MRR is exact and rounded
 * once for each currency, so that the parts of a month may differ from its sum by a minor unit.
 */
export async function summarise(call: Call, { from, to, scopeNodeId }: SummaryQuery): Promise<Values> {
  const today = todayIn(call.now, call.timeZone);
  const last = to ?? today;
  const first = from ?? `${addMonths(last, -11).slice(0, 7)}-01`;
  const condition = await among(call, scopeNodeId);
  const all = await movements(call, condition, { from: first, to: last });
  const until = addDays(today, 30);
  const [counts, due] = [await countByStatus(call, condition), await dueUntil(call, condition, until)];
  const rateDay = last < today ? last : today;
  const mrr = byCurrency(all);
  const rates = await ratesFor(call, [...mrr.keys(), ...due.map(({ currency }) => currency)], rateDay);
  const present = (sums: Sums) => ({
    byCurrency: [...sums]
      .filter(([, minor]) => minor !== 0n)
      .map(([currency, minor]) => ({ currency, amount: formatMinor(minor, currency) })),
    total: formatMinor(inCompany(call, sums, rates), call.currency),
  });
  return {
    currency: call.currency,
    asOf: rateDay,
    rates,
    missingRates: rates.filter(({ rate }) => rate === null).map(({ from: currency }) => currency),
    counts: {
      active: counts.active ?? 0,
      trialing: counts.trialing ?? 0,
      paused: counts.paused ?? 0,
      draft: counts.draft ?? 0,
    },
    mrr: present(mrr),
    dueSoon: {
      until,
      count: due.reduce((sum, { count }) => sum + count, 0),
      ...present(new Map(due.map(({ currency, minor }) => [currency, minor]))),
    },
    months: monthsBetween(first, last).map((month) => monthRow(call, month, { all, rates })),
  };
}

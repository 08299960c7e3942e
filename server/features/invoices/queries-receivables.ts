import { type SqlBool, sql } from 'kysely';
import { formatMinor } from '#domain/money.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import { quoteKind } from '#features/quotes/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { getRecord } from '#records/read-record.ts';
import { overdueCondition } from './kind.ts';

type Row = Record<'total' | 'paid' | 'credited' | 'writtenOff' | 'balance' | 'overdue', string | null> & {
  currency: string;
  invoices: string;
};

/**
 * What was invoiced under a condition and what became of it, by currency: `invoiced` is always `paid` + `credited` +
 * `writtenOff` + `outstanding`. Sums only: they tell a salesperson how their deal stands, and nothing of the invoices.
 */
async function sumsWhere(call: Call, condition: ReturnType<typeof sql<SqlBool>>) {
  const overdue = await overdueCondition(call, true);
  const { rows } = await sql<Row>`
    select currency, sum(total_minor) as total, sum(paid_minor + credit_used_minor) as paid,
      sum(credited_minor) as credited, sum(written_off_minor) as written_off, sum(balance_minor) as balance,
      sum(balance_minor) filter (where ${overdue}) as overdue, count(*) as invoices
    from invoice where org_id = ${call.orgId} and ${condition} and archived_at is null
      and status in ('issued', 'partially_paid', 'paid')
    group by currency order by currency`.execute(call.database);
  return rows.map(({ currency, ...row }) => {
    const amount = (minor: string | null) => formatMinor(BigInt(minor ?? 0), currency);
    return {
      currency,
      invoices: Number(row.invoices),
      invoiced: amount(row.total),
      paid: amount(row.paid),
      credited: amount(row.credited),
      writtenOff: amount(row.writtenOff),
      outstanding: amount(row.balance),
      overdue: amount(row.overdue),
    };
  });
}

/** Whoever sees a deal sees how it is paid, without any right to its invoices. */
export async function receivablesOfOpportunity(call: Call, id: string) {
  await getRecord(call, opportunityKind, id);
  if (!call.modules.has('accounting')) return [];
  return sumsWhere(call, sql<SqlBool>`opportunity_id = ${id}`);
}

/** The same for what was invoiced of a quote, also by way of an order. */
export async function receivablesOfQuote(call: Call, id: string) {
  await getRecord(call, quoteKind, id);
  if (!call.modules.has('accounting')) return [];
  return sumsWhere(
    call,
    sql<SqlBool>`(quote_id = ${id} or order_id in
      (select o.id from sales_order o where o.org_id = ${call.orgId} and o.quote_id = ${id}))`,
  );
}

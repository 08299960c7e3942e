import { type Expression, type SqlBool, sql } from 'kysely';
import { formatMinor } from '#domain/money.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { holds } from '#platform/access/can.ts';
import { capabilityOf, type RecordKind } from '#records/kind.ts';
import { listConditions } from '#records/list-conditions.ts';

export type Sum = { currency: string; amount: string };

async function conditionsOf(call: Call, kind: RecordKind, accountId: string): Promise<Expression<SqlBool>> {
  const conditions = await listConditions(call, kind, { accountId: [accountId], archived: 'all' });
  return sql.join(conditions, sql` and `) as unknown as Expression<SqlBool>;
}

const sees = (call: Call, kind: RecordKind) => holds(call, capabilityOf(kind, 'view'));

function sum(rows: readonly Record<string, unknown>[], column: string): Sum[] {
  return rows.flatMap((row) => {
    const minor = BigInt((row[column] as string | null) ?? 0);
    const currency = String(row.currency);
    return minor === 0n ? [] : [{ currency, amount: formatMinor(minor, currency) }];
  });
}

/**
 * What a customer is worth, by currency, over every invoice and opportunity that the actor may see: `lifetimeValue` is
 * what was invoiced and stands (issued, not void), `paid` and `outstanding` its two parts, `overdue` what is past its day;
 * `openPipeline` is what open opportunities may bring, `weighted` by their probability. Null where the actor may not see
 * the records behind a figure.
 */
export async function findFigures(call: Call, accountId: string) {
  const [money, pipeline, contacted] = await Promise.all([
    sees(call, invoiceKind) ? invoiceFigures(call, accountId) : null,
    sees(call, opportunityKind) ? pipelineFigures(call, accountId) : null,
    sees(call, contactKind) ? lastContact(call, accountId) : null,
  ]);
  return { money, pipeline, lastContactedAt: contacted };
}

async function invoiceFigures(call: Call, accountId: string) {
  const overdue = await invoiceKind.filters?.overdue?.condition(call, true);
  const { rows } = await sql<Record<string, unknown>>`
    select currency, sum(total_minor) as total, sum(paid_minor) as paid, sum(balance_minor) as balance,
      sum(balance_minor) filter (where ${overdue ?? sql`false`}) as overdue,
      min(invoice_date) as first_date, count(*) as invoices
    from invoice where ${await conditionsOf(call, invoiceKind, accountId)}
      and status in ('issued', 'partially_paid', 'paid')
    group by currency order by currency`.execute(call.database);
  const dates = rows.map(({ firstDate }) => String(firstDate)).sort();
  return {
    lifetimeValue: sum(rows, 'total'),
    paid: sum(rows, 'paid'),
    outstanding: sum(rows, 'balance'),
    overdue: sum(rows, 'overdue'),
    invoices: rows.reduce((count, row) => count + Number(row.invoices), 0),
    customerSince: dates[0] ?? null,
  };
}

async function pipelineFigures(call: Call, accountId: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select currency,
      sum(amount_minor) filter (where stage not in ('won', 'lost')) as open,
      sum(round(amount_minor * probability / 100.0)) filter (where stage not in ('won', 'lost')) as weighted,
      sum(amount_minor) filter (where stage = 'won') as won,
      count(*) filter (where stage not in ('won', 'lost')) as open_count,
      count(*) filter (where stage = 'won') as won_count,
      count(*) filter (where stage = 'lost') as lost_count
    from opportunity where ${await conditionsOf(call, opportunityKind, accountId)} and archived_at is null
    group by currency order by currency`.execute(call.database);
  const counted = (column: string) => rows.reduce((count, row) => count + Number(row[column]), 0);
  return {
    openPipeline: sum(rows, 'open'),
    weighted: sum(rows, 'weighted'),
    won: sum(rows, 'won'),
    open: counted('openCount'),
    wonCount: counted('wonCount'),
    lostCount: counted('lostCount'),
  };
}

async function lastContact(call: Call, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select max(last_contacted_at) as at from contact
    where ${await conditionsOf(call, contactKind, accountId)}`.execute(call.database);
  return rows[0]?.at ?? null;
}

import { type SqlBool, sql } from 'kysely';
import { formatMinor } from '#domain/money.ts';
import { type AgeBucket, ageBuckets } from '#domain/receivables.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { entityTimeZones } from '#records/entity-calendar.ts';
import { visibleInvoices } from './queries-facts.ts';

export type Ages = Record<AgeBucket, string> & { total: string };

type Row = Record<AgeBucket, string | null> & {
  accountId: string;
  name: string;
  currency: string;
  total: string;
};

const mostAccounts = 500;

/** Today's date in each entity, as a table to join with. */
async function datesByEntity(call: Call) {
  const zones = [...(await entityTimeZones(call))];
  const ids = zones.map(([id]) => id);
  const dates = zones.map(([, zone]) => today(call.now, zone));
  return sql`unnest(${ids}::uuid[], ${dates}::date[]) as entity_day (id, today)`;
}

const late = sql`(entity_day.today - invoice.due_date)`;
const conditions: Record<AgeBucket, ReturnType<typeof sql>> = {
  notDue: sql`invoice.due_date is null or ${late} <= 0`,
  days30: sql`${late} between 1 and 30`,
  days60: sql`${late} between 31 and 60`,
  days90: sql`${late} between 61 and 90`,
  older: sql`${late} > 90`,
};

function agesOf(row: Record<AgeBucket, string | null> & { total: string | null }, currency: string): Ages {
  const amount = (minor: string | null) => formatMinor(BigInt(minor ?? 0), currency);
  const ages = Object.fromEntries(ageBuckets.map((bucket) => [bucket, amount(row[bucket])]));
  return { ...(ages as Record<AgeBucket, string>), total: amount(row.total) };
}

const sums = sql.join(
  ageBuckets.map(
    (bucket) => sql`sum(invoice.balance_minor) filter (where ${conditions[bucket]}) as ${sql.id(bucket)}`,
  ),
);

type Wanted = { entityId: string | null; accountId?: string; currency?: string | null };

async function openWhere(call: Call, { entityId, accountId, currency }: Wanted) {
  const one = (value: string | null | undefined, column: string) =>
    value ? sql<SqlBool>`${sql.ref(column)} = ${value}` : sql<SqlBool>`true`;
  return sql`from invoice join ${await datesByEntity(call)} on entity_day.id = invoice.entity_id
    left join account on account.org_id = invoice.org_id and account.id = invoice.account_id
    where invoice.org_id = ${call.orgId} and invoice.status in ('issued', 'partially_paid')
      and invoice.archived_at is null and ${one(entityId, 'invoice.entityId')}
      and ${one(accountId, 'invoice.accountId')} and ${one(currency, 'invoice.currency')}
      and ${visibleInvoices(call)}`;
}

/**
 * What is due from whom and for how long, each invoice by today's date in its entity: per account and currency the largest
 * sums first, and per currency over all accounts. `more` says that there are accounts beyond the ones told.
 */
export async function ageing(call: Call, wanted: Wanted) {
  const open = await openWhere(call, wanted);
  const perAccount = await sql<Row>`
    select invoice.account_id, coalesce(account.name, max(invoice.customer ->> 'name'), '') as name, invoice.currency, sum(invoice.balance_minor) as total, ${sums}
    ${open} group by invoice.account_id, account.name, invoice.currency
    order by sum(invoice.balance_minor) desc, invoice.account_id limit ${mostAccounts + 1}`.execute(
    call.database,
  );
  const perCurrency = await sql<Row>`
    select invoice.currency, sum(invoice.balance_minor) as total, ${sums}
    ${open} group by invoice.currency order by invoice.currency`.execute(call.database);
  return {
    items: perAccount.rows.slice(0, mostAccounts).map(({ accountId, name, currency, ...row }) => ({
      accountId,
      name,
      currency,
      ...agesOf(row, currency),
    })),
    totals: perCurrency.rows.map(({ currency, ...row }) => ({ currency, ...agesOf(row, currency) })),
    more: perAccount.rows.length > mostAccounts,
  };
}

import { type SqlBool, sql } from 'kysely';
import { invoiceKind } from '#features/invoices/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { reachCondition, requireCapability } from '#platform/access/can.ts';

/** What changed what a customer owes; `amountMinor` is more where it is positive and less where it is negative. */
export type AccountFact = {
  id: string;
  kind: 'invoice' | 'credit_note' | 'payment' | 'refund' | 'write_off';
  date: string;
  number: string | null;
  reference: string | null;
  dueDate: string | null;
  amountMinor: bigint;
};

export type FactsOf = { accountId: string; currency: string; entityId: string | null };

/** The sum of an account counts only for who sees all of it: both the invoices and the payments. */
export function requireBooks(call: Call): void {
  requireCapability(call, 'accounting.invoices.view');
  requireCapability(call, 'accounting.payments.view');
}

/** The invoices that the actor may see, as a condition on the table `invoice`. */
export function visibleInvoices(call: Call) {
  return reachCondition(call, 'accounting.invoices.view', invoiceKind.table) ?? sql<SqlBool>`true`;
}

/** The invoices of which the actor may see all that was booked, their payments too. */
export function visibleBooks(call: Call) {
  const payments = reachCondition(call, 'accounting.payments.view', invoiceKind.table) ?? sql<SqlBool>`true`;
  return sql<SqlBool>`(${visibleInvoices(call)} and ${payments})`;
}

// Credit that is set against an invoice moves within the account and changes nothing of its sum. A void invoice was taken
// back whole, so it is no part of what was ever owed.
function factsQuery(call: Call, { accountId, currency, entityId }: FactsOf) {
  const org = call.orgId;
  const seen = visibleBooks(call);
  const own = sql<SqlBool>`invoice.org_id = ${org} and invoice.account_id = ${accountId}
    and invoice.currency = ${currency} and invoice.issued_at is not null and invoice.status <> 'void'
    and ${entityId === null ? sql<SqlBool>`true` : sql<SqlBool>`invoice.entity_id = ${entityId}`} and ${seen}`;
  return sql<AccountFact>`
    select invoice.id, 'invoice' as kind, 0 as rank, invoice.invoice_date as date, invoice.number,
      invoice.reference, invoice.due_date, invoice.total_minor as amount_minor
    from invoice where ${own}
    union all
    select n.id, 'credit_note', 1, n.credit_date, n.number, invoice.number, null, -n.total_minor
    from invoice join credit_note n on n.org_id = invoice.org_id and n.invoice_id = invoice.id
    where ${own} and n.status = 'issued'
    union all
    select p.id, 'payment', 2, p.payment_date, invoice.number, p.reference, null, -p.amount_minor
    from invoice join payment p on p.org_id = invoice.org_id and p.invoice_id = invoice.id
    where ${own}
    union all
    select e.id, case when e.kind in ('refund', 'credit_refund') then 'refund' else 'write_off' end, 3,
      e.entry_date, invoice.number, e.reference, null,
      case when e.kind = 'write_off' then -e.amount_minor else e.amount_minor end
    from invoice join invoice_entry e on e.org_id = invoice.org_id and e.invoice_id = invoice.id
    where ${own} and e.kind in ('refund', 'credit_refund', 'write_off', 'write_off_reversal')`;
}

/** What an account owed before a day, in minor units; less than nothing where it has credit. */
export async function balanceBefore(call: Call, of: FactsOf, date: string): Promise<bigint> {
  const { rows } = await sql<{ sum: string | null }>`
    select sum(amount_minor) as sum from (${factsQuery(call, of)}) fact where date < ${date}`.execute(
    call.database,
  );
  return BigInt(rows[0]?.sum ?? 0);
}

/** What happened from one day to another, in order. */
export async function factsBetween(
  call: Call,
  of: FactsOf,
  { from, to }: { from: string; to: string },
  most: number,
): Promise<AccountFact[]> {
  const { rows } = await sql<AccountFact>`
    select id, kind, date, number, reference, due_date, amount_minor from (${factsQuery(call, of)}) fact
    where date between ${from} and ${to} order by date, rank, number, id limit ${most}`.execute(
    call.database,
  );
  return rows;
}

/** The currencies in which an account was ever invoiced. */
export async function currenciesOf(call: Call, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    select distinct currency from invoice
    where org_id = ${call.orgId} and account_id = ${accountId} and issued_at is not null and ${visibleInvoices(call)}
    order by currency`.execute(call.database);
  return rows.map(({ currency }) => currency);
}

import { type SqlBool, sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { entityTimeZones } from '#records/entity-calendar.ts';
import type { JournalEntry, JournalLine } from './ledger-adapter.ts';
import { requireBooks, visibleBooks } from './queries-facts.ts';
import type { LedgerCodes } from './queries-ledger.ts';

type Fact = {
  id: string;
  kind:
    | 'invoice'
    | 'void'
    | 'credit_note'
    | 'payment'
    | 'refund'
    | 'credit_refund'
    | 'credit_use'
    | 'write_off'
    | 'write_off_reversal';
  date: string;
  number: string | null;
  customer: string;
  currency: string;
  text: string | null;
  amountMinor: bigint;
  /** What of it is the customer's credit. */
  creditMinor: bigint;
  /** Tax by rate, for what has lines: `[["19", 190], …]` in minor units as text. */
  taxes: [string, string][] | null;
};

type Days = { from: string; to: string };

function taxesOf(table: string, column: string) {
  return sql`(select json_agg(json_build_array(rate, tax::text)) from (
    select trim_scale(l.tax_rate)::text as rate, sum(l.tax_minor) as tax from ${sql.table(table)} l
    where l.org_id = doc.org_id and l.${sql.ref(column)} = doc.id and l.line_type = 'item' and l.selected
    group by l.tax_rate having sum(l.tax_minor) <> 0 order by l.tax_rate) by_rate)`;
}

async function factsOf(call: Call, { from, to }: Days, entityId: string | null): Promise<Fact[]> {
  const zones = [...(await entityTimeZones(call))];
  const seen = sql<SqlBool>`invoice.org_id = ${call.orgId} and invoice.issued_at is not null and ${visibleBooks(call)}
    and ${entityId === null ? sql<SqlBool>`true` : sql<SqlBool>`invoice.entity_id = ${entityId}`}`;
  // A customer may lie above the reader, and what was booked is told all the same: under the name that the invoice gives it.
  const account = sql`left join account on account.org_id = invoice.org_id and account.id = invoice.account_id`;
  const name = sql`coalesce(account.name, invoice.customer ->> 'name', '')`;
  const voided = sql`(invoice.status_changed_at at time zone zone.name)::date`;
  const { rows } = await sql<Fact>`
    select doc.id, 'invoice' as kind, 0 as rank, doc.invoice_date as date, doc.number, doc.name as customer, doc.currency,
      doc.title as text, doc.total_minor as amount_minor, 0::bigint as credit_minor,
      ${taxesOf('invoice_line', 'invoiceId')} as taxes
    from (select invoice.*, ${name} as name from invoice ${account}
      where ${seen} and invoice.invoice_date between ${from} and ${to}) doc
    union all
    select doc.id, 'void', 1, doc.voided_on, doc.number, doc.name, doc.currency, doc.void_reason, doc.total_minor, 0,
      ${taxesOf('invoice_line', 'invoiceId')}
    from (select invoice.*, ${name} as name, ${voided} as voided_on from invoice ${account}
        join unnest(${zones.map(([id]) => id)}::uuid[], ${zones.map(([, zone]) => zone)}::text[]) as zone (id, name)
          on zone.id = invoice.entity_id
      where ${seen} and invoice.status = 'void' and ${voided} between ${from} and ${to}) doc
    union all
    select doc.id, 'credit_note', 2, doc.credit_date, doc.number, doc.name, doc.currency, doc.reason, doc.total_minor,
      doc.kept_minor, ${taxesOf('credit_note_line', 'creditNoteId')}
    from (select n.*, ${name} as name from credit_note n
        join invoice on invoice.org_id = n.org_id and invoice.id = n.invoice_id ${account}
      where ${seen} and n.status = 'issued' and n.credit_date between ${from} and ${to}) doc
    union all
    select p.id, 'payment', 3, p.payment_date, invoice.number, ${name}, p.currency, p.reference, p.amount_minor,
      p.credit_minor, null
    from payment p join invoice on invoice.org_id = p.org_id and invoice.id = p.invoice_id ${account}
    where ${seen} and p.org_id = ${call.orgId} and p.payment_date between ${from} and ${to}
    union all
    select e.id, e.kind, 4, e.entry_date, invoice.number, ${name}, e.currency, coalesce(e.reason, e.reference),
      e.amount_minor, e.from_credit_minor, null
    from invoice_entry e join invoice on invoice.org_id = e.org_id and invoice.id = e.invoice_id ${account}
    where ${seen} and e.org_id = ${call.orgId} and e.kind <> 'credit_note' and e.entry_date between ${from} and ${to}
    order by date, rank, number, id`.execute(call.database);
  return rows;
}

type Amount = [account: string, minor: bigint, taxRate?: string];

function booked(debits: readonly Amount[], credits: readonly Amount[]): JournalLine[] {
  const line = (side: 'debitMinor' | 'creditMinor') => (amount: Amount) => {
    const [account, minor, taxRate = null] = amount;
    return { account, debitMinor: 0n, creditMinor: 0n, [side]: minor, taxRate };
  };
  return [...debits.map(line('debitMinor')), ...credits.map(line('creditMinor'))].filter(
    ({ debitMinor, creditMinor }) => debitMinor !== creditMinor,
  );
}

/** Debits and credits of a fact. Bought and taxed on one side, owed on the other; money and credit between them. */
function linesOf(fact: Fact, codes: LedgerCodes): JournalLine[] {
  const { receivable, revenue, bank, write_off, customer_credit } = codes;
  const amount = BigInt(fact.amountMinor);
  const credit = BigInt(fact.creditMinor);
  const taxes = (fact.taxes ?? []).map(([rate, minor]): Amount => [codes.tax, BigInt(minor), rate]);
  const net = amount - taxes.reduce((sum, [, minor]) => sum + minor, 0n);
  const sold: Amount[] = [[revenue, net], ...taxes];
  switch (fact.kind) {
    case 'invoice':
      return booked([[receivable, amount]], sold);
    case 'void':
      return booked(sold, [[receivable, amount]]);
    case 'credit_note':
      return booked(sold, [
        [receivable, amount - credit],
        [customer_credit, credit],
      ]);
    case 'payment':
      return booked(
        [[bank, amount]],
        [
          [receivable, amount - credit],
          [customer_credit, credit],
        ],
      );
    case 'refund':
      return booked(
        [
          [receivable, amount - credit],
          [customer_credit, credit],
        ],
        [[bank, amount]],
      );
    case 'credit_refund':
      return booked([[customer_credit, amount]], [[bank, amount]]);
    case 'credit_use':
      return booked([[customer_credit, amount]], [[receivable, amount]]);
    case 'write_off':
      return booked([[write_off, amount]], [[receivable, amount]]);
    case 'write_off_reversal':
      return booked([[receivable, amount]], [[write_off, amount]]);
  }
}

/** What is to be booked for everything that happened in a range of days, in order; debits equal credits in every entry. */
export async function journalBetween(
  call: Call,
  days: Days,
  { entityId, codes }: { entityId: string | null; codes: LedgerCodes },
): Promise<JournalEntry[]> {
  requireBooks(call);
  const facts = await factsOf(call, days, entityId);
  return facts.map((fact) => {
    const { id, date, kind, number, customer, currency, text } = fact;
    return { id, date, kind, number, customer, currency, text, lines: linesOf(fact, codes) };
  });
}

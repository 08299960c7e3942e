import type { Invariant } from './invariant.ts';

const dropping = (table: string, ...constraints: string[]) =>
  constraints.map((name) => `alter table ${table} drop constraint ${name}`);

const entries = (kinds: string, amount = 'e.amount_minor') => `(select coalesce(sum(${amount}), 0)
  from invoice_entry e where e.org_id = i.org_id and e.invoice_id = i.id and e.kind in (${kinds}))`;

/** What settles an invoice, and what a customer has to their credit: every amount is told by entries that add up to it. */
export const receivablesInvariants: readonly Invariant[] = [
  {
    id: 'SETTLE-1',
    sql: `select 'invoice ' || i.id as place from invoice i where i.status <> 'void' and i.balance_minor <>
        i.total_minor
        - (select coalesce(sum(p.amount_minor - p.credit_minor), 0) from payment p
            where p.org_id = i.org_id and p.invoice_id = i.id)
        + ${entries(`'refund'`, 'e.amount_minor - e.from_credit_minor')}
        - ${entries(`'credit_use', 'credit_note', 'write_off'`)} + ${entries(`'write_off_reversal'`)}`,
    broken: [
      `delete from invoice_entry where kind = 'write_off'`,
      `delete from invoice_entry where kind = 'refund'`,
    ],
  },
  {
    id: 'SETTLE-2',
    sql: `select 'invoice ' || i.id as place from invoice i
      where i.credit_used_minor <> ${entries(`'credit_use'`)}
        or i.credited_minor <> ${entries(`'credit_note'`)}
        or i.written_off_minor <> ${entries(`'write_off'`)} - ${entries(`'write_off_reversal'`)}
        or i.balance_minor < 0`,
    broken: [`delete from invoice_entry where kind = 'credit_note'`],
  },
  {
    id: 'SETTLE-3',
    sql: `select 'payment ' || p.id as place from payment p
      left join customer_credit c on c.org_id = p.org_id and c.payment_id = p.id
      where p.credit_minor <> coalesce(c.amount_minor, 0)
        or p.refunded_minor <> (select coalesce(sum(e.amount_minor - e.from_credit_minor), 0) from invoice_entry e
          where e.org_id = p.org_id and e.payment_id = p.id and e.kind = 'refund')
        or p.refunded_minor + p.credit_minor > p.amount_minor`,
    broken: [
      ...dropping('payment', 'payment_never_refunded_beyond'),
      `update payment set refunded_minor = amount_minor + 1`,
    ],
  },
  {
    id: 'CREDIT-1',
    sql: `select 'credit ' || c.id as place from customer_credit c
      where c.used_minor <> (select coalesce(sum(e.amount_minor), 0) from invoice_entry e
          where e.org_id = c.org_id and e.credit_id = c.id and e.kind = 'credit_use')
        or c.refunded_minor <> (select coalesce(sum(case e.kind when 'refund' then e.from_credit_minor
            else e.amount_minor end), 0) from invoice_entry e
          where e.org_id = c.org_id and e.credit_id = c.id and e.kind in ('refund', 'credit_refund'))
        or c.used_minor + c.refunded_minor > c.amount_minor`,
    broken: [
      ...dropping('customer_credit', 'customer_credit_never_used_beyond'),
      `update customer_credit set used_minor = amount_minor + 1`,
    ],
  },
  {
    id: 'CREDIT-2',
    sql: `select 'credit ' || c.id as place from customer_credit c
      join invoice i on i.org_id = c.org_id and i.id = c.invoice_id
      left join invoice_entry e on e.org_id = c.org_id and e.credit_id = c.id and e.kind = 'credit_use'
      left join invoice u on u.org_id = e.org_id and u.id = e.invoice_id
      where (u.entity_id, u.currency) <> (i.entity_id, i.currency) or c.currency <> i.currency`,
    broken: [`update customer_credit set currency = 'XXX'`],
  },
  {
    id: 'CREDIT-3',
    sql: `select 'credit note ' || n.id as place from credit_note n
      left join customer_credit c on c.org_id = n.org_id and c.credit_note_id = n.id
      where n.kept_minor <> coalesce(c.amount_minor, 0)
        or n.applied_minor <> (select coalesce(sum(e.amount_minor), 0) from invoice_entry e
          where e.org_id = n.org_id and e.credit_note_id = n.id)
        or n.applied_minor + n.kept_minor <> case n.status when 'draft' then 0 else n.total_minor end`,
    broken: [
      ...dropping('credit_note', 'credit_note_goes_somewhere'),
      `update credit_note set applied_minor = applied_minor + 1`,
    ],
  },
  {
    id: 'CREDIT-4',
    sql: `select 'line ' || l.id as place from issued_line l
      left join lateral (select coalesce(sum(c.credited_quantity), 0) as quantity, coalesce(sum(c.net_minor), 0) as net,
          coalesce(sum(c.tax_minor), 0) as tax, coalesce(sum(c.total_minor), 0) as total
        from credit_note_line c join credit_note n on n.org_id = c.org_id and n.id = c.credit_note_id
        where c.org_id = l.org_id and c.source_id = l.id and n.status = 'issued') s on true
      where (l.credited_quantity, l.credited_net_minor, l.credited_tax_minor, l.credited_total_minor)
        is distinct from (s.quantity, s.net, s.tax, s.total) or l.credited_total_minor > l.total_minor
      union all
      select 'invoice ' || i.invoice_id from issued_invoice i where i.noted_minor <> (
        select coalesce(sum(n.total_minor), 0) from credit_note n
        where n.org_id = i.org_id and n.invoice_id = i.invoice_id and n.status = 'issued')`,
    broken: [
      ...dropping('issued_line', 'line_never_credited_beyond'),
      `update issued_line set credited_total_minor = total_minor + 1`,
    ],
  },
  {
    id: 'CREDIT-5',
    sql: `select 'entity ' || entity_id as place from credit_note where number is not null
      group by org_id, entity_id
      having count(*) <> max(substring(number from '\\d+$')::int) or count(distinct number) <> count(*)
      union all
      select 'series of ' || s.node_id from number_series s where s.document = 'credit_note' and s.next_number - 1
        <> (select count(*) from credit_note n where n.org_id = s.org_id and n.entity_id = s.node_id and n.number is not null)`,
    broken: [`update number_series set next_number = next_number + 1 where document = 'credit_note'`],
  },
  {
    id: 'INVOICE-7',
    sql: `select 'invoice ' || i.id as place from invoice i
      left join issued_invoice k on k.org_id = i.org_id and k.invoice_id = i.id
      where (i.status = 'draft') <> (k.invoice_id is null) or k.series_code is distinct from
        case i.status when 'draft' then null else i.series_code end
      union all
      select 'line ' || l.id from invoice_line l
        join issued_invoice k on k.org_id = l.org_id and k.invoice_id = l.invoice_id
        left join issued_line s on s.org_id = l.org_id and s.id = l.id
        where l.line_type = 'item' and l.selected
          and (l.quantity, l.net_minor, l.tax_minor, l.total_minor)
            is distinct from (s.quantity, s.net_minor, s.tax_minor, s.total_minor)`,
    broken: [`update issued_invoice set series_code = 'other'`],
  },
];

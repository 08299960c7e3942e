import { allKinds, columnOf } from '#records/kind.ts';
import { customInvariant } from './custom-invariant.ts';
import type { Invariant } from './invariant.ts';
import { orderInvariants } from './ledger-invariant.ts';
import { receivablesInvariants } from './receivables-invariants.ts';

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every link between two kinds of record: its table, its column, and the table that it leads to. */
function links(): { table: string; column: string; to: string }[] {
  const tableOf = new Map(allKinds().map(({ name, table }) => [name, snake(table)]));
  return allKinds().flatMap((kind) =>
    Object.entries(kind.fields).flatMap(([name, field]) => {
      if (field.type !== 'link') return [];
      const to = tableOf.get(field.to);
      return to ? [{ table: snake(kind.table), column: snake(columnOf(name, field)), to }] : [];
    }),
  );
}

const records = [
  'account',
  'contact',
  'campaign',
  'lead',
  'opportunity',
  'quote',
  'sales_order',
  'invoice',
  'payment',
  'credit_note',
];
const states = {
  lead: 'status',
  opportunity: 'stage',
  quote: 'status',
  sales_order: 'status',
  invoice: 'status',
  credit_note: 'status',
} as const;
const each = (names: readonly string[], sql: (name: string) => string) => names.map(sql).join(' union all ');
const dropping = (table: string, ...constraints: string[]) =>
  constraints.map((name) => `alter table ${table} drop constraint ${name}`);

const scopes: Invariant[] = [
  {
    id: 'SCOPE-1',
    sql: each(
      records,
      (table) => `select '${table} ' || r.id as place from ${table} r
        join node n on n.org_id = r.org_id and n.id = r.scope_id where n.path <> r.scope_path`,
    ),
    broken: [
      ...dropping('account', 'account_org_id_scope_id_scope_path_fkey'),
      `update account set scope_path = '00009.'`,
    ],
  },
  {
    id: 'SCOPE-2',
    get sql() {
      return links()
        .map(
          ({ table, column, to }) => `select '${table}.${column} ' || a.id as place from ${table} a
            join ${to} b on b.org_id = a.org_id and b.id = a.${column}
            where not (starts_with(a.scope_path, b.scope_path) or starts_with(b.scope_path, a.scope_path))`,
        )
        .join(' union all ');
    },
    broken: [
      ...dropping('opportunity', 'opportunity_org_id_scope_id_scope_path_fkey'),
      `update opportunity set scope_path = '00008.' where account_id is not null`,
    ],
  },
  {
    id: 'SCOPE-3',
    sql: [
      'quote_line:quote',
      'invoice_line:invoice',
      'payment:invoice',
      'issued_line:invoice',
      'invoice_entry:invoice',
      'customer_credit:invoice',
      'credit_note:invoice',
      'credit_note_line:credit_note',
      'quote_status_change:quote:record_id',
    ]
      .map((pair) => {
        const [part = '', whole = '', column = `${whole}_id`] = pair.split(':');
        const moved = part.endsWith('change') ? 'and false' : '';
        return `select '${part} ' || p.id as place from ${part} p
          join ${whole} w on w.org_id = p.org_id and w.id = p.${column} where p.scope_path <> w.scope_path ${moved}`;
      })
      .join(' union all '),
    broken: [
      ...dropping('quote_line', 'quote_line_org_id_scope_id_scope_path_fkey'),
      `update quote_line set scope_path = '00007.'`,
    ],
  },
];

const archive: Invariant = {
  id: 'RECORD-1',
  sql: each(
    ['account', 'contact', 'campaign'],
    (table) =>
      `select '${table} ' || id as place from ${table} where archived_at is not null and status <> 'archived'`,
  ),
  broken: [`update account set status = 'active', archived_at = now()`],
};

const history: Invariant[] = [
  {
    id: 'HISTORY-1',
    sql: Object.entries(states)
      .map(
        ([table, column]) => `select '${table} ' || r.id as place from ${table} r
          where r.${column} is distinct from (select h.to_status from ${table}_status_change h
            where h.org_id = r.org_id and h.record_id = r.id order by h.at desc, h.id desc limit 1)`,
      )
      .join(' union all '),
    broken: [`delete from lead_status_change`],
  },
  {
    id: 'HISTORY-2',
    sql: each(
      Object.keys(states),
      (table) => `select '${table} ' || record_id as place from (
        select record_id, from_status, lag(to_status) over (partition by org_id, record_id order by at, id) as before
        from ${table}_status_change) h where from_status is distinct from before`,
    ),
    broken: [`update lead_status_change set from_status = 'junk'`],
  },
];

const pipelines: Invariant[] = [
  {
    id: 'PIPELINE-1',
    sql: Object.entries({ lead: 'status', opportunity: 'stage' })
      .map(
        ([kind, column]) => `select '${kind} ' || r.id as place from ${kind} r
          left join pipeline_stage s on s.org_id = r.org_id and s.id = r.stage_id and s.archived_at is null
          left join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id and p.archived_at is null
          where s.status is distinct from r.${column} or p.id is distinct from r.pipeline_id or p.kind <> '${kind}'`,
      )
      .join(' union all '),
    broken: [
      ...dropping('lead', 'lead_stage_says_the_status'),
      `update lead set stage_id = (select s.id from pipeline_stage s where s.org_id = lead.org_id and s.status = 'junk' limit 1)
       where status <> 'junk'`,
    ],
  },
  {
    id: 'PIPELINE-2',
    sql: each(
      ['lead', 'opportunity'],
      (kind) => `select '${kind} ' || r.id as place from ${kind} r
        where r.stage_id is distinct from (select h.to_stage_id from ${kind}_status_change h
          where h.org_id = r.org_id and h.record_id = r.id order by h.at desc, h.id desc limit 1)`,
    ),
    broken: [`update lead_status_change set to_stage_id = null`],
  },
];

const sales: Invariant[] = [
  {
    id: 'CONTACT-1',
    sql: `select 'account ' || account_id as place from contact where is_primary and archived_at is null
      group by org_id, account_id having count(*) > 1`,
    broken: [
      'drop index contact_one_primary',
      `update contact set is_primary = true, archived_at = null, account_id = (select id from account limit 1)
       where org_id = (select org_id from account limit 1)`,
    ],
  },
  {
    id: 'LEAD-3',
    sql: `select 'lead ' || l.id as place from lead l
      left join opportunity o on o.org_id = l.org_id and o.id = l.converted_opportunity_id
      left join quote q on q.org_id = l.org_id and q.id = l.converted_quote_id
      where l.status = 'converted' and (l.converted_account_id is null
        or (l.converted_opportunity_id is not null and o.id is null)
        or (l.converted_quote_id is not null and q.id is null))
      union all
      select 'lead ' || id from lead where status <> 'converted' and (converted_account_id is not null
        or converted_contact_id is not null or converted_opportunity_id is not null or converted_quote_id is not null)`,
    broken: [
      ...dropping('lead', 'lead_converted_has_an_account'),
      `update lead set converted_account_id = null where status = 'converted'`,
    ],
  },
  {
    id: 'LEAD-4',
    sql: `select 'lead ' || l.id as place from lead l
      where (select count(*) from audit_entry e where e.org_id = l.org_id and e.record_id = l.id
        and e.action = 'lead.converted') <> (case l.status when 'converted' then 1 else 0 end)`,
    broken: [`delete from audit_entry where action = 'lead.converted'`],
  },
  {
    id: 'OPPORTUNITY-1',
    sql: `select 'opportunity ' || id as place from opportunity
      where (stage in ('won', 'lost')) <> (closed_at is not null) or (lost_reason is not null and stage <> 'lost')`,
    broken: [
      ...dropping('opportunity', 'opportunity_closed_has_a_time'),
      `update opportunity set closed_at = now() where stage = 'new'`,
      `update opportunity set closed_at = null where stage = 'won'`,
    ],
  },
];

const addsUp = (table: string): string => `select '${table} ' || d.id as place from ${table} d
  left join lateral (select count(*) as lines, coalesce(sum(net_minor) filter (where selected), 0) as net,
    coalesce(sum(discount_minor) filter (where selected), 0) as discount,
    coalesce(sum(tax_minor) filter (where selected), 0) as tax,
    coalesce(sum(total_minor) filter (where selected), 0) as total from ${table}_line l
    where l.org_id = d.org_id and l.${table === 'sales_order' ? 'order' : table}_id = d.id) s on true
  where (d.line_count, d.subtotal_minor, d.discount_minor, d.tax_minor, d.total_minor)
    is distinct from (s.lines, s.net, s.discount, s.tax, s.total)
    or d.total_minor <> d.subtotal_minor - d.discount_minor + d.tax_minor`;

const documents: Invariant[] = [
  {
    id: 'MONEY-1',
    sql: `${['quote', 'sales_order', 'invoice', 'credit_note'].map(addsUp).join(' union all ')}`,
    broken: [`update quote_line set net_minor = net_minor + 1, total_minor = total_minor + 1`],
  },
  {
    id: 'QUOTE-2',
    sql: `select 'quote ' || id as place from quote where line_count > 0 and amount_minor is distinct from total_minor`,
    broken: [
      ...dropping('quote', 'quote_amount_is_the_total'),
      `update quote set amount_minor = 1 where line_count > 0`,
    ],
  },
  {
    id: 'QUOTE-5',
    sql: `select 'quote ' || q.id as place from quote q where (q.status = 'revised')
      <> exists (select from quote n where n.org_id = q.org_id and n.revision_of_id = q.id)`,
    broken: [
      `update quote set status = 'draft' where status = 'revised'`,
      `update quote set status = 'revised' where status = 'sent'`,
    ],
  },
  {
    id: 'QUOTE-6',
    sql: `select 'quote ' || id as place from quote where status <> 'draft' and (line_count = 0 or seller is null)`,
    broken: [`update quote set seller = null`],
  },
  {
    id: 'INVOICE-2',
    sql: `select 'invoice ' || id as place from invoice where (status = 'draft') <> (number is null)`,
    broken: [
      ...dropping('invoice', 'invoice_number_from_issue'),
      ...dropping('issued_invoice', 'issued_invoice_stays'),
      `update invoice set number = null`,
      `update invoice set number = left(id::text, 30) where status = 'draft'`,
    ],
  },
  {
    id: 'INVOICE-3',
    sql: `select 'entity ' || entity_id as place from invoice where number is not null
      group by org_id, entity_id, series_code
      having count(*) <> max(substring(number from '\\d+$')::int) or count(distinct number) <> count(*)
      union all
      select 'series of ' || s.node_id from number_series s where s.document = 'invoice' and s.next_number - 1
        <> (select count(*) from invoice i where i.org_id = s.org_id and i.entity_id = s.node_id
          and i.series_code = s.code and i.number is not null)`,
    broken: [`update number_series set next_number = next_number + 1 where document = 'invoice'`],
  },
  {
    id: 'INVOICE-4',
    sql: `select 'quote ' || q.id as place from quote q join invoice i on i.org_id = q.org_id and i.quote_id = q.id
        where q.status <> 'accepted' or (q.invoice_id is null and i.order_id is null and i.status <> 'void'
          and i.archived_at is null)
      union all
      select 'quote ' || q.id from quote q where q.invoice_id is not null and not exists (select from invoice i
        where i.org_id = q.org_id and i.id = q.invoice_id and i.quote_id = q.id and i.order_id is null)`,
    broken: [`update quote set invoice_id = null`],
  },
];

const payments: Invariant[] = [
  {
    id: 'PAYMENT-1',
    sql: `select 'invoice ' || i.id as place from invoice i where i.paid_minor <>
        (select coalesce(sum(p.amount_minor - p.credit_minor - p.refunded_minor), 0)
          from payment p where p.org_id = i.org_id and p.invoice_id = i.id)
        or i.paid_minor + i.credit_used_minor + i.credited_minor + i.written_off_minor > i.total_minor`,
    broken: [
      ...dropping('invoice_entry', 'invoice_entry_org_id_payment_id_fkey', 'invoice_entry_says_of_what'),
      ...dropping('customer_credit', 'customer_credit_org_id_payment_id_fkey'),
      `delete from payment`,
    ],
  },
  {
    id: 'PAYMENT-2',
    sql: `select 'invoice ' || id as place from invoice where status <> case
        when status in ('draft', 'void') then
          case when paid_minor + credit_used_minor + credited_minor + written_off_minor = 0 then status else 'paid' end
        when paid_minor + credit_used_minor + credited_minor + written_off_minor = total_minor then 'paid'
        when paid_minor + credit_used_minor > 0 then 'partially_paid' else 'issued' end`,
    broken: [
      ...dropping('invoice', 'invoice_status_tells_payment'),
      `update invoice set status = 'issued' where status in ('paid', 'partially_paid')`,
    ],
  },
  {
    id: 'PAYMENT-3',
    sql: `select 'payment ' || p.id as place from payment p
      join invoice i on i.org_id = p.org_id and i.id = p.invoice_id
      where p.currency <> i.currency or p.account_id <> i.account_id`,
    broken: [`update payment set currency = 'XXX'`],
  },
];

const traces: Invariant[] = [
  {
    id: 'AUDIT-2',
    sql: `${each(
      records.filter((table) => table !== 'payment'),
      (table) => `select '${table} ' || r.id as place from ${table} r
        where (select count(*) from audit_entry e where e.org_id = r.org_id and e.record_id = r.id
          and e.action = '${table === 'sales_order' ? 'order' : table}.created') <> 1`,
    )}`,
    broken: [`delete from audit_entry where action = 'lead.created'`],
  },
  {
    id: 'EVENT-1',
    sql: `select 'outbox of ' || org_id as place from outbox group by org_id
      having count(*) <> count(position) or min(position) <> 1 or max(position) <> count(*)`,
    broken: [`update outbox set position = null where type = 'lead.created'`],
  },
  {
    id: 'EVENT-2',
    sql: `select 'event ' || id as place from (
        select id, record_version, lag(record_version) over (partition by org_id, record_id order by position) as before
        from outbox where record_id is not null) e where before > record_version`,
    broken: [`update outbox set record_version = 99 where type = 'lead.created'`],
  },
];

/** What must hold whatever was done, in whatever order, by however many at once. */
export const invariants: readonly Invariant[] = [
  ...scopes,
  archive,
  ...history,
  ...pipelines,
  ...sales,
  ...documents,
  ...orderInvariants,
  ...payments,
  ...receivablesInvariants,
  customInvariant,
  ...traces,
];

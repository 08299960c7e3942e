import type { Invariant } from './invariant.ts';

const invoiced = `
  select l.org_id, l.source_id, sum(l.quantity) as quantity, sum(l.net_minor) as net, sum(l.discount_minor) as discount,
    sum(l.tax_minor) as tax
  from invoice_line l join invoice i on i.org_id = l.org_id and i.id = l.invoice_id
  where l.source_id is not null and i.status <> 'void' and i.archived_at is null group by l.org_id, l.source_id`;

const delivered = `
  select org_id, ledger_id, sum(quantity) as quantity from order_fulfilment_line group by org_id, ledger_id`;

/** The ledger of what was sold says what the invoices that count and the deliveries say, and never more than was sold. */
export const ledgerInvariant: Invariant = {
  id: 'LEDGER-1',
  sql: `select 'ledger ' || g.id as place from line_ledger g
      left join (${invoiced}) i on i.org_id = g.org_id and i.source_id = g.id
      left join (${delivered}) d on d.org_id = g.org_id and d.ledger_id = g.id
      where (g.invoiced_quantity, g.invoiced_net_minor, g.invoiced_discount_minor, g.invoiced_tax_minor)
        is distinct from (coalesce(i.quantity, 0), coalesce(i.net, 0), coalesce(i.discount, 0), coalesce(i.tax, 0))
      or g.fulfilled_quantity <> coalesce(d.quantity, 0)
      or g.invoiced_quantity > g.quantity or g.fulfilled_quantity > g.ordered_quantity or g.ordered_quantity > g.quantity`,
  broken: [
    `alter table issued_line drop constraint issued_line_stays`,
    `update invoice_line set net_minor = net_minor + 1, total_minor = total_minor + 1 where source_id is not null`,
  ],
};

/** What a quote came to, and what the invoices that count charge of it where all of it is invoiced. */
const whole: Invariant = {
  id: 'INVOICE-5',
  sql: `select 'quote ' || q.id as place from quote q
    join lateral (select bool_and(g.invoiced_quantity = g.quantity) as whole from line_ledger g
      where g.org_id = q.org_id and g.quote_id = q.id) s on s.whole
    left join lateral (select sum(l.net_minor) as net, sum(l.discount_minor) as discount, sum(l.tax_minor) as tax
      from line_ledger g join invoice_line l on l.org_id = g.org_id and l.source_id = g.id
      join invoice i on i.org_id = l.org_id and i.id = l.invoice_id
      where g.org_id = q.org_id and g.quote_id = q.id and i.status <> 'void' and i.archived_at is null
        and i.currency = q.currency) c on true
    where (c.net, c.discount, c.tax) is distinct from (q.subtotal_minor, q.discount_minor, q.tax_minor)`,
  broken: [
    `alter table issued_line drop constraint issued_line_stays`,
    `update invoice_line set tax_minor = tax_minor + 1, total_minor = total_minor + 1 where source_id is not null`,
  ],
};

/** One sale is invoiced one way, and the lines of an order are those of its quote. */
export const orderInvariants: readonly Invariant[] = [
  whole,
  ledgerInvariant,
  {
    id: 'LEDGER-2',
    sql: `select 'ledger ' || g.id as place from line_ledger g
      join invoice_line l on l.org_id = g.org_id and l.source_id = g.id
      join invoice i on i.org_id = l.org_id and i.id = l.invoice_id
      where i.status <> 'void' and i.archived_at is null and i.order_id is distinct from g.order_id`,
    broken: [
      `update line_ledger g set ordered_quantity = quantity,
         order_id = (select o.id from sales_order o where o.org_id = g.org_id limit 1)
       where order_id is null and invoiced_quantity > 0 and exists (select from sales_order o where o.org_id = g.org_id)`,
    ],
  },
  {
    id: 'ORDER-1',
    sql: `select 'order ' || o.id as place from sales_order o join quote q on q.org_id = o.org_id and q.id = o.quote_id
        where q.status <> 'accepted' or (o.total_minor, o.tax_minor, o.discount_minor, o.currency)
          is distinct from (q.total_minor, q.tax_minor, q.discount_minor, q.currency)
      union all
      select 'quote ' || q.id from quote q join sales_order o on o.org_id = q.org_id and o.id = q.order_id
        where o.quote_id is distinct from q.id`,
    broken: [`update sales_order set quote_id = null where quote_id is not null`],
  },
];

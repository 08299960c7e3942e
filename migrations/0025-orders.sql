-- Sales orders, what was delivered of them, and the ledger of what was sold, ordered, delivered and invoiced.

create table sales_order (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  -- The entity whose numbering is used; the organisation's own node while an order names no entity.
  series_node_id uuid not null,
  number text not null check (number ~ '^[A-Za-z0-9._-]{1,60}$'),
  title text collate "und-x-icu" not null check (title <> '' and length(title) <= 180),
  reference text check (length(reference) <= 120),
  status text not null default 'draft'
    check (status in ('draft', 'confirmed', 'partly_fulfilled', 'fulfilled', 'cancelled')),
  status_changed_at timestamptz not null,
  order_date date not null,
  delivery_date date,
  confirmed_at timestamptz,
  sent_at timestamptz,
  cancel_reason text check (length(cancel_reason) <= 1000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  discount_type text not null default 'none' check (discount_type in ('none', 'percent', 'fixed')),
  discount_value numeric(24, 4) not null default 0 check (discount_value >= 0),
  subtotal_minor bigint not null default 0 check (subtotal_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor between 0 and subtotal_minor),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  total_minor bigint not null default 0,
  line_count integer not null default 0,
  language text check (language in ('en', 'ar', 'both')),
  terms text check (length(terms) <= 20000),
  customer_note text check (length(customer_note) <= 5000),
  internal_note text check (length(internal_note) <= 5000),
  -- The parties as they were when the order was confirmed.
  customer jsonb,
  seller jsonb,
  billing_address jsonb,
  shipping_address jsonb,
  account_id uuid,
  contact_id uuid,
  opportunity_id uuid,
  quote_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  constraint order_number_once unique (org_id, series_node_id, number),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, series_node_id) references node,
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, opportunity_id) references opportunity,
  foreign key (org_id, quote_id) references quote,
  constraint order_total_adds_up check (total_minor = subtotal_minor - discount_minor + tax_minor),
  constraint order_confirmed_names_a_customer
    check (confirmed_at is null or (account_id is not null and customer is not null)),
  constraint order_confirmed_has_a_time
    check (status in ('draft', 'cancelled') or confirmed_at is not null),
  constraint order_sent_once_confirmed check (sent_at is null or confirmed_at is not null),
  constraint order_cancelled_has_a_reason check ((status = 'cancelled') = (cancel_reason is not null))
);
-- One order of a quote that counts; a cancelled one of which something was delivered keeps its quote by the ledger.
create unique index quote_makes_one_order on sales_order (org_id, quote_id)
  where quote_id is not null and status <> 'cancelled';
create index order_quote on sales_order (org_id, quote_id) where quote_id is not null;
create index order_recent on sales_order (org_id, created_at desc, id desc) where archived_at is null;
create index order_updated on sales_order (org_id, updated_at desc, id desc) where archived_at is null;
create index order_title on sales_order (org_id, title, id) where archived_at is null;
create index order_status on sales_order (org_id, status, created_at desc, id desc) where archived_at is null;
create index order_date on sales_order (org_id, order_date desc, id desc) where archived_at is null;
create index order_delivery on sales_order (org_id, delivery_date, id)
  where archived_at is null and delivery_date is not null;
create index order_scope on sales_order (org_id, scope_id, scope_path);
create index order_owner on sales_order (org_id, owner_id, created_at desc, id desc);
create index order_account on sales_order (org_id, account_id) where account_id is not null;
create index order_contact on sales_order (org_id, contact_id) where contact_id is not null;
create index order_opportunity on sales_order (org_id, opportunity_id) where opportunity_id is not null;
create index order_search on sales_order using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('sales_order');

-- What was sold: one row for each line of a quote that was ordered or invoiced, or of an order that was made by hand and
-- confirmed. The database itself refuses to order, deliver or invoice more. It stands behind the wall of the company
-- only: quote, order and invoice of one sale may lie at different nodes, and none of them may leave the others' figures
-- behind. Nobody reads it but by a document that they may see.
create table line_ledger (
  org_id uuid not null references organisation,
  id uuid not null,
  quote_id uuid,
  quote_line_id uuid,
  order_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  unit_price numeric(18, 4) not null,
  discount_percent numeric(7, 4) not null,
  tax_rate numeric(7, 4) not null,
  quantity numeric(18, 4) not null check (quantity > 0),
  net_minor bigint not null check (net_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and net_minor),
  tax_minor bigint not null check (tax_minor >= 0),
  ordered_quantity numeric(18, 4) not null default 0,
  fulfilled_quantity numeric(18, 4) not null default 0,
  invoiced_quantity numeric(18, 4) not null default 0,
  invoiced_net_minor bigint not null default 0,
  invoiced_discount_minor bigint not null default 0,
  invoiced_tax_minor bigint not null default 0,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, quote_id) references quote,
  foreign key (org_id, quote_line_id) references quote_line,
  foreign key (org_id, order_id) references sales_order,
  constraint ledger_quote_line_once unique (org_id, quote_line_id),
  constraint ledger_has_an_origin check (quote_id is not null or order_id is not null),
  constraint ledger_names_the_line_of_its_quote check ((quote_id is null) = (quote_line_id is null)),
  constraint ledger_ordered_within_sold
    check (ordered_quantity between 0 and case when order_id is null then 0 else quantity end),
  constraint ledger_fulfilled_within_ordered check (fulfilled_quantity between 0 and ordered_quantity),
  -- Without an order the quote itself is invoiced.
  constraint ledger_invoiced_within_sold
    check (invoiced_quantity between 0 and case when order_id is null then quantity else ordered_quantity end),
  constraint ledger_amounts_within_sold check (invoiced_net_minor between 0 and net_minor
    and invoiced_discount_minor between 0 and discount_minor and invoiced_tax_minor between 0 and tax_minor),
  constraint ledger_all_is_all check (invoiced_quantity < quantity or (invoiced_net_minor = net_minor
    and invoiced_discount_minor = discount_minor and invoiced_tax_minor = tax_minor)),
  constraint ledger_nothing_is_nothing check (invoiced_quantity > 0
    or (invoiced_net_minor = 0 and invoiced_discount_minor = 0 and invoiced_tax_minor = 0))
);
create index line_ledger_quote on line_ledger (org_id, quote_id) where quote_id is not null;
create index line_ledger_order on line_ledger (org_id, order_id) where order_id is not null;
call wall_of_tenant('line_ledger', 'select, insert, update');

create table sales_order_line (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  sort_order integer not null,
  description text not null check (description <> '' and length(description) <= 255),
  quantity numeric(18, 4) not null check (quantity > 0),
  unit text check (length(unit) <= 40),
  unit_price numeric(18, 4) not null check (unit_price >= 0),
  discount_percent numeric(7, 4) not null default 0 check (discount_percent between 0 and 100),
  tax_rate numeric(7, 4) not null check (tax_rate between 0 and 100),
  net_minor bigint not null,
  discount_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  line_type text not null default 'item' check (line_type in ('item', 'heading')),
  product_id uuid,
  unit_cost numeric(18, 4) check (unit_cost >= 0),
  optional boolean not null default false,
  selected boolean not null default true,
  -- Its row in the ledger: from its quote, or given when an order made by hand is confirmed.
  source_id uuid,
  primary key (org_id, id),
  foreign key (org_id, order_id) references sales_order,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint sales_order_line_product foreign key (org_id, product_id) references product,
  constraint sales_order_line_sold foreign key (org_id, source_id) references line_ledger,
  constraint sales_order_line_total check (total_minor = net_minor - discount_minor + tax_minor),
  constraint sales_order_line_chosen check (optional or selected),
  constraint sales_order_line_heading check (line_type = 'item' or (unit_price = 0 and not optional))
);
create index sales_order_line_order on sales_order_line (org_id, order_id, sort_order);
create index sales_order_line_scope on sales_order_line (org_id, scope_id, scope_path);
create index sales_order_line_product on sales_order_line (org_id, product_id) where product_id is not null;
create index sales_order_line_source on sales_order_line (org_id, source_id) where source_id is not null;
call wall_of_scope('sales_order_line', 'select, insert, update, delete');

-- What was delivered, each time.
create table order_fulfilment (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  fulfilled_on date not null,
  note text check (length(note) <= 1000),
  at timestamptz not null,
  by uuid,
  primary key (org_id, id),
  foreign key (org_id, order_id) references sales_order,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index order_fulfilment_order on order_fulfilment (org_id, order_id, at desc, id desc);
create index order_fulfilment_scope on order_fulfilment (org_id, scope_id, scope_path);
call wall_of_scope('order_fulfilment', 'select, insert, update (scope_id, scope_path)');

create table order_fulfilment_line (
  org_id uuid not null,
  id uuid not null,
  fulfilment_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  ledger_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  quantity numeric(18, 4) not null check (quantity > 0),
  primary key (org_id, id),
  constraint fulfilment_names_a_line_once unique (org_id, fulfilment_id, order_line_id),
  foreign key (org_id, fulfilment_id) references order_fulfilment,
  foreign key (org_id, order_id) references sales_order,
  foreign key (org_id, order_line_id) references sales_order_line,
  foreign key (org_id, ledger_id) references line_ledger,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index order_fulfilment_line_fulfilment on order_fulfilment_line (org_id, fulfilment_id);
create index order_fulfilment_line_order on order_fulfilment_line (org_id, order_id);
create index order_fulfilment_line_line on order_fulfilment_line (org_id, order_line_id);
create index order_fulfilment_line_ledger on order_fulfilment_line (org_id, ledger_id);
create index order_fulfilment_line_scope on order_fulfilment_line (org_id, scope_id, scope_path);
call wall_of_scope('order_fulfilment_line', 'select, insert, update (scope_id, scope_path)');

create table sales_order_status_change (
  org_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  from_status text,
  to_status text not null,
  reason text,
  at timestamptz not null,
  by uuid,
  primary key (org_id, id),
  foreign key (org_id, record_id) references sales_order,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index sales_order_status_change_record on sales_order_status_change (org_id, record_id, at desc, id desc);
create index sales_order_status_change_at on sales_order_status_change (org_id, at, to_status);
create index sales_order_status_change_scope on sales_order_status_change (org_id, scope_id, scope_path);
call wall_of_scope('sales_order_status_change', 'select, insert, update (scope_id, scope_path)');

alter table quote add column order_id uuid,
  add constraint quote_order foreign key (org_id, order_id) references sales_order;
create index quote_order on quote (org_id, order_id) where order_id is not null;

alter table invoice add column order_id uuid,
  add constraint invoice_order foreign key (org_id, order_id) references sales_order,
  drop constraint quote_makes_one_invoice;
create index invoice_order on invoice (org_id, order_id) where order_id is not null;
create index invoice_quote on invoice (org_id, quote_id) where quote_id is not null;
-- The ledger keeps a quote from being invoiced twice; while its invoice is a draft, there is no second one beside it.
create unique index quote_has_one_draft_invoice on invoice (org_id, quote_id)
  where quote_id is not null and order_id is null and status = 'draft' and archived_at is null;

alter table invoice_line
  add constraint invoice_line_sold foreign key (org_id, source_id) references line_ledger;

create or replace function is_number_taken(document text, series uuid, wanted text) returns boolean
language plpgsql stable security definer as $$
declare
  org constant uuid := nullif(current_setting('app.org', true), '')::uuid;
begin
  if document = 'quote' then
    return exists (select from quote q where q.org_id = org and q.series_node_id = series and q.number = wanted);
  elsif document = 'order' then
    return exists (select from sales_order o where o.org_id = org and o.series_node_id = series and o.number = wanted);
  elsif document = 'invoice' then
    return exists (select from invoice i where i.org_id = org and i.entity_id = series and i.number = wanted);
  end if;
  raise exception 'no series numbers a %', document;
end $$;
call fix_search_path('is_number_taken(text, uuid, text)');

-- What settles an invoice beside payments: credit notes, a customer's credit, refunds and what was written off. Every
-- amount is counted on the row that limits it, where a CHECK holds it, and told by entries that nobody can change.

alter table invoice drop column balance_minor;
alter table invoice
  -- Which of the entity's series numbers it; null in a draft: the usual one.
  add column series_code text check (series_code ~ '^[A-Za-z0-9]{1,12}$'),
  -- Customer credit set against it.
  add column credit_used_minor bigint not null default 0,
  -- What credit notes took off its balance.
  add column credited_minor bigint not null default 0,
  add column written_off_minor bigint not null default 0,
  add column balance_minor bigint generated always as (case status when 'void' then 0
    else total_minor - paid_minor - credit_used_minor - credited_minor - written_off_minor end) stored;
alter table invoice drop constraint invoice_never_overpaid, drop constraint invoice_status_tells_payment;
alter table invoice
  add constraint invoice_never_overpaid check (paid_minor >= 0 and credit_used_minor >= 0 and credited_minor >= 0
    and written_off_minor >= 0
    and paid_minor + credit_used_minor + credited_minor + written_off_minor <= total_minor),
  add constraint invoice_status_tells_payment check (case status
    when 'paid' then paid_minor + credit_used_minor + credited_minor + written_off_minor = total_minor
    when 'partially_paid' then paid_minor + credit_used_minor > 0
      and paid_minor + credit_used_minor + credited_minor + written_off_minor < total_minor
    -- An invoice over nothing is issued for a moment before it is paid.
    when 'issued' then paid_minor + credit_used_minor = 0
      and (total_minor = 0 or credited_minor + written_off_minor < total_minor)
    else paid_minor + credit_used_minor + credited_minor + written_off_minor = 0 end),
  -- What an issued invoice says, for the key that keeps it from changing.
  add constraint invoice_as_issued unique
    (org_id, id, number, entity_id, invoice_date, currency, subtotal_minor, tax_minor, total_minor);
alter table invoice_line
  add constraint invoice_line_as_issued unique (org_id, id, invoice_id, net_minor, tax_minor, total_minor);

-- Written with the issue. The keys lead to the amounts themselves, so from then on the database refuses to change or delete
-- them, whoever asks.
create table issued_invoice (
  org_id uuid not null,
  invoice_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  entity_id uuid not null,
  series_code text not null,
  number text not null,
  invoice_date date not null,
  currency text not null,
  subtotal_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  -- What all issued credit notes of the invoice come to, also beyond its balance.
  noted_minor bigint not null default 0,
  primary key (org_id, invoice_id),
  constraint issued_invoice_stays foreign key
    (org_id, invoice_id, number, entity_id, invoice_date, currency, subtotal_minor, tax_minor, total_minor)
    references invoice (org_id, id, number, entity_id, invoice_date, currency, subtotal_minor, tax_minor, total_minor),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint invoice_never_credited_beyond check (noted_minor between 0 and total_minor)
);
create index issued_invoice_as_issued on issued_invoice
  (org_id, invoice_id, number, entity_id, invoice_date, currency, subtotal_minor, tax_minor, total_minor);
create index issued_invoice_scope on issued_invoice (org_id, scope_id, scope_path);
call wall_of_scope('issued_invoice', 'select, insert');
grant update (noted_minor) on issued_invoice to parley_org, parley_range, parley_ids;

-- Each line of an issued invoice, and how much of it credit notes have given back.
create table issued_line (
  org_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  quantity numeric(18, 4) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  credited_quantity numeric(18, 4) not null default 0,
  credited_net_minor bigint not null default 0,
  credited_tax_minor bigint not null default 0,
  credited_total_minor bigint not null default 0,
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references issued_invoice,
  constraint issued_line_stays foreign key (org_id, id, invoice_id, net_minor, tax_minor, total_minor)
    references invoice_line (org_id, id, invoice_id, net_minor, tax_minor, total_minor),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint line_never_credited_beyond check (
    credited_quantity between 0 and quantity and credited_net_minor between 0 and net_minor
    and credited_tax_minor between 0 and tax_minor and credited_total_minor between 0 and total_minor)
);
create index issued_line_as_issued on issued_line (org_id, id, invoice_id, net_minor, tax_minor, total_minor);
create index issued_line_invoice on issued_line (org_id, invoice_id);
create index issued_line_scope on issued_line (org_id, scope_id, scope_path);
call wall_of_scope('issued_line', 'select, insert');
grant update (credited_quantity, credited_net_minor, credited_tax_minor, credited_total_minor) on issued_line
  to parley_org, parley_range, parley_ids;

-- A payment stays as it was recorded; these count what of it became credit and what was paid back.
alter table payment
  add column credit_minor bigint not null default 0,
  add column refunded_minor bigint not null default 0,
  add constraint payment_never_refunded_beyond
    check (credit_minor >= 0 and refunded_minor >= 0 and credit_minor + refunded_minor <= amount_minor);
grant update (refunded_minor) on payment to parley_org, parley_range, parley_ids;

create table credit_note (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  entity_id uuid not null,
  invoice_id uuid not null,
  invoice_number text not null,
  number text check (number ~ '^[A-Za-z0-9._-]{1,60}$'),
  status text not null default 'draft' check (status in ('draft', 'issued')),
  status_changed_at timestamptz not null,
  credit_date date,
  issued_at timestamptz,
  sent_at timestamptz,
  reason text not null check (reason <> '' and length(reason) <= 1000),
  reference text check (length(reference) <= 120),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  subtotal_minor bigint not null default 0 check (subtotal_minor >= 0),
  discount_minor bigint not null default 0 check (discount_minor between 0 and subtotal_minor),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  total_minor bigint not null default 0,
  -- How its total was used when it was issued: off the invoice's balance, and the rest kept for the customer.
  applied_minor bigint not null default 0 check (applied_minor >= 0),
  kept_minor bigint not null default 0 check (kept_minor >= 0),
  display_name text collate "und-x-icu" generated always as (coalesce(number, invoice_number)) stored,
  line_count integer not null default 0,
  language text check (language in ('en', 'ar', 'both')),
  customer_note text check (length(customer_note) <= 5000),
  internal_note text check (length(internal_note) <= 5000),
  customer jsonb,
  seller jsonb,
  billing_address jsonb,
  account_id uuid not null,
  contact_id uuid,
  opportunity_id uuid,
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  constraint credit_note_number_once unique (org_id, entity_id, number),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, entity_id) references entity (org_id, node_id),
  foreign key (org_id, owner_id) references member,
  foreign key (org_id, invoice_id) references issued_invoice,
  constraint credit_note_invoice foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, account_id) references account,
  foreign key (org_id, contact_id) references contact,
  foreign key (org_id, opportunity_id) references opportunity,
  constraint credit_note_total_adds_up check (total_minor = subtotal_minor - discount_minor + tax_minor),
  constraint credit_note_number_from_issue check ((status = 'draft') = (number is null)),
  constraint credit_note_issue_is_dated
    check (status = 'draft' or (issued_at is not null and credit_date is not null and total_minor > 0)),
  constraint credit_note_sent_once_issued check (sent_at is null or status <> 'draft'),
  constraint credit_note_goes_somewhere check (applied_minor + kept_minor =
    case status when 'draft' then 0 else total_minor end)
);
-- One draft at a time: each is reckoned from what all issued ones have left, to the last minor unit.
create unique index credit_note_one_draft on credit_note (org_id, invoice_id)
  where status = 'draft' and archived_at is null;
create index credit_note_recent on credit_note (org_id, created_at desc, id desc) where archived_at is null;
create index credit_note_updated on credit_note (org_id, updated_at desc, id desc) where archived_at is null;
create index credit_note_status on credit_note (org_id, status, created_at desc, id desc) where archived_at is null;
create index credit_note_invoice on credit_note (org_id, invoice_id, created_at desc, id desc);
create index credit_note_scope on credit_note (org_id, scope_id, scope_path);
create index credit_note_owner on credit_note (org_id, owner_id, created_at desc, id desc);
create index credit_note_account on credit_note (org_id, account_id, created_at desc, id desc);
create index credit_note_contact on credit_note (org_id, contact_id) where contact_id is not null;
create index credit_note_opportunity on credit_note (org_id, opportunity_id) where opportunity_id is not null;
create index credit_note_search on credit_note using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('credit_note');

create table credit_note_line (
  org_id uuid not null,
  id uuid not null,
  credit_note_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  sort_order integer not null,
  line_type text not null default 'item' check (line_type = 'item'),
  product_id uuid,
  description text not null check (description <> '' and length(description) <= 255),
  quantity numeric(18, 4) not null check (quantity > 0),
  unit text check (length(unit) <= 40),
  unit_price numeric(18, 4) not null check (unit_price >= 0),
  unit_cost numeric(18, 4) check (unit_cost >= 0),
  discount_percent numeric(7, 4) not null default 0 check (discount_percent between 0 and 100),
  tax_rate numeric(7, 4) not null check (tax_rate between 0 and 100),
  optional boolean not null default false check (not optional),
  selected boolean not null default true check (selected),
  -- The line of the invoice, and how much of its quantity is given back: none where only an amount is.
  source_id uuid not null,
  credited_quantity numeric(18, 4) not null default 0 check (credited_quantity >= 0),
  net_minor bigint not null check (net_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and net_minor),
  tax_minor bigint not null check (tax_minor >= 0),
  total_minor bigint not null,
  primary key (org_id, id),
  constraint credit_note_line_of_a_line_once unique (org_id, credit_note_id, source_id),
  foreign key (org_id, credit_note_id) references credit_note,
  foreign key (org_id, source_id) references issued_line,
  foreign key (org_id, product_id) references product,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  check (total_minor = net_minor - discount_minor + tax_minor)
);
create index credit_note_line_note on credit_note_line (org_id, credit_note_id, sort_order);
create index credit_note_line_source on credit_note_line (org_id, source_id);
create index credit_note_line_product on credit_note_line (org_id, product_id) where product_id is not null;
create index credit_note_line_scope on credit_note_line (org_id, scope_id, scope_path);
call wall_of_scope('credit_note_line', 'select, insert, update, delete');

create table credit_note_status_change (
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
  foreign key (org_id, record_id) references credit_note,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index credit_note_status_change_record on credit_note_status_change (org_id, record_id, at desc, id desc);
create index credit_note_status_change_at on credit_note_status_change (org_id, at, to_status);
create index credit_note_status_change_scope on credit_note_status_change (org_id, scope_id, scope_path);
call wall_of_scope('credit_note_status_change', 'select, insert, update (scope_id, scope_path)');

-- What a customer has to their credit, of a payment that was more than was due or of a credit note beyond the balance. Whose
-- it is follows from the invoice that it comes from.
create table customer_credit (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  invoice_id uuid not null,
  payment_id uuid,
  credit_note_id uuid,
  credit_date date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  used_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  available_minor bigint generated always as (amount_minor - used_minor - refunded_minor) stored,
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  constraint customer_credit_of_a_payment_once unique (org_id, payment_id),
  constraint customer_credit_of_a_note_once unique (org_id, credit_note_id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, payment_id) references payment,
  foreign key (org_id, credit_note_id) references credit_note,
  constraint customer_credit_comes_from_one check (num_nonnulls(payment_id, credit_note_id) = 1),
  constraint customer_credit_never_used_beyond
    check (used_minor >= 0 and refunded_minor >= 0 and used_minor + refunded_minor <= amount_minor)
);
create index customer_credit_invoice on customer_credit (org_id, invoice_id);
create index customer_credit_scope on customer_credit (org_id, scope_id, scope_path);
call wall_of_scope('customer_credit', 'select, insert');
grant update (used_minor, refunded_minor) on customer_credit to parley_org, parley_range, parley_ids;

-- What happened to the balance of an invoice beside its payments, one line for each fact.
create table invoice_entry (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  -- For credit that is paid back, the invoice that it came from.
  invoice_id uuid not null,
  kind text not null check (kind in
    ('refund', 'credit_use', 'credit_refund', 'credit_note', 'write_off', 'write_off_reversal')),
  entry_date date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  -- Of a refund: how much came out of what the payment left as credit, and not off the invoice.
  from_credit_minor bigint not null default 0 check (from_credit_minor between 0 and amount_minor),
  payment_id uuid,
  credit_id uuid,
  credit_note_id uuid,
  method text check (length(method) <= 120),
  reference text check (length(reference) <= 120),
  reason text check (length(reason) <= 1000),
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, invoice_id) references invoice,
  foreign key (org_id, payment_id) references payment,
  foreign key (org_id, credit_id) references customer_credit,
  foreign key (org_id, credit_note_id) references credit_note,
  constraint invoice_entry_says_of_what check (case kind
    when 'refund' then payment_id is not null and method is not null and (from_credit_minor = 0 or credit_id is not null)
    when 'credit_use' then credit_id is not null
    when 'credit_refund' then credit_id is not null and method is not null
    when 'credit_note' then credit_note_id is not null
    else reason is not null end)
);
create index invoice_entry_invoice on invoice_entry (org_id, invoice_id, entry_date, id);
create index invoice_entry_payment on invoice_entry (org_id, payment_id) where payment_id is not null;
create index invoice_entry_credit on invoice_entry (org_id, credit_id) where credit_id is not null;
create index invoice_entry_note on invoice_entry (org_id, credit_note_id) where credit_note_id is not null;
create index invoice_entry_scope on invoice_entry (org_id, scope_id, scope_path);
call wall_of_scope('invoice_entry', 'select, insert');

-- An entity may number its invoices in several series, each without holes.
alter table number_series drop constraint number_series_pkey;
alter table number_series
  add column code text not null default 'main' check (code ~ '^[A-Za-z0-9]{1,12}$'),
  add column name text check (name <> '' and length(name) <= 120),
  -- What a draft takes that names none. Without a row that says so it is the main one.
  add column is_default boolean not null default false,
  add column active boolean not null default true,
  add primary key (org_id, node_id, document, code),
  add constraint number_series_only_invoices_have_several check (code = 'main' or document = 'invoice'),
  add constraint number_series_default_is_in_use check (active or not is_default);
create unique index number_series_one_default on number_series (org_id, node_id, document) where is_default;

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
  elsif document = 'credit_note' then
    return exists (select from credit_note c where c.org_id = org and c.entity_id = series and c.number = wanted);
  end if;
  raise exception 'no series numbers a %', document;
end $$;
call fix_search_path('is_number_taken(text, uuid, text)');

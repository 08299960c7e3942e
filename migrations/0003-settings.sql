create table option_value (
  org_id uuid not null references organisation,
  id uuid not null,
  list text not null check (list in ('account_type', 'contact_role', 'lead_source', 'industry', 'payment_method')),
  value text not null check (value <> '' and length(value) <= 120),
  label text not null check (label <> '' and length(label) <= 120),
  label_ar text check (length(label_ar) <= 120),
  sort_order integer not null default 0,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, list, value)
);
call wall_of_tenant('option_value');

create table tax_rate (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  rate numeric(7, 4) not null check (rate between 0 and 100),
  is_default boolean not null default false,
  active boolean not null default true,
  sort_order integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);
create unique index tax_rate_one_default on tax_rate (org_id) where is_default;
call wall_of_tenant('tax_rate');

create table payment_term (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  days integer not null check (days between 0 and 3650),
  is_default boolean not null default false,
  active boolean not null default true,
  sort_order integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);
create unique index payment_term_one_default on payment_term (org_id) where is_default;
call wall_of_tenant('payment_term');

create table exchange_rate (
  org_id uuid not null references organisation,
  id uuid not null,
  rate_date date not null,
  from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
  to_currency text not null check (to_currency ~ '^[A-Z]{3}$'),
  rate numeric(24, 12) not null check (rate > 0),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, from_currency, to_currency, rate_date),
  check (from_currency <> to_currency)
);
call wall_of_tenant('exchange_rate');

-- One row per entity (or the organisation itself) and kind of document. The number is taken by updating the row in
-- the transaction that uses it: the row lock makes the series gapless.
create table number_series (
  org_id uuid not null,
  node_id uuid not null,
  document text not null check (document in ('quote', 'invoice')),
  pattern text not null check (length(pattern) <= 60),
  next_number bigint not null default 1 check (next_number > 0),
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (org_id, node_id, document),
  foreign key (org_id, node_id) references node
);
call wall_of_tenant('number_series', 'select, insert, update');

-- Whether a document of the series carries this number already, also one that the caller may not see: a number that
-- was typed by hand must be skipped. It says no more than the unique constraint would.
create function is_number_taken(document text, series uuid, wanted text) returns boolean
language plpgsql stable security definer as $$
declare
  org constant uuid := nullif(current_setting('app.org', true), '')::uuid;
begin
  if document = 'quote' then
    return exists (select from quote q where q.org_id = org and q.series_node_id = series and q.number = wanted);
  elsif document = 'invoice' then
    return exists (select from invoice i where i.org_id = org and i.entity_id = series and i.number = wanted);
  end if;
  raise exception 'no series numbers a %', document;
end $$;

call fix_search_path('is_number_taken(text, uuid, text)');
revoke execute on function is_number_taken(text, uuid, text) from public;
grant execute on function is_number_taken(text, uuid, text) to parley_org, parley_range, parley_ids;

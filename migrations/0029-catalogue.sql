-- What products cost, what bundles hold, their pictures, price books, and what quotes start from.
alter table product
  -- {"EUR": "7.25"}: what one unit costs the seller, as decimal text; for those who may change products.
  add column costs jsonb not null default '{}' check (jsonb_typeof(costs) = 'object'),
  -- Null: no bundle.
  add column bundle_pricing text check (bundle_pricing in ('sum', 'own'));

create table product_component (
  org_id uuid not null,
  product_id uuid not null,
  component_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  position integer not null,
  quantity numeric(18, 4) not null check (quantity > 0),
  primary key (org_id, product_id, component_id),
  foreign key (org_id, product_id) references product,
  foreign key (org_id, component_id) references product,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint product_component_is_another check (component_id <> product_id)
);
create index product_component_of on product_component (org_id, component_id);
create index product_component_scope on product_component (org_id, scope_id, scope_path);
call wall_of_scope('product_component', 'select, insert, update, delete');

create table product_image (
  org_id uuid not null,
  product_id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  key text not null check (length(key) <= 200),
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  size bigint not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  primary key (org_id, product_id),
  foreign key (org_id, product_id) references product,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index product_image_scope on product_image (org_id, scope_id, scope_path);
call wall_of_scope('product_image', 'select, insert, update, delete');

create table price_book (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  active boolean not null default true,
  valid_from date,
  valid_until date,
  -- For the accounts of price_book_account only.
  for_accounts boolean not null default false,
  adjustment_percent numeric(8, 4) check (adjustment_percent between -100 and 1000),
  sort_order integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  constraint price_book_name unique (org_id, name),
  constraint price_book_dates check (valid_from <= valid_until)
);
call wall_of_tenant('price_book');

create table price_book_account (
  org_id uuid not null,
  price_book_id uuid not null,
  account_id uuid not null,
  primary key (org_id, price_book_id, account_id),
  foreign key (org_id, price_book_id) references price_book,
  foreign key (org_id, account_id) references account
);
create index price_book_account_of on price_book_account (org_id, account_id);
call wall_of_tenant('price_book_account');

create table price_book_price (
  org_id uuid not null,
  price_book_id uuid not null,
  product_id uuid not null,
  -- From this quantity on.
  min_quantity numeric(18, 4) not null default 0 check (min_quantity >= 0),
  unit_price numeric(18, 4) not null check (unit_price >= 0),
  primary key (org_id, price_book_id, product_id, min_quantity),
  foreign key (org_id, price_book_id) references price_book,
  foreign key (org_id, product_id) references product
);
create index price_book_price_of on price_book_price (org_id, product_id);
call wall_of_tenant('price_book_price');

-- What a quote can start with: lines, words and discount under a name.
create table quote_template (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  constraint quote_template_name unique (org_id, name)
);
call wall_of_tenant('quote_template');

-- What is sold is seen from below: a product of the organisation by the sellers of every entity, one of an entity by those of
-- its branches; siblings' products stay out of sight. Who may change one is decided by the node at which they hold the right.
do $$
declare
  target text;
  tenant constant text := 'org_id = nullif(current_setting(''app.org'', true), '''')::uuid';
  range constant text := '(scope_path >= nullif(current_setting(''app.scope'', true), '''')
    and scope_path < nullif(current_setting(''app.scope'', true), '''') || ''~''
    or starts_with(nullif(current_setting(''app.scope'', true), ''''), scope_path))';
  ids constant text := '(scope_id = any (nullif(current_setting(''app.ids'', true), '''')::uuid[])
    or scope_path = any (nullif(current_setting(''app.above'', true), '''')::text[]))';
begin
  foreach target in array array['product', 'product_component', 'product_image'] loop
    execute format('drop policy tenant_and_range on %I', target);
    execute format('drop policy tenant_and_nodes on %I', target);
    execute format('create policy tenant_and_range on %I to parley_range using (%s and %s) with check (%s and %s)',
      target, tenant, range, tenant, range);
    execute format('create policy tenant_and_nodes on %I to parley_ids using (%s and %s) with check (%s and %s)',
      target, tenant, ids, tenant, ids);
  end loop;
end $$;

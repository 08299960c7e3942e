-- What a company sells, and what it brings in from elsewhere.

create table product (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  owner_id uuid,
  name text collate "und-x-icu" not null check (name <> '' and length(name) <= 180),
  sku text check (sku <> '' and length(sku) <= 60),
  description text check (length(description) <= 5000),
  unit text check (length(unit) <= 40),
  active boolean not null default true,
  tax_rate numeric(7, 4) check (tax_rate between 0 and 100),
  -- {"EUR": "12.5"}: unit prices as decimal text, because they may have more decimals than the currency has.
  prices jsonb not null default '{}' check (jsonb_typeof(prices) = 'object'),
  tags text[] not null default '{}',
  search_text text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, owner_id) references member,
  constraint product_sku unique (org_id, sku)
);
create index product_recent on product (org_id, created_at desc, id desc) where archived_at is null;
create index product_updated on product (org_id, updated_at desc, id desc) where archived_at is null;
create index product_name on product (org_id, name, id) where archived_at is null;
create index product_scope on product (org_id, scope_id, scope_path);
create index product_owner on product (org_id, owner_id, created_at desc, id desc);
create index product_search on product using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('product');

-- Rows of a file are matched with archived records too.
create index account_name_archived on account (org_id, name) where archived_at is not null;
create index product_name_archived on product (org_id, name) where archived_at is not null;
create index opportunity_name_archived on opportunity (org_id, name) where archived_at is not null;

-- One file that somebody brings in. Its rows are read from the stored file again whenever they are needed.
create table data_import (
  org_id uuid not null references organisation,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('lead', 'account', 'contact', 'product', 'opportunity')),
  status text not null default 'uploaded'
    check (status in ('uploaded', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  file_name text not null check (file_name <> '' and length(file_name) <= 255),
  file_key text not null check (file_key <> ''),
  file_size bigint not null check (file_size >= 0),
  -- How the file is read: format, encoding, delimiter, sheet.
  reading jsonb not null,
  headers text[] not null,
  preset text,
  -- What the dry run was asked with and the run takes over: mapping, match keys, what to do with doubles.
  plan jsonb,
  total integer not null check (total >= 0),
  -- Rows up to here are in the ledger: a run goes on after it.
  position integer not null default 0 check (position >= 0),
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  rejected integer not null default 0,
  job_id uuid,
  undo_result jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member,
  foreign key (org_id, file_key) references stored_object (org_id, key)
);
create index data_import_member on data_import (org_id, member_id, created_at desc, id desc);
create index data_import_file on data_import (org_id, file_key);
call wall_of_tenant('data_import');

-- The ledger: what became of each row, written in the transaction that wrote the record.
create table import_row (
  org_id uuid not null references organisation,
  import_id uuid not null,
  -- As a spreadsheet counts: the headers are line 1.
  line integer not null check (line > 1),
  result text not null check (result in ('created', 'updated', 'skipped', 'rejected')),
  record_id uuid,
  -- The record's version after this row, by which undo knows whether somebody touched it since.
  version integer,
  -- The columns that an update changed, as they were.
  before jsonb,
  problems jsonb,
  -- The cells of a rejected row, to be mended and brought in again.
  cells text[],
  undone text check (undone in ('undone', 'changed', 'forbidden', 'in_use')),
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references data_import
);
create index import_row_record on import_row (org_id, record_id) where record_id is not null;
create index import_row_rejected on import_row (org_id, import_id, line) where result = 'rejected';
call wall_of_tenant('import_row');

-- A mapping that somebody kept for the next file of the same kind.
create table import_template (
  org_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('lead', 'account', 'contact', 'product', 'opportunity')),
  name text not null check (name <> '' and length(name) <= 120),
  headers text[] not null,
  plan jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  constraint import_template_name unique (org_id, kind, name)
);
call wall_of_tenant('import_template');

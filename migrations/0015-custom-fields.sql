-- Fields that a company adds to its records. The values stand in the record's own row (column `custom`), so that they
-- are versioned, audited and read with it; `custom_value` mirrors them for filters, because the operators of jsonb are
-- not leakproof and could use no index below row-level security, while those of text, bigint, date and uuid can.
create table custom_field (
  org_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('lead', 'account', 'contact', 'opportunity', 'quote')),
  key text not null check (key ~ '^[a-z][a-zA-Z0-9]{0,39}$'),
  label text not null check (label <> '' and length(label) <= 120),
  label_ar text check (length(label_ar) <= 120),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'multiChoice', 'boolean', 'url',
    'email', 'phone', 'member', 'link')),
  link_to text check (link_to in ('lead', 'account', 'contact', 'opportunity', 'quote')),
  -- [{value, label, labelAr, active}], in their order.
  options jsonb not null default '[]',
  required boolean not null default false,
  is_unique boolean not null default false,
  searchable boolean not null default false,
  default_value jsonb,
  help_text text check (length(help_text) <= 500),
  help_text_ar text check (length(help_text_ar) <= 500),
  section text check (section <> '' and length(section) <= 120),
  section_ar text check (length(section_ar) <= 120),
  position integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id),
  constraint custom_field_key_once unique (org_id, kind, key),
  constraint custom_link_has_a_target check ((type = 'link') = (link_to is not null)),
  constraint custom_choice_has_options check (type in ('choice', 'multiChoice') or options = '[]')
);
call wall_of_tenant('custom_field', 'select, insert, update');

alter table lead add column custom jsonb not null default '{}';
alter table account add column custom jsonb not null default '{}';
alter table contact add column custom jsonb not null default '{}';
alter table opportunity add column custom jsonb not null default '{}';
alter table quote add column custom jsonb not null default '{}';

-- One row for each value; several for a field of several choices. Text is cut to what an index entry can hold.
create table custom_value (
  org_id uuid not null references organisation,
  record_id uuid not null,
  field_id uuid not null,
  ordinal smallint not null default 0,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  text_value text collate "C",
  -- In ten-thousandths: whole numbers compare exactly.
  number_value bigint,
  date_value date,
  uuid_value uuid,
  -- Only where the field is unique: the value as it is compared.
  unique_key text collate "C",
  primary key (org_id, record_id, field_id, ordinal),
  foreign key (org_id, field_id) references custom_field,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create unique index custom_value_once on custom_value (org_id, field_id, unique_key) where unique_key is not null;
create index custom_value_text on custom_value (org_id, field_id, text_value, record_id);
create index custom_value_number on custom_value (org_id, field_id, number_value, record_id) where number_value is not null;
create index custom_value_date on custom_value (org_id, field_id, date_value, record_id) where date_value is not null;
create index custom_value_uuid on custom_value (org_id, field_id, uuid_value, record_id) where uuid_value is not null;
create index custom_value_scope on custom_value (org_id, scope_id, scope_path);
call wall_of_scope('custom_value', 'select, insert, update, delete');

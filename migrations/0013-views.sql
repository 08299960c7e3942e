-- Saved views of lists, and bulk changes with one row for each record that they touch.

-- A list as somebody wants to see it again: its filters, order and columns. Shared ones are seen by the whole company.
create table saved_view (
  org_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind <> ''),
  name text not null check (name <> ''),
  member_id uuid not null,
  shared boolean not null default false,
  -- The view that everybody starts with who has chosen no other.
  company_default boolean not null default false,
  layout text not null check (layout in ('list', 'board')),
  -- The plain filters as the list takes them in its address, and the groups of conditions beside them.
  query jsonb not null,
  filter jsonb,
  sort text check (sort <> ''),
  group_by text check (group_by <> ''),
  columns jsonb,
  version integer not null check (version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member,
  -- What only one member sees cannot be where everybody starts.
  constraint saved_view_default_is_shared check (shared or not company_default)
);
create index saved_view_member on saved_view (org_id, member_id, kind);
create index saved_view_shared on saved_view (org_id, kind) where shared;
create unique index saved_view_company_default on saved_view (org_id, kind) where company_default;
call wall_of_tenant('saved_view');

-- The view that a member starts with in a list.
create table view_default (
  org_id uuid not null references organisation,
  member_id uuid not null,
  kind text not null check (kind <> ''),
  view_id uuid not null,
  primary key (org_id, member_id, kind),
  foreign key (org_id, member_id) references member,
  foreign key (org_id, view_id) references saved_view
);
create index view_default_view on view_default (org_id, view_id);
call wall_of_tenant('view_default');

-- One change of many records. Its progress is the background job of the same id.
create table bulk_change (
  org_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind <> ''),
  action text not null check (action in ('edit', 'assign', 'tag', 'untag', 'archive', 'restore')),
  given jsonb not null,
  undo_of uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, id) references background_job (org_id, id),
  foreign key (org_id, undo_of) references bulk_change (org_id, id)
);
-- A bulk change is taken back once.
create unique index bulk_change_undone on bulk_change (org_id, undo_of);
call wall_of_tenant('bulk_change');

-- Which records a bulk change is about, fixed when it begins, and what came of each: written in the transaction that
-- changed the record, so that a record is changed once however often the work is begun again.
create table bulk_item (
  org_id uuid not null references organisation,
  change_id uuid not null,
  record_id uuid not null,
  status text not null default 'waiting' check (status in ('waiting', 'changed', 'unchanged', 'refused')),
  title text,
  -- What this record gets where records differ, and the version that it must still have: an undo.
  given jsonb,
  if_version integer,
  before jsonb,
  version integer,
  problem jsonb,
  primary key (org_id, change_id, record_id),
  foreign key (org_id, change_id) references bulk_change (org_id, id)
);
create index bulk_item_status on bulk_item (org_id, change_id, status, record_id);
call wall_of_tenant('bulk_item');

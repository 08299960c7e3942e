-- What a customer sees of a document without an account, and what they say of it.

-- A link that opens one record to whoever holds it. Its token is not kept: it is the ids and their seal.
create table public_link (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_kind text not null check (record_kind <> ''),
  record_id uuid not null,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz,
  revoked_at timestamptz,
  -- People who looked at it, not programs: the page says so once somebody has.
  view_count integer not null default 0 check (view_count >= 0),
  first_viewed_at timestamptz,
  last_viewed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint public_link_viewed check ((view_count = 0) = (first_viewed_at is null)
    and (view_count = 0) = (last_viewed_at is null))
);
-- One link that works for each record.
create unique index public_link_live on public_link (org_id, record_id) where revoked_at is null;
create index public_link_record on public_link (org_id, record_id, id);
create index public_link_scope on public_link (org_id, scope_id, scope_path);
call wall_of_scope('public_link');

alter table quote
  -- The name that whoever decided by a link gave.
  add column decided_by_name text check (length(decided_by_name) <= 120),
  -- The customer has asked for another version and has not got it yet.
  add column changes_requested_at timestamptz,
  add column changes_requested_note text check (length(changes_requested_note) <= 2000),
  add column changes_requested_by_name text check (length(changes_requested_by_name) <= 120),
  add constraint quote_changes_requested check ((changes_requested_at is null) = (changes_requested_note is null));

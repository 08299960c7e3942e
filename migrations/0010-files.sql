-- Files: what the object store holds, and what is kept at a record.

-- Every object of the store, noted before its first byte arrives. An object that nothing kept is 'pending' or
-- 'unwanted'; a job removes both, so neither an upload that broke off nor a killed process leaves anything behind.
create table stored_object (
  org_id uuid not null references organisation,
  key text not null check (key <> '' and length(key) <= 200),
  state text not null default 'pending' check (state in ('pending', 'kept', 'unwanted')),
  created_at timestamptz not null,
  primary key (org_id, key)
);
create index stored_object_loose on stored_object (org_id, created_at) where state <> 'kept';
call wall_of_tenant('stored_object');

-- The bytes that a company's files take, counted as they come and go.
create table file_usage (
  org_id uuid not null references organisation,
  bytes bigint not null default 0 check (bytes >= 0),
  primary key (org_id)
);
call wall_of_tenant('file_usage');

create table file (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_kind text not null check (record_kind <> ''),
  record_id uuid not null,
  name text collate "und-x-icu" not null check (name <> '' and length(name) <= 180),
  -- The newest one; its facts stand in file_version.
  version_id uuid not null,
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index file_record on file (org_id, record_id, created_at desc, id desc);
create index file_scope on file (org_id, scope_id, scope_path);
call wall_of_scope('file');

-- The content of a file, once per upload: never changed, so a link to a version always shows the same bytes.
create table file_version (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  file_id uuid not null,
  record_id uuid not null,
  number integer not null check (number > 0),
  key text not null,
  name text not null check (name <> '' and length(name) <= 180),
  content_type text not null check (content_type <> '' and length(content_type) <= 120),
  size bigint not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system')),
  actor_id uuid,
  actor_name text not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  constraint file_version_number unique (org_id, file_id, number),
  constraint file_version_key unique (org_id, key),
  foreign key (org_id, file_id) references file,
  foreign key (org_id, key) references stored_object,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index file_version_record on file_version (org_id, record_id, created_at desc, id desc);
create index file_version_scope on file_version (org_id, scope_id, scope_path);
call wall_of_scope('file_version');

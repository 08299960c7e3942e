-- Sign-in: people, sessions and secrets, before any company is known.

create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
call wall_of_sign_in('auth_user');

create table auth_session (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_session_user on auth_session (user_id);
create index auth_session_expiry on auth_session (expires_at);
call wall_of_sign_in('auth_session');

create table auth_account (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_account_user on auth_account (user_id);
call wall_of_sign_in('auth_account');

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);
call wall_of_sign_in('auth_verification');

create table auth_two_factor (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index auth_two_factor_user on auth_two_factor (user_id);
call wall_of_sign_in('auth_two_factor');

-- Failed attempts to sign in, by email and by address, within the quarter of an hour that ends at ends_at. The keys are
-- hashed: people type passwords into the wrong field.
create table auth_attempt (
  key text primary key,
  failures integer not null,
  ends_at timestamptz not null
);
create index auth_attempt_end on auth_attempt (ends_at);
call wall_of_sign_in('auth_attempt');

-- Which company a person works in. The companies of one installation share this page of the directory.
create table membership (
  user_id uuid not null references auth_user on delete cascade,
  org_id uuid not null,
  member_id uuid not null,
  primary key (user_id, org_id)
);
create unique index membership_member on membership (org_id, member_id);
call wall_of_sign_in('membership');

-- The companies of this installation, so that scheduled work can visit each of them. The first one is made by the
-- set-up page, which can be used once: first_setup is unique where it is true.
create table tenant (
  org_id uuid primary key,
  first_setup boolean,
  created_at timestamptz not null default now(),
  constraint setup_happens_once unique (first_setup),
  check (first_setup is null or first_setup)
);
call wall_of_sign_in('tenant');

create table organisation (
  org_id uuid primary key,
  name text not null check (name <> '' and length(name) <= 180),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  country text check (country ~ '^[A-Z]{2}$'),
  time_zone text not null,
  locale text not null default 'en' check (locale in ('en', 'ar')),
  -- Grows with every change of roles, grants, modules, members or hierarchy; servers compare it with what they cached.
  access_version integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
call wall_of_tenant('organisation', 'select, insert, update');

create table organisation_module (
  org_id uuid not null references organisation,
  module text not null check (module in ('crm', 'accounting', 'projects', 'tickets', 'subscriptions', 'ai')),
  enabled boolean not null,
  primary key (org_id, module)
);
call wall_of_tenant('organisation_module', 'select, insert, update');

create table node (
  org_id uuid not null references organisation,
  id uuid not null,
  level text not null check (level in ('organisation', 'entity', 'branch', 'department', 'position')),
  name text not null check (name <> '' and length(name) <= 180),
  parent_id uuid,
  path text collate "C" not null,
  next_child_ordinal integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, path),
  -- What a scope refers to, so that no record can carry a path that is not its node's.
  constraint node_id_and_path unique (org_id, id, path),
  foreign key (org_id, parent_id) references node,
  constraint path_fits_level check (length(path) = 6 * case level
    when 'organisation' then 1 when 'entity' then 2 when 'branch' then 3 when 'department' then 4 else 5 end),
  constraint only_the_root_has_no_parent check ((parent_id is null) = (level = 'organisation'))
);
create unique index node_one_root on node (org_id) where level = 'organisation';
create index node_parent on node (org_id, parent_id);
call wall_of_tenant('node', 'select, insert, update');

create table entity (
  org_id uuid not null,
  node_id uuid not null,
  legal_name text check (length(legal_name) <= 180),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  tax_number text,
  registration_number text,
  street text, city text, region text, postal_code text,
  country text check (country ~ '^[A-Z]{2}$'),
  email text, phone text, website text,
  bank_details text,
  accent_colour text check (accent_colour ~ '^#[0-9a-f]{6}$'),
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (org_id, node_id),
  foreign key (org_id, node_id) references node
);
call wall_of_tenant('entity', 'select, insert, update');

create table member (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  email text not null,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  home_node_id uuid not null,
  locale text not null default 'en' check (locale in ('en', 'ar')),
  time_zone text,
  colour_scheme text not null default 'auto' check (colour_scheme in ('auto', 'light', 'dark')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, email),
  foreign key (org_id, home_node_id) references node
);
create index member_home on member (org_id, home_node_id);
call wall_of_tenant('member', 'select, insert, update');

create table role (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  built_in text check (built_in in ('administrator', 'sales_manager', 'sales_representative', 'accountant', 'viewer')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index role_name on role (org_id, name) where archived_at is null;
create unique index role_built_in on role (org_id, built_in) where built_in is not null;
call wall_of_tenant('role', 'select, insert, update');

-- Grants of custom roles; those of built-in roles are declared in code and so are never stale.
create table role_grant (
  org_id uuid not null,
  role_id uuid not null,
  capability text not null,
  reach text not null check (reach in ('all', 'own')),
  primary key (org_id, role_id, capability),
  foreign key (org_id, role_id) references role
);
call wall_of_tenant('role_grant');

create table role_assignment (
  org_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  role_id uuid not null,
  node_id uuid not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, member_id, role_id, node_id),
  foreign key (org_id, member_id) references member,
  foreign key (org_id, role_id) references role,
  foreign key (org_id, node_id) references node
);
create index role_assignment_role on role_assignment (org_id, role_id);
create index role_assignment_node on role_assignment (org_id, node_id);
call wall_of_tenant('role_assignment');

create table invitation (
  org_id uuid not null references organisation,
  id uuid not null,
  email text not null,
  name text,
  role_id uuid not null,
  node_id uuid not null,
  token_sha256 text not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, id),
  foreign key (org_id, role_id) references role,
  foreign key (org_id, node_id) references node
);
create unique index invitation_open on invitation (org_id, email) where accepted_at is null and revoked_at is null;
create index invitation_role on invitation (org_id, role_id);
create index invitation_node on invitation (org_id, node_id);
call wall_of_tenant('invitation', 'select, insert, update');

create table api_key (
  org_id uuid not null references organisation,
  id uuid not null,
  name text not null check (name <> '' and length(name) <= 120),
  secret_sha256 text not null,
  role_id uuid not null,
  node_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, role_id) references role,
  foreign key (org_id, node_id) references node,
  foreign key (org_id, created_by) references member
);
create index api_key_role on api_key (org_id, role_id);
create index api_key_node on api_key (org_id, node_id);
create index api_key_creator on api_key (org_id, created_by);
call wall_of_tenant('api_key', 'select, insert, update');

-- The first answer to a POST with an Idempotency-Key, kept for 24 hours.
create table idempotency (
  org_id uuid not null references organisation,
  actor_id uuid not null,
  key text not null check (length(key) <= 255),
  request_sha256 text not null,
  status smallint,
  body text,
  created_at timestamptz not null,
  primary key (org_id, actor_id, key)
);
create index idempotency_age on idempotency (org_id, created_at);
call wall_of_tenant('idempotency');

-- Append-only: no role of the app may update or delete. Each entry carries the hash of the one before it.
create table audit_entry (
  org_id uuid not null references organisation,
  position bigint not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system', 'public')),
  actor_id uuid,
  actor_name text,
  action text not null,
  record_kind text,
  record_id uuid,
  scope_path text collate "C",
  request_id text,
  ip text,
  user_agent text,
  before jsonb,
  after jsonb,
  previous_hash text not null,
  hash text not null,
  primary key (org_id, position)
);
create index audit_entry_record on audit_entry (org_id, record_id, at desc, id desc);
create index audit_entry_actor on audit_entry (org_id, actor_id, position desc);
call wall_of_tenant('audit_entry', 'select, insert');

-- The end of each company's chain: locked as late as possible in a transaction, so that the chain has no gaps.
create table audit_head (
  org_id uuid primary key references organisation,
  position bigint not null,
  hash text not null
);
call wall_of_tenant('audit_head', 'select, insert, update');

-- Facts written with the change they tell of. The relay gives each its position in the company's stream when it
-- delivers it, under the lock of the stream's row: positions follow the order of commits and never have a hole.
create table outbox (
  org_id uuid not null references organisation,
  id uuid not null,
  type text not null,
  record_kind text,
  record_id uuid,
  record_version integer,
  scope_id uuid,
  scope_path text collate "C",
  owner_id uuid,
  actor_id uuid,
  -- Told live to this member alone, such as a notification; everybody who may see the record otherwise.
  audience_id uuid,
  payload jsonb not null,
  created_at timestamptz not null,
  position bigint,
  primary key (org_id, id)
);
create index outbox_waiting on outbox (org_id, created_at, id) where position is null;
create index outbox_waiting_record on outbox (org_id, record_id) where position is null;
create unique index outbox_position on outbox (org_id, position) where position is not null;
call wall_of_tenant('outbox');

create table outbox_stream (
  org_id uuid primary key references organisation,
  position bigint not null default 0
);
call wall_of_tenant('outbox_stream', 'select, insert, update');

-- What each consumer still owes for an event. A row is deleted when the consumer has done its part in the same
-- transaction; after the last try it stays as a dead letter until someone sends it again.
create table outbox_delivery (
  org_id uuid not null,
  event_id uuid not null,
  consumer text not null,
  position bigint not null,
  record_id uuid,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  dead_at timestamptz,
  primary key (org_id, consumer, event_id),
  foreign key (org_id, event_id) references outbox
);
create index outbox_delivery_event on outbox_delivery (org_id, event_id);
create index outbox_delivery_next on outbox_delivery (org_id, consumer, position) where dead_at is null;
-- Answers "is an earlier event of this record still owed to this consumer?".
create index outbox_delivery_record on outbox_delivery (org_id, consumer, record_id, position)
  where dead_at is null and record_id is not null;
create index outbox_delivery_dead on outbox_delivery (org_id, dead_at) where dead_at is not null;
call wall_of_tenant('outbox_delivery');

-- Mail waits here from the transaction that wanted it until it is sent; without a mail server it ends as simulated,
-- never lost. A worker claims a row before it talks to the mail server, so that no second one sends it meanwhile;
-- a claim that ran out belongs to a worker that died, and the mail is sent again under the same Message-ID.
create table mail (
  org_id uuid not null references organisation,
  id uuid not null,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'simulated', 'failed')),
  attempts integer not null default 0,
  claimed_until timestamptz,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id),
  constraint mail_sent_has_its_time check ((sent_at is not null) = (status in ('sent', 'simulated'))),
  constraint mail_claim_has_an_end check ((claimed_until is not null) = (status = 'sending'))
);
create index mail_recent on mail (org_id, created_at desc, id desc);
call wall_of_tenant('mail', 'select, insert, update');

-- The same for mail that is wanted before any company is known: a password reset. Rows are deleted after some days.
create table auth_mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'simulated', 'failed')),
  attempts integer not null default 0,
  claimed_until timestamptz,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  constraint auth_mail_sent_has_its_time check ((sent_at is not null) = (status in ('sent', 'simulated'))),
  constraint auth_mail_claim_has_an_end check ((claimed_until is not null) = (status = 'sending'))
);
create index auth_mail_age on auth_mail (created_at);
call wall_of_sign_in('auth_mail');

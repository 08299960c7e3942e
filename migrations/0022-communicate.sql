-- Messages to people outside the company, and the providers through which a company sends them.

-- The company's own mail server. Without a row the installation's SMTP_URL serves, and without that mail is simulated.
-- The password is sealed by the application; the database never sees it as it is.
create table email_setting (
  org_id uuid not null references organisation,
  host text not null check (host <> '' and length(host) <= 253),
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('none', 'starttls', 'tls')),
  username text check (username <> '' and length(username) <= 254),
  password_sealed text,
  from_name text not null check (from_name <> '' and length(from_name) <= 120),
  from_address text not null check (from_address <> '' and length(from_address) <= 254),
  reply_domain text check (reply_domain <> '' and length(reply_domain) <= 253),
  version integer not null default 1 check (version > 0),
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (org_id),
  constraint email_setting_password_has_a_user check (password_sealed is null or username is not null)
);
call wall_of_tenant('email_setting');

-- The company's provider of text messages; without a row they are simulated.
create table sms_setting (
  org_id uuid not null references organisation,
  base_url text not null check (base_url <> '' and length(base_url) <= 2000),
  account_sid text not null check (account_sid <> '' and length(account_sid) <= 64),
  token_sealed text not null check (token_sealed <> ''),
  sender text not null check (sender <> '' and length(sender) <= 40),
  version integer not null default 1 check (version > 0),
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (org_id)
);
call wall_of_tenant('sms_setting');

-- A message at a record. It is its own outbox: a worker claims the row before it talks to the provider, so that no
-- second one sends it meanwhile; a claim that ran out belongs to a worker that died, and the message is sent again under
-- the same Message-ID.
create table message (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_kind text not null check (record_kind <> ''),
  record_id uuid not null,
  -- Whom it was written to, where that is a record of its own.
  recipient_kind text check (recipient_kind <> ''),
  recipient_id uuid,
  channel text not null check (channel in ('email', 'sms')),
  direction text not null default 'outbound' check (direction in ('inbound', 'outbound')),
  status text not null check (status in
    ('queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'simulated', 'suppressed')),
  address text not null check (address <> '' and length(address) <= 254),
  reply_to text check (reply_to <> '' and length(reply_to) <= 254),
  subject text check (length(subject) <= 250),
  body text not null check (body <> ''),
  body_html text,
  -- [{key, name, contentType}]: what the store holds and is sent along.
  attachments jsonb not null default '[]',
  -- What the provider calls it.
  provider_id text check (provider_id <> ''),
  attempts integer not null default 0,
  claimed_until timestamptz,
  last_error text,
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system', 'public')),
  actor_id uuid,
  actor_name text not null,
  created_at timestamptz not null,
  created_by uuid,
  sent_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint message_recipient_is_whole check ((recipient_kind is null) = (recipient_id is null)),
  constraint message_sent_has_its_time
    check ((sent_at is not null) = (status in ('sent', 'delivered', 'bounced', 'simulated'))),
  constraint message_claim_has_an_end check ((claimed_until is not null) = (status = 'sending'))
);
create index message_record on message (org_id, record_id, created_at desc, id desc);
create index message_recipient on message (org_id, recipient_id, created_at desc, id desc)
  where recipient_id is not null;
create index message_provider on message (org_id, provider_id) where provider_id is not null;
create index message_scope on message (org_id, scope_id, scope_path);
call wall_of_scope('message');

-- What people are told, how they want to be told, and what they write down about a record.

-- One thing that one member is told. Its title is not kept: it is read when shown, behind the reader's own wall.
create table notification (
  org_id uuid not null references organisation,
  id uuid not null,
  member_id uuid not null,
  type text not null check (type <> ''),
  record_kind text,
  record_id uuid,
  data jsonb not null default '{}',
  -- How many like it came while it was unread, so that a hundred reassigned records are one line.
  count integer not null default 1 check (count > 0),
  -- Whoever told it once by this key never tells it again.
  key text,
  actor_id uuid,
  actor_name text,
  -- False: its member wants only the mail.
  shown boolean not null default true,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (org_id, id),
  constraint notification_once unique (org_id, member_id, key),
  foreign key (org_id, member_id) references member,
  check ((record_kind is null) = (record_id is null))
);
create index notification_member on notification (org_id, member_id, created_at desc, id desc) where shown;
create index notification_unread on notification (org_id, member_id, type) where shown and read_at is null;
create index notification_age on notification (org_id, created_at);
call wall_of_tenant('notification');

-- What a member chose; where they chose nothing the product's defaults hold.
create table notification_preference (
  org_id uuid not null references organisation,
  member_id uuid not null,
  type text not null check (type <> ''),
  in_app boolean not null,
  email boolean not null,
  primary key (org_id, member_id, type),
  foreign key (org_id, member_id) references member
);
call wall_of_tenant('notification_preference');

-- A call, an email, a meeting or a note that somebody wrote down at a record. It carries the record's scope.
create table activity (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_kind text not null check (record_kind <> ''),
  record_id uuid not null,
  type text not null check (type in ('call', 'email', 'meeting', 'note')),
  subject text check (length(subject) <= 200),
  -- Rich text as the editor keeps it, only of the nodes and marks that domain/rich-text.ts allows.
  body jsonb,
  plain_text text not null default '' check (length(plain_text) <= 50000),
  mentions uuid[] not null default '{}',
  contact_ids uuid[] not null default '{}',
  at timestamptz not null,
  duration_minutes integer check (duration_minutes between 0 and 10080),
  direction text check (direction in ('in', 'out')),
  outcome text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  constraint activity_says_something check (subject is not null or plain_text <> '' or type <> 'note')
);
create index activity_scope on activity (org_id, scope_id, scope_path);
create index activity_record on activity (org_id, record_id, at desc, id desc);
create index activity_author on activity (org_id, created_by, at desc);
call wall_of_scope('activity');

-- Calls and meetings end in an outcome of the company's own list.
alter table option_value drop constraint option_value_list_check;
alter table option_value add constraint option_value_list_check check (list in
  ('account_type', 'contact_role', 'lead_source', 'industry', 'payment_method', 'activity_outcome'));

-- What people have to do: tasks, reminders, the next action of a deal, and the calendar that follows them about.

create table task (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  -- Whoever is to do it.
  owner_id uuid,
  subject text collate "und-x-icu" not null check (subject <> '' and length(subject) <= 180),
  description text check (length(description) <= 5000),
  due_date date,
  -- A time of day in the zone of whoever is to do it.
  due_time text check (due_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
  status text not null default 'open' check (status in ('open', 'done')),
  done_at timestamptz,
  done_by uuid,
  -- The record that it is about, of any kind.
  record_kind text check (record_kind <> 'task'),
  record_id uuid,
  recurrence jsonb,
  -- The first date of the series, from which all others are reckoned.
  anchor_date date,
  -- The occurrence that this one follows.
  previous_id uuid,
  -- The version that completing the one before left it at: while it has that, nobody has touched it.
  followed_version integer,
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
  foreign key (org_id, done_by) references member,
  foreign key (org_id, previous_id) references task,
  constraint task_time_needs_a_date check (due_time is null or due_date is not null),
  constraint task_done_has_a_time check ((status = 'done') = (done_at is not null)),
  constraint task_link_is_whole check ((record_kind is null) = (record_id is null)),
  constraint task_series_has_an_anchor check (recurrence is null or (anchor_date is not null and due_date is not null))
);
-- However often an occurrence is completed, one follows.
create unique index task_one_next on task (org_id, previous_id) where previous_id is not null;
create index task_recent on task (org_id, created_at desc, id desc) where archived_at is null;
create index task_updated on task (org_id, updated_at desc, id desc) where archived_at is null;
create index task_subject on task (org_id, subject, id) where archived_at is null;
create index task_due on task (org_id, due_date, id) where archived_at is null;
create index task_done on task (org_id, done_at, id) where archived_at is null;
create index task_scope on task (org_id, scope_id, scope_path);
create index task_mine on task (org_id, owner_id, status, due_date, id);
create index task_record on task (org_id, record_id, done_at desc, id desc) where record_id is not null;
create index task_doer on task (org_id, done_by) where done_by is not null;
create index task_search on task using gin (org_id, search_text gin_trgm_ops);
call wall_of_scope('task');

-- A member's own alarm about a record or a task. No record owns it and nobody else sees it.
create table reminder (
  org_id uuid not null references organisation,
  id uuid not null,
  member_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  remind_at timestamptz not null,
  -- Set where the time follows the due date of the task.
  minutes_before integer check (minutes_before >= 0),
  note text check (length(note) <= 500),
  sent_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member
);
create index reminder_due on reminder (org_id, remind_at, id) where sent_at is null;
create index reminder_member on reminder (org_id, member_id, remind_at, id);
create index reminder_record on reminder (org_id, record_id, remind_at);
call wall_of_tenant('reminder');

alter table opportunity
  add column next_action_date date,
  add column next_action_note text check (length(next_action_note) <= 500);
create index opportunity_next_action on opportunity (org_id, next_action_date, id)
  where archived_at is null and next_action_date is not null;

-- Up to when the mornings of next actions were looked at, so that none is forgotten over a stop.
create table next_action_watch (
  org_id uuid not null references organisation,
  until timestamptz not null,
  primary key (org_id)
);
call wall_of_tenant('next_action_watch');

-- The address under which a calendar program reads what a member has to do. Only the hash of its secret is kept.
create table calendar_feed (
  org_id uuid not null references organisation,
  id uuid not null,
  member_id uuid not null,
  secret_sha256 text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member
);
create unique index calendar_feed_one on calendar_feed (org_id, member_id) where revoked_at is null;
create index calendar_feed_member on calendar_feed (org_id, member_id, created_at desc);
call wall_of_tenant('calendar_feed');

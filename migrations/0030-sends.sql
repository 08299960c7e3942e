-- When documents go out: quotes at a time that was set, invoices whenever they were sent.

alter table quote add column scheduled_at timestamptz,
  add constraint quote_scheduled_while_draft check (scheduled_at is null or status = 'draft');

-- The last time that it went out.
alter table invoice add column sent_at timestamptz,
  add constraint invoice_sent_once_issued check (sent_at is null or status <> 'draft');

-- A sending that was set for a time, and what became of it. It is done as the member who set it.
create table scheduled_send (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  quote_id uuid not null,
  at timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'cancelled', 'failed')),
  message text check (length(message) <= 5000),
  notify_by_sms boolean not null,
  language text check (language in ('en', 'ar')),
  created_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- How often it was tried where something outside did not answer.
  tries integer not null default 0,
  problem_code text,
  problem_detail text,
  primary key (org_id, id),
  foreign key (org_id, quote_id) references quote,
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, created_by) references member,
  constraint scheduled_send_ended check ((status = 'waiting') = (ended_at is null)),
  constraint scheduled_send_says_why check ((status = 'failed') = (problem_code is not null))
);
create unique index scheduled_send_once on scheduled_send (org_id, quote_id) where status = 'waiting';
create index scheduled_send_due on scheduled_send (org_id, at, id) where status = 'waiting';
create index scheduled_send_recent on scheduled_send (org_id, at desc, id desc);
create index scheduled_send_quote on scheduled_send (org_id, quote_id, created_at desc);
create index scheduled_send_scope on scheduled_send (org_id, scope_id, scope_path);
create index scheduled_send_member on scheduled_send (org_id, created_by);
call wall_of_scope('scheduled_send');

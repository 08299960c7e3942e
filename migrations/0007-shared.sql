-- What several features stand on: which records hand their timeline on, and long work that people watch.

-- The past of a record may belong to others too: a lead's timeline, notes, files and tasks go on at the account, the
-- contact and the opportunity that it became, and those of a merged record at the one that stays. Flat: an heir also
-- has a row for everything that its predecessors had inherited, so one look finds all.
create table timeline_heir (
  org_id uuid not null references organisation,
  heir_id uuid not null,
  heir_kind text not null,
  source_id uuid not null,
  source_kind text not null,
  -- The conversion or the merge that made the row, to take it back with it.
  cause_id uuid not null,
  created_at timestamptz not null,
  primary key (org_id, heir_id, source_id, cause_id)
);
create index timeline_heir_source on timeline_heir (org_id, source_id);
create index timeline_heir_cause on timeline_heir (org_id, cause_id);
call wall_of_tenant('timeline_heir');

-- Long work that somebody began and watches: import, bulk change, undo. The queue runs it; this row is what is told.
create table background_job (
  org_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind <> ''),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0 check (done >= 0),
  total integer check (total >= 0),
  params jsonb not null,
  result jsonb,
  errors jsonb not null default '[]',
  cancel_asked boolean not null default false,
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system')),
  actor_id uuid,
  member_id uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member
);
create index background_job_member on background_job (org_id, member_id, created_at desc, id desc);
create index background_job_open on background_job (org_id, created_at) where status in ('queued', 'running');
call wall_of_tenant('background_job');

-- Pipelines: the ways that leads and opportunities go in this company, stage by stage.

create table pipeline (
  org_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('opportunity', 'lead')),
  name text not null check (name <> '' and length(name) <= 80),
  -- Which words of ours the name still is, so that the web can say it in the reader's language; null once it was typed.
  name_key text check (length(name_key) <= 80),
  position integer not null,
  is_default boolean not null default false,
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  constraint pipeline_default_is_in_use check (not is_default or archived_at is null)
);
create unique index pipeline_one_default on pipeline (org_id, kind) where is_default;
create unique index pipeline_name_once on pipeline (org_id, kind, name) where archived_at is null;
call wall_of_tenant('pipeline', 'select, insert, update');

-- A removed stage is archived, not deleted: the history of records names it. Its status never changes, because every
-- record in it carries that status.
create table pipeline_stage (
  org_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  name text not null check (name <> '' and length(name) <= 80),
  name_key text check (length(name_key) <= 80),
  position integer not null,
  status text not null check (status in ('new', 'contacted', 'qualified', 'quote_ready', 'negotiation', 'won', 'lost',
    'junk', 'converted')),
  -- Percent; leads have none.
  probability smallint check (probability between 0 and 100),
  -- Days after which a card that has not moved is said to rot.
  rotting_days integer check (rotting_days between 1 and 3650),
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, pipeline_id, id, status),
  foreign key (org_id, pipeline_id) references pipeline,
  constraint pipeline_stage_closed_is_certain
    check ((status <> 'won' or probability = 100) and (status <> 'lost' or coalesce(probability, 0) = 0))
);
create index pipeline_stage_order on pipeline_stage (org_id, pipeline_id, position);
call wall_of_tenant('pipeline_stage', 'select, insert, update');

-- What companies that are there already start with: the stages of the handbook.
do $$
declare
  company record;
  made uuid;
begin
  for company in select org_id, created_at from organisation loop
    made := gen_random_uuid();
    insert into pipeline (org_id, id, kind, name, name_key, position, is_default, created_at, updated_at)
      values (company.org_id, made, 'opportunity', 'Sales', 'handbook_opportunity', 1, true, company.created_at, company.created_at);
    insert into pipeline_stage (org_id, id, pipeline_id, name, name_key, position, status, probability, created_at, updated_at)
      select company.org_id, gen_random_uuid(), made, name, 'opportunity.' || status, n, status, probability,
        company.created_at, company.created_at
      from (values (1, 'New', 'new', 10), (2, 'Qualified', 'qualified', 25), (3, 'Quote ready', 'quote_ready', 50),
        (4, 'Negotiation', 'negotiation', 75), (5, 'Won', 'won', 100), (6, 'Lost', 'lost', 0))
        as stage (n, name, status, probability);
    made := gen_random_uuid();
    insert into pipeline (org_id, id, kind, name, name_key, position, is_default, created_at, updated_at)
      values (company.org_id, made, 'lead', 'Leads', 'handbook_lead', 1, true, company.created_at, company.created_at);
    insert into pipeline_stage (org_id, id, pipeline_id, name, name_key, position, status, created_at, updated_at)
      select company.org_id, gen_random_uuid(), made, name, 'lead.' || status, n, status, company.created_at, company.created_at
      from (values (1, 'New', 'new'), (2, 'Contacted', 'contacted'), (3, 'Qualified', 'qualified'), (4, 'Lost', 'lost'),
        (5, 'Junk', 'junk'), (6, 'Converted', 'converted')) as stage (n, name, status);
  end loop;
end $$;

-- The status of a record follows from its stage: the reference carries both, so that they cannot part.
alter table opportunity add column pipeline_id uuid;
alter table opportunity add column stage_id uuid;
update opportunity r set pipeline_id = s.pipeline_id, stage_id = s.id
  from pipeline p join pipeline_stage s on s.org_id = p.org_id and s.pipeline_id = p.id
  where p.org_id = r.org_id and p.kind = 'opportunity' and s.status = r.stage;
alter table opportunity alter column pipeline_id set not null;
alter table opportunity alter column stage_id set not null;
alter table opportunity add constraint opportunity_stage_says_the_status
  foreign key (org_id, pipeline_id, stage_id, stage) references pipeline_stage (org_id, pipeline_id, id, status);
create index opportunity_column on opportunity (org_id, stage_id, pipeline_id, stage, created_at desc, id desc);
drop index opportunity_board;
create index opportunity_board on opportunity (org_id, pipeline_id, stage_id, scope_path, currency)
  include (owner_id, amount_minor, probability, stage_changed_at) where archived_at is null;

alter table lead add column pipeline_id uuid;
alter table lead add column stage_id uuid;
update lead r set pipeline_id = s.pipeline_id, stage_id = s.id
  from pipeline p join pipeline_stage s on s.org_id = p.org_id and s.pipeline_id = p.id
  where p.org_id = r.org_id and p.kind = 'lead' and s.status = r.status;
alter table lead alter column pipeline_id set not null;
alter table lead alter column stage_id set not null;
alter table lead add constraint lead_stage_says_the_status
  foreign key (org_id, pipeline_id, stage_id, status) references pipeline_stage (org_id, pipeline_id, id, status);
create index lead_column on lead (org_id, stage_id, pipeline_id, status, created_at desc, id desc);
-- Counts of a board's columns, in a branch and of one's own, and of the cards that have stood too long: from the index.
drop index lead_place;
create index lead_place on lead (org_id, scope_path, status, stage_id) where archived_at is null;
drop index lead_own;
create index lead_own on lead (org_id, owner_id, status, stage_id, scope_path) where archived_at is null;
create index lead_standing on lead (org_id, stage_id, status_changed_at) include (scope_path, owner_id)
  where archived_at is null;

-- The history says in which stage of which pipeline a record came to stand, and from which.
do $$
declare
  kind text;
begin
  foreach kind in array array['lead', 'opportunity'] loop
    execute format('alter table %I add column pipeline_id uuid', kind || '_status_change');
    execute format('alter table %I add column from_stage_id uuid', kind || '_status_change');
    execute format('alter table %I add column to_stage_id uuid', kind || '_status_change');
    execute format('alter table %I add foreign key (org_id, pipeline_id) references pipeline', kind || '_status_change');
    execute format('alter table %I add foreign key (org_id, from_stage_id) references pipeline_stage', kind || '_status_change');
    execute format('alter table %I add foreign key (org_id, to_stage_id) references pipeline_stage', kind || '_status_change');
    execute format('create index %I on %I (org_id, pipeline_id, at)', kind || '_status_change_pipeline', kind || '_status_change');
    execute format('create index %I on %I (org_id, from_stage_id, at)', kind || '_status_change_from', kind || '_status_change');
    execute format('create index %I on %I (org_id, to_stage_id, at)', kind || '_status_change_to', kind || '_status_change');
  end loop;
end $$;

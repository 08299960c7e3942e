-- Demo data is loaded once per company, by a job that says how far it is.
create table demo_load (
  org_id uuid primary key references organisation,
  status text not null check (status in ('running', 'loaded', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz
);
call wall_of_tenant('demo_load', 'select, insert, update');

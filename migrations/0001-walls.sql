-- The two walls, as functions that later migrations call once per table: row-level security with exactly one
-- permissive policy per role, and the grants that go with it. See docs/decisions/0005. A setting that was used and
-- reset reads '' rather than null: both must mean "nothing is visible".

-- Data of a company that has no scope of its own: settings, roles, the hierarchy.
create procedure wall_of_tenant(target regclass, privileges text default 'select, insert, update, delete')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s to parley_org, parley_range, parley_ids
       using (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)', target);
  execute format('grant %s on %s to parley_org, parley_range, parley_ids', privileges, target);
end $$;

-- Business records: the tenant wall and the scope wall in one policy per role mode. The settings stand bare, not
-- wrapped in a sub-select: the planner can then estimate the range and choose the right index (scale.md §2.1).
create procedure wall_of_scope(target regclass, privileges text default 'select, insert, update')
language plpgsql as $$
declare
  tenant constant text := 'org_id = nullif(current_setting(''app.org'', true), '''')::uuid';
  range constant text := 'scope_path >= nullif(current_setting(''app.scope'', true), '''')
    and scope_path < nullif(current_setting(''app.scope'', true), '''') || ''~''';
  ids constant text := 'scope_id = any (nullif(current_setting(''app.ids'', true), '''')::uuid[])';
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy tenant on %s to parley_org using (%s) with check (%s)', target, tenant, tenant);
  execute format('create policy tenant_and_range on %s to parley_range using (%s and %s) with check (%s and %s)',
    target, tenant, range, tenant, range);
  execute format('create policy tenant_and_nodes on %s to parley_ids using (%s and %s) with check (%s and %s)',
    target, tenant, ids, tenant, ids);
  execute format('grant %s on %s to parley_org, parley_range, parley_ids', privileges, target);
end $$;

-- For functions that run as their owner: they find tables where the migrations put them. Temporary objects come last,
-- because anybody may make one of any name, and they come first where nobody says otherwise.
create procedure fix_search_path(target regprocedure)
language plpgsql as $$
begin
  execute format('alter function %s set search_path to %s, pg_temp', target, current_setting('search_path'));
end $$;

-- What sign-in needs before any company is known. No role of a company can read it.
create procedure wall_of_sign_in(target regclass)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy sign_in on %s to parley_auth using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to parley_auth', target);
end $$;

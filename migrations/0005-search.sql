-- Text search under row-level security: LIKE is not leakproof, so PostgreSQL would not use the trigram index below
-- a policy. This one audited function runs as the owner, repeats both walls itself, and returns ids only; the
-- query around it reads the rows under row-level security again (scale.md §2.3).
create function search_ids(kind text, patterns text[], cap integer) returns table (id uuid)
language plpgsql stable security definer as $$
declare
  mode constant text := current_setting('role', true);
  org constant uuid := nullif(current_setting('app.org', true), '')::uuid;
  scope constant text := nullif(current_setting('app.scope', true), '');
  nodes constant uuid[] := nullif(current_setting('app.ids', true), '')::uuid[];
  wall text;
begin
  if kind not in ('account', 'contact', 'campaign', 'product', 'opportunity', 'quote', 'lead', 'order', 'invoice', 'credit_note', 'subscription', 'task') then
    raise exception 'search knows no kind %', kind;
  end if;
  wall := case mode
    when 'parley_org' then ''
    when 'parley_range' then 'and r.scope_path >= $3 and r.scope_path < $3 || ''~'''
    when 'parley_ids' then 'and r.scope_id = any ($4)'
  end;
  if org is null or wall is null then
    return;
  end if;
  -- Each word must be found; the first three are enough to steer the index, more would only cost.
  return query execute format(
    'select r.id from %I r where r.org_id = $1
       and r.search_text like $2[1]
       and ($6 < 2 or r.search_text like $2[2])
       and ($6 < 3 or r.search_text like $2[3])
       and r.archived_at is null %s
     order by r.created_at desc, r.id desc limit $5', case kind when 'order' then 'sales_order' else kind end, wall)
    using org, patterns, scope, nodes, least(cap, 1000), coalesce(array_length(patterns, 1), 0);
end $$;

call fix_search_path('search_ids(text, text[], integer)');
revoke execute on function search_ids(text, text[], integer) from public;
grant execute on function search_ids(text, text[], integer) to parley_org, parley_range, parley_ids;

import { columns, type Rule, scratch, tables } from './rule.ts';

const policyRoles = `('parley_org', 'parley_range', 'parley_ids', 'parley_auth')`;

const granted = `granted as (
  select t.rel, t.name, case acl.grantee when 0 then 'public' else pg_get_userbyid(acl.grantee)::text end as role,
    acl.privilege_type as privilege
  from tables t join pg_class c on c.oid = t.rel, aclexplode(c.relacl) as acl where acl.grantee <> t.owner)`;

const policies = `policies as (
  select t.name, t.rel, p.polname, p.polpermissive, p.polcmd, role::text as role,
    coalesce(pg_get_expr(p.polqual, p.polrelid), '') as reading,
    coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as writing
  from tables t join pg_policy p on p.polrelid = t.rel,
    lateral (select case r when 0 then 'public' else pg_get_userbyid(r)::text end as role
      from unnest(p.polroles) as r) as roles)`;

const everybody = {
  'migration: public': 'Readiness reads the journal of migrations before it takes a role.',
};

/** Rules about who sees what: the walls between companies and between parts of one. */
export const wallRules: readonly Rule[] = [
  {
    name: 'row-level security is on, and not forced on the owner',
    sql: `with ${tables} select name as place from tables where not secured or forced`,
    except: {},
    broken: { by: `${scratch()} alter table scratch disable row level security`, place: 'scratch' },
  },
  {
    name: 'each role that may touch a table has exactly one policy there, for all commands',
    sql: `with ${tables}, ${granted}, ${policies}
      select g.name || ': ' || g.role as place from (select distinct rel, name, role from granted) as g
      where (select count(*) from policies p where p.rel = g.rel and p.role = g.role and p.polcmd = '*') <> 1
        or exists (select from policies p where p.rel = g.rel and p.role = g.role and p.polcmd <> '*')`,
    except: everybody,
    broken: {
      by: `${scratch()} create policy second on scratch to parley_org using (true)`,
      place: 'scratch: parley_org',
    },
  },
  {
    name: 'no policy is restrictive: a distributed database would turn it into a permissive one',
    sql: `with ${tables}, ${policies} select distinct name || ': ' || polname as place from policies where not polpermissive`,
    except: {},
    broken: {
      by: `${scratch()} create policy narrow on scratch as restrictive to parley_org using (true)`,
      place: 'scratch: narrow',
    },
  },
  {
    name: 'a policy of a company compares org_id with the setting, in reading and in writing, without a sub-select',
    sql: `with ${tables}, ${policies} select distinct name || ': ' || polname as place from policies
      where role in ('parley_org', 'parley_range', 'parley_ids') and not (
        reading like '%org_id = (NULLIF(current_setting(''app.org''::text, true), ''''::text))::uuid%'
        and writing = reading and reading !~* 'select')`,
    except: {},
    broken: {
      by: `create table scratch (org_id uuid not null primary key);
        alter table scratch enable row level security;
        create policy open on scratch to parley_org using (true) with check (true)`,
      place: 'scratch: open',
    },
  },
  {
    name: 'a table with a scope is walled by scope, and its scope is a node of the same company',
    sql: `with ${columns}, ${policies}, scoped as (select distinct rel, name from columns where col = 'scope_path')
      select s.name as place from scoped s where not (
        exists (select from policies p where p.rel = s.rel and p.role = 'parley_range'
          and p.reading like '%scope_path >=%' and p.reading like '%scope_path <%')
        and exists (select from policies p where p.rel = s.rel and p.role = 'parley_ids'
          and p.reading like '%scope_id = ANY%')
        and exists (select from pg_constraint k where k.conrelid = s.rel and k.contype = 'f'
          and k.confrelid = 'node'::regclass and cardinality(k.conkey) = 3))`,
    except: {
      audit_entry: 'The log of the whole company; reading it needs its own capability.',
      outbox: 'Read by Parley itself, which tells each listener only what they may see.',
    },
    broken: { by: scratch('scope_id uuid, scope_path text collate "C",'), place: 'scratch' },
  },
  {
    name: 'paths of scopes sort byte by byte',
    sql: `with ${columns} select name || '.' || col as place from columns
      join pg_attribute a on a.attrelid = rel and a.attnum = num
      join pg_collation l on l.oid = a.attcollation
      where col in ('scope_path', 'path') and l.collname <> 'C'`,
    except: {},
    broken: { by: scratch('scope_path text,'), place: 'scratch.scope_path' },
  },
  {
    name: 'nobody but the policy roles may touch a table',
    sql: `with ${tables}, ${granted} select distinct name || ': ' || role as place from granted
      where role not in ${policyRoles}`,
    except: everybody,
    broken: { by: `${scratch()} grant select on scratch to public`, place: 'scratch: public' },
  },
  {
    name: 'sign-in sees no table of a company, and no role of a company sees sign-in',
    sql: `with ${tables}, ${granted} select distinct name || ': ' || role as place from granted
      where (role = 'parley_auth') <> (name ~ '^(auth_|membership$|tenant$)') and role <> 'public'`,
    except: {},
    broken: { by: `${scratch()} grant select on scratch to parley_auth`, place: 'scratch: parley_auth' },
  },
  {
    name: 'what is append-only may be neither changed nor deleted',
    sql: `with ${tables}, ${granted} select distinct name || ': ' || privilege as place from granted
      where name ~ '^(audit_entry|consent_entry|payment|.*_status_change|.*_log|.*_history)$'
        and privilege not in ('SELECT', 'INSERT')`,
    except: {},
    broken: {
      by: `create table scratch_history (org_id uuid not null primary key); call wall_of_tenant('scratch_history')`,
      place: 'scratch_history: DELETE',
    },
  },
  {
    name: 'what can be archived cannot be deleted',
    sql: `with ${columns}, ${granted} select distinct c.name as place from columns c join granted g on g.rel = c.rel
      where c.col = 'archived_at' and g.privilege = 'DELETE'`,
    except: {},
    broken: { by: scratch('archived_at timestamptz,'), place: 'scratch' },
  },
  {
    name: 'nobody may empty, refer to or hang triggers on a table',
    sql: `with ${tables}, ${granted} select distinct name || ': ' || privilege as place from granted
      where privilege not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,
    except: {},
    broken: { by: `${scratch()} grant truncate on scratch to parley_org`, place: 'scratch: TRUNCATE' },
  },
  {
    name: 'an index for lists holds only types whose comparisons row-level security lets through',
    sql: `with ${tables} select t.name || ': ' || i.relname as place
      from tables t join pg_index x on x.indrelid = t.rel and not x.indisunique
      join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam and m.amname = 'btree'
      where t.tenant and (x.indexprs is not null or exists (
        select from unnest(x.indkey[0:x.indnkeyatts - 1]) as c
        join pg_attribute a on a.attrelid = t.rel and a.attnum = c
        where a.atttypid not in ('uuid'::regtype, 'text'::regtype, 'int2'::regtype, 'int4'::regtype, 'int8'::regtype,
          'date'::regtype, 'timestamptz'::regtype, 'bool'::regtype)))`,
    except: {},
    broken: {
      by: `${scratch('rate numeric,')} create index leaky on scratch (org_id, rate)`,
      place: 'scratch: leaky',
    },
  },
  {
    name: 'a function that passes the walls is known here, fixes its search path, and is not for everybody',
    sql: `select p.proname || case when p.proconfig::text ~ 'search_path=[^}]*, pg_temp\\W*[,}]' then '' else ' (search path)' end
        || case when has_function_privilege('public', p.oid, 'execute') then ' (public)' else '' end as place
      from pg_proc p where p.pronamespace = 'parley'::regnamespace and p.prosecdef`,
    except: {
      search_words_like: 'Words for mistyped ones: repeats the wall of the company and returns words only.',
      similar_ids: 'Similar names: repeats both walls itself and returns ids, the compared name and a score.',
      count_links:
        'Tells only how many records of the company lead to one, also outside of the scope: a merge leaves none behind.',
      search_ids: 'Text search: repeats both walls itself and returns ids only (docs/decisions/0005).',
      is_number_taken:
        'Tells only whether a number of the series is used, also by documents outside of the scope.',
    },
    broken: {
      by: `create function peek() returns bigint language sql security definer set search_path from current return 1`,
      place: 'peek (search path) (public)',
    },
  },
  {
    name: 'roles: the owner is not the login, and none is a superuser, passes walls, or inherits',
    sql: `select rolname::text as place from pg_roles
      where (rolname like 'parley\\_%' and rolname <> 'parley_admin')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit or rolreplication
          or (rolcanlogin and rolname !~ '^parley_app'))
      union select 'owner of ' || relname from pg_class
        where relnamespace = 'parley'::regnamespace and pg_get_userbyid(relowner) <> 'parley_owner'
      union select 'membership of ' || m.member::regrole || ' in ' || m.roleid::regrole from pg_auth_members m
        where m.member::regrole::text like 'parley\\_app%' and to_jsonb(m) ->> 'inherit_option' = 'true'
      union select 'membership of ' || m.member::regrole || ' in parley_owner' from pg_auth_members m
        where m.member::regrole::text like 'parley\\_app%' and m.roleid = 'parley_owner'::regrole`,
    except: {},
    broken: { by: 'alter role parley_range inherit', place: 'parley_range' },
  },
];

/**
 * A rule of the data model as a question to PostgreSQL: `sql` answers one row `{place}` for each place that breaks it.
 * `except` names the places that may, each with its reason; one that no longer breaks the rule must be taken out.
 */
export type Rule = {
  name: string;
  sql: string;
  except: Record<string, string>;
  /** Statements that break the rule in a scratch table, to show that it can fail, and the place it must then name. */
  broken: { by: string; place: string };
};

/** Tables of our schema: `rel` their oid, `name` their name, `tenant` whether they hold rows of one company. */
export const tables = `tables as (
  select c.oid as rel, c.relname::text as name, c.relowner as owner, c.relrowsecurity as secured,
    c.relforcerowsecurity as forced,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
      as tenant
  from pg_class c
  where c.relnamespace = 'parley'::regnamespace and c.relkind in ('r', 'p'))`;

/** Columns of those tables with their type. */
export const columns = `${tables}, columns as (
  select t.*, a.attnum as num, a.attname::text as col, a.attnotnull as needed, a.attidentity <> '' as numbered,
    a.atttypid as type, format_type(a.atttypid, a.atttypmod) as written, pg_get_expr(d.adbin, d.adrelid) as preset
  from tables t
  join pg_attribute a on a.attrelid = t.rel and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = t.rel and d.adnum = a.attnum)`;

/** A scratch table that keeps every rule; `more` stands among its columns. */
export const scratch = (more = '') => `create table scratch (
  org_id uuid not null references organisation, id uuid not null, ${more} primary key (org_id, id));
  call wall_of_tenant('scratch');`;

import { columns, type Rule, scratch, tables } from './rule.ts';

const beforeCompany = 'Read before any company is known, so it belongs to none: only parley_auth sees it.';

const withoutCompany = {
  auth_user: beforeCompany,
  auth_session: beforeCompany,
  auth_account: beforeCompany,
  auth_verification: beforeCompany,
  auth_two_factor: beforeCompany,
  auth_attempt: beforeCompany,
  auth_mail: beforeCompany,
  migration: 'The journal of migrations belongs to the installation.',
};

const keysWithoutCompany = Object.fromEntries(
  Object.entries(withoutCompany).flatMap(([table, reason]) => [[`${table}: ${table}_pkey`, reason]]),
);

/** Rules about keys, references and types: what makes the tables ready to be spread over machines by company. */
export const shapeRules: readonly Rule[] = [
  {
    name: 'every table has org_id uuid not null',
    sql: `with ${columns} select name as place from columns group by name
      having not bool_or(col = 'org_id' and type = 'uuid'::regtype and needed)`,
    except: withoutCompany,
    broken: { by: 'create table scratch (id uuid primary key)', place: 'scratch' },
  },
  {
    name: 'every primary key and unique index begins with org_id',
    sql: `with ${tables} select t.name || ': ' || i.relname as place
      from tables t join pg_index x on x.indrelid = t.rel join pg_class i on i.oid = x.indexrelid
      left join pg_attribute a on a.attrelid = t.rel and a.attnum = x.indkey[0]
      where x.indisunique and a.attname is distinct from 'org_id'`,
    except: {
      ...keysWithoutCompany,
      'auth_user: auth_user_email_key': 'An address signs in before its company is known.',
      'auth_session: auth_session_token_key': 'A cookie is looked up before its company is known.',
      'membership: membership_pkey': 'Leads from a person to their companies; the other index leads back.',
      'tenant: setup_happens_once': 'The installation is set up once, not each company.',
    },
    broken: { by: scratch('email text unique,'), place: 'scratch: scratch_email_key' },
  },
  {
    name: 'every table has a primary key',
    sql: `with ${tables} select name as place from tables
      where not exists (select from pg_index where indrelid = rel and indisprimary)`,
    except: {},
    broken: { by: 'create table scratch (org_id uuid not null)', place: 'scratch' },
  },
  {
    name: 'every reference carries org_id, matched with org_id',
    sql: `with ${tables} select t.name || ': ' || k.conname as place
      from tables t join pg_constraint k on k.conrelid = t.rel and k.contype = 'f'
      left join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      left join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
      where a.attname <> 'org_id' or b.attname <> 'org_id'`,
    except: {
      'auth_session: auth_session_user_id_fkey': beforeCompany,
      'auth_account: auth_account_user_id_fkey': beforeCompany,
      'auth_two_factor: auth_two_factor_user_id_fkey': beforeCompany,
      'membership: membership_user_id_fkey':
        'Leads from a person, who belongs to no company, to their companies.',
    },
    broken: {
      by: `${scratch('mail_id uuid,')} alter table scratch add constraint loose foreign key (mail_id) references auth_mail`,
      place: 'scratch: loose',
    },
  },
  {
    name: 'no reference deletes, nulls or renames by itself in a company',
    sql: `with ${tables} select t.name || ': ' || k.conname as place
      from tables t join pg_constraint k on k.conrelid = t.rel and k.contype = 'f'
      where (k.confdeltype not in ('a', 'r') or k.confupdtype <> 'a') and t.name not like 'auth\\_%'`,
    except: { 'membership: membership_user_id_fkey': 'Deleting a person takes their way in with them.' },
    broken: {
      by: `${scratch('node_id uuid,')} alter table scratch add constraint eager
        foreign key (org_id, node_id) references node on delete cascade`,
      place: 'scratch: eager',
    },
  },
  {
    name: 'every reference has an index that begins with its columns',
    sql: `with ${tables} select t.name || ': ' || k.conname as place
      from tables t join pg_constraint k on k.conrelid = t.rel and k.contype = 'f'
      where not exists (
        select from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
        where x.indrelid = t.rel and m.amname = 'btree' and x.indisvalid
          and (select array_agg(c order by c) from unnest(x.indkey[0:cardinality(k.conkey) - 1]) as c)
            = (select array_agg(c order by c) from unnest(k.conkey) as c)
          and (x.indpred is null or exists (
            select from unnest(k.conkey) as c join pg_attribute a on a.attrelid = t.rel and a.attnum = c
            where pg_get_expr(x.indpred, x.indrelid) ~ ('^\\(?' || a.attname || ' IS NOT NULL\\)?$'))))`,
    except: {},
    broken: {
      by: `${scratch('node_id uuid,')} alter table scratch add constraint slow
        foreign key (org_id, node_id) references node`,
      place: 'scratch: slow',
    },
  },
  {
    name: 'no serial, no identity, no id made by the database',
    sql: `with ${columns} select name || '.' || col as place from columns
      where numbered or preset ~ 'nextval|gen_random_uuid|uuidv7'
      union select c.relname from pg_class c
      where c.relnamespace = 'parley'::regnamespace and c.relkind = 'S'`,
    except: {},
    broken: { by: scratch('n bigint generated always as identity,'), place: 'scratch.n' },
  },
  {
    name: 'no triggers, rules, views, inheritance or partitions without a decision',
    sql: `with ${tables} select t.name || ': ' || g.tgname as place from tables t
        join pg_trigger g on g.tgrelid = t.rel and not g.tgisinternal
      union select t.name || ': ' || r.rulename from tables t join pg_rewrite r on r.ev_class = t.rel
      union select c.relname::text from pg_class c
        where c.relnamespace = 'parley'::regnamespace and c.relkind in ('v', 'm', 'f', 'p')
      union select t.name || ': inherits' from tables t join pg_inherits h on h.inhrelid = t.rel`,
    except: {},
    broken: {
      by: `${scratch()} create function nothing() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger hidden before update on scratch for each row execute function nothing()`,
      place: 'scratch: hidden',
    },
  },
  {
    name: 'no enum types: a state is text with a CHECK',
    sql: `select typname as place from pg_type where typnamespace = 'parley'::regnamespace and typtype in ('e', 'd')`,
    except: {},
    broken: { by: `create type mood as enum ('good')`, place: 'mood' },
  },
  {
    name: 'a text column called status, state, stage or level has a CHECK that lists its values',
    sql: `with ${columns} select name || '.' || col as place from columns
      where col ~ '(^|_)(status|state|stage|level)$' and type = 'text'::regtype and not exists (
        select from pg_constraint k where k.conrelid = rel and k.contype = 'c' and k.conkey = array[num])`,
    except: Object.fromEntries(
      ['lead', 'opportunity', 'quote', 'invoice', 'credit_note', 'sales_order', 'subscription'].flatMap(
        (kind) =>
          ['from_status', 'to_status'].map((column) => [
            `${kind}_status_change.${column}`,
            "Copied, in the same transaction, from the record's own checked column.",
          ]),
      ),
    ),
    broken: { by: scratch('status text not null,'), place: 'scratch.status' },
  },
  {
    name: 'only exact types: no floats, no money, no times without a zone, no padded or bounded text',
    sql: `with ${columns} select name || '.' || col as place from columns
      where written ~ '^(real|double|money|timestamp without|time |character|json$)'`,
    except: {},
    broken: { by: scratch('price double precision,'), place: 'scratch.price' },
  },
  {
    name: 'a column in minor units is bigint, one that tells when is timestamptz or date',
    sql: `with ${columns} select name || '.' || col as place from columns
      where (col ~ '_minor$' and type <> 'int8'::regtype)
        or (col ~ '_at$' and type <> 'timestamptz'::regtype) or (col ~ '_date$' and type <> 'date'::regtype)`,
    except: {},
    broken: { by: scratch('amount_minor numeric,'), place: 'scratch.amount_minor' },
  },
];

-- Duplicates: what two records of the same customer would share, kept by the database itself, so that whatever way a row
-- comes in (form, import, demo) it is found; and merges, with what is needed to take them back.

-- A name as it is compared: lower case, without accents, Arabic vowel marks and variants of letters, punctuation and, for
-- companies, legal forms. A name that is nothing but a legal form stays as it is.
create function match_name(name text, is_company boolean) returns text
language plpgsql immutable parallel safe strict as $$
declare
  folded text collate "und-x-icu";
  bare text;
begin
  folded := lower(normalize(name, nfkd) collate "und-x-icu");
  if folded ~ '[^ -~]' then
    folded := regexp_replace(folded, '[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u02bc\u2018\u2019\u00b4]', '', 'g');
    folded := translate(folded, 'ىةٱ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹øłđðı', 'يها01234567890123456789olddi');
    folded := replace(replace(replace(replace(folded, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  end if;
  folded := translate(folded, '.''`', '');
  folded := btrim(regexp_replace(folded, '[^[:alnum:]]+', ' ', 'g'));
  if not is_company then
    return left(folded, 200);
  end if;
  bare := regexp_replace(' ' || replace(folded, ' ', '  ') || ' ',
    ' (gmbh|mbh|ag|kg|ohg|ug|kgaa|se|ev|co|inc|incorporated|corp|corporation|company|ltd|limited|llc|llp|lp|plc|pllc|pty|pvt|private|sa|sas|sarl|srl|spa|bv|nv|ab|oy|aps|kft|zrt|doo|sro|jsc|ooo|fze|fzco|fzc|wll|psc|saog|saoc|the|and|und|et|شركه|الشركه|شمم|شذمم|ذمم|شمع|محدوده|المحدوده|مساهمه) ', ' ', 'g');
  bare := regexp_replace(bare, ' ش  (ذ  )?م  [مع] ', ' ', 'g');
  return left(coalesce(nullif(btrim(regexp_replace(bare, ' +', ' ', 'g')), ''), folded), 200);
end $$;

-- The domain of an address, in lower case. Whether it says anything about the company is for who compares to know.
create function mail_domain(email text) returns text
language sql immutable parallel safe strict
return nullif(lower(split_part(email, '@', 2)), '');

-- A tax number as typed with blanks, dots or dashes is the same number.
create function plain_number(number text) returns text
language sql immutable parallel safe strict
return nullif(upper(regexp_replace(number, '[^0-9A-Za-z]', '', 'g')), '');

alter table account add column match_name text collate "C" generated always as (match_name(name, true)) stored;
alter table account add column email_domain text collate "C" generated always as (mail_domain(email)) stored;
alter table account add column tax_key text collate "C" generated always as (plain_number(tax_number)) stored;
alter table account add column merged_into_id uuid;
alter table account add constraint account_merged_into foreign key (org_id, merged_into_id) references account;
alter table account add constraint account_merged_is_archived check (merged_into_id is null or archived_at is not null);
create index account_merged_into on account (org_id, merged_into_id) where merged_into_id is not null;
create index account_match_name on account (org_id, match_name, id);
create index account_match_trigrams on account using gin (org_id, match_name gin_trgm_ops);
create index account_email_domain on account (org_id, email_domain, id) where email_domain is not null;
create index account_tax_key on account (org_id, tax_key, id) where tax_key is not null;

alter table contact add column match_name text collate "C" generated always as (match_name(display_name, false)) stored;
alter table contact add column email_domain text collate "C" generated always as (mail_domain(email)) stored;
alter table contact add column merged_into_id uuid;
alter table contact add constraint contact_merged_into foreign key (org_id, merged_into_id) references contact;
alter table contact add constraint contact_merged_is_archived check (merged_into_id is null or archived_at is not null);
create index contact_merged_into on contact (org_id, merged_into_id) where merged_into_id is not null;
create index contact_match_name on contact (org_id, match_name, id);
create index contact_match_trigrams on contact using gin (org_id, match_name gin_trgm_ops);
create index contact_email_domain on contact (org_id, email_domain, id) where email_domain is not null;

alter table lead add column match_name text collate "C"
  generated always as (match_name(display_name, first_name is null)) stored;
alter table lead add column email_domain text collate "C" generated always as (mail_domain(email)) stored;
alter table lead add column merged_into_id uuid;
alter table lead add constraint lead_merged_into foreign key (org_id, merged_into_id) references lead;
alter table lead add constraint lead_merged_is_archived check (merged_into_id is null or archived_at is not null);
create index lead_merged_into on lead (org_id, merged_into_id) where merged_into_id is not null;
create index lead_match_name on lead (org_id, match_name, id);
create index lead_match_trigrams on lead using gin (org_id, match_name gin_trgm_ops);
create index lead_email_domain on lead (org_id, email_domain, id) where email_domain is not null;
create index lead_phone on lead (org_id, phone_e164) where phone_e164 is not null;

-- Similar names under row-level security, in the way of search_ids: as the owner, repeating both walls, answering ids and
-- a score only. Equal names come first, from the ordinary index; only when they do not fill the page are the trigrams
-- asked. Merged records are left out: they lead to the one that stays. See bench notes in server/features/merging/README.md.
create function similar_ids(kind text, name text, is_company boolean, cap integer)
returns table (id uuid, matched text, score real)
language plpgsql stable security definer as $$
declare
  mode constant text := current_setting('role', true);
  org constant uuid := nullif(current_setting('app.org', true), '')::uuid;
  scope constant text := nullif(current_setting('app.scope', true), '');
  nodes constant uuid[] := nullif(current_setting('app.ids', true), '')::uuid[];
  wanted constant text := match_name(name, is_company);
  most constant integer := least(cap, 100);
  wall text;
  equal integer;
begin
  if kind not in ('account', 'contact', 'lead') then
    raise exception 'no similar names are kept for %', kind;
  end if;
  wall := case mode
    when 'parley_org' then ''
    when 'parley_range' then 'and r.scope_path >= $3 and r.scope_path < $3 || ''~'''
    when 'parley_ids' then 'and r.scope_id = any ($4)'
  end;
  if org is null or wall is null or coalesce(wanted, '') = '' then
    return;
  end if;
  return query execute format(
    'select r.id, r.match_name::text, 1::real from %I r
     where r.org_id = $1 and r.match_name = $2 and r.merged_into_id is null %s
     order by r.id desc limit $5', kind, wall)
    using org, wanted, scope, nodes, most;
  get diagnostics equal = row_count;
  if equal >= most or length(wanted) < 3 then
    return;
  end if;
  return query execute format(
    'select near.id, near.matched, near.score from (
       select r.id, r.match_name::text as matched, similarity(r.match_name, $2) as score from %I r
       where r.org_id = $1 and r.match_name %% $2 and r.match_name <> $2 and r.merged_into_id is null %s
       limit 400) near
     order by near.score desc, near.id desc limit $5', kind, wall)
    using org, wanted, scope, nodes, most - equal;
end $$;

call fix_search_path('similar_ids(text, text, boolean, integer)');
alter function similar_ids(text, text, boolean, integer) set pg_trgm.similarity_threshold = 0.5;
revoke execute on function similar_ids(text, text, boolean, integer) from public;
grant execute on function similar_ids(text, text, boolean, integer) to parley_org, parley_range, parley_ids;

-- How many rows of the company refer to a record by one column, on whichever side of the scope wall: a merge that would
-- leave some behind is refused. Only columns that are foreign keys to a kind that can be merged are counted.
create function count_links(source text, link text, target uuid) returns bigint
language plpgsql stable security definer as $$
declare
  org constant uuid := nullif(current_setting('app.org', true), '')::uuid;
  counted bigint;
begin
  if not exists (
    select from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname = link
    where c.contype = 'f' and c.conrelid = to_regclass(quote_ident(source))
      and c.confrelid in ('account'::regclass, 'contact'::regclass, 'lead'::regclass,
        'opportunity'::regclass, 'quote'::regclass)
  ) then
    raise exception '%.% is no link to a record', source, link;
  end if;
  execute format('select count(*) from %I where org_id = $1 and %I = $2', source, link) into counted using org, target;
  return counted;
end $$;

call fix_search_path('count_links(text, text, uuid)');
revoke execute on function count_links(text, text, uuid) from public;
grant execute on function count_links(text, text, uuid) to parley_org, parley_range, parley_ids;

-- What becomes of a payment's account when that account is merged into another.
grant update (account_id, version, updated_at, updated_by) on payment to parley_org, parley_range, parley_ids;

-- One merge: what both records were before, where each moved link was, and the versions that all had afterwards. While
-- these still hold the merge can be undone.
create table merge (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  record_kind text not null check (record_kind in ('account', 'contact', 'lead')),
  target_id uuid not null,
  source_id uuid not null,
  target_before jsonb not null,
  source_before jsonb not null,
  target_version integer not null,
  source_version integer not null,
  moved jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  undone_at timestamptz,
  undone_by uuid,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path)
);
create index merge_target on merge (org_id, target_id, created_at desc);
create unique index merge_source_once on merge (org_id, source_id) where undone_at is null;
create index merge_scope on merge (org_id, scope_id, scope_path);
call wall_of_scope('merge');

-- Two records that look alike and are not the same: the finder does not ask again.
create table distinct_pair (
  org_id uuid not null references organisation,
  first_id uuid not null,
  second_id uuid not null,
  record_kind text not null check (record_kind in ('account', 'contact', 'lead')),
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, first_id, second_id),
  check (first_id < second_id)
);
create index distinct_pair_second on distinct_pair (org_id, second_id);
call wall_of_tenant('distinct_pair');

-- What a conversion made and what it took, with the versions they had then, so that it can be undone while untouched.
create table lead_conversion (
  org_id uuid not null references organisation,
  id uuid not null,
  scope_id uuid not null,
  scope_path text collate "C" not null,
  lead_id uuid not null,
  lead_version integer not null,
  lead_before jsonb not null,
  made jsonb not null,
  relinked jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  undone_at timestamptz,
  undone_by uuid,
  primary key (org_id, id),
  foreign key (org_id, scope_id, scope_path) references node (org_id, id, path),
  foreign key (org_id, lead_id) references lead
);
create unique index lead_conversion_open on lead_conversion (org_id, lead_id) where undone_at is null;
create index lead_conversion_lead on lead_conversion (org_id, lead_id, created_at desc);
create index lead_conversion_scope on lead_conversion (org_id, scope_id, scope_path);
call wall_of_scope('lead_conversion');

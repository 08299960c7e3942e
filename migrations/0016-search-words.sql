-- What makes the search forgive typing errors: the words of a company's records, each once. A mistyped word is compared
-- with these few words, not with every record, so the cost does not grow with the number of records. A job learns the
-- words of what was written since it last looked; nothing waits for it.
create table search_word (
  org_id uuid not null references organisation,
  word text collate "C" not null check (length(word) between 3 and 30),
  primary key (org_id, word)
);
create index search_word_alike on search_word using gin (org_id, word gin_trgm_ops);
call wall_of_tenant('search_word', 'select, insert');

-- Up to where the words of each kind are learned.
create table search_learned (
  org_id uuid not null references organisation,
  kind text not null,
  at timestamptz not null,
  id uuid not null,
  primary key (org_id, kind)
);
call wall_of_tenant('search_learned', 'select, insert, update');

-- Words of this company that may be what somebody meant: alike by trigrams, or of the same beginning and about the same
-- length. As in search_ids, the operators are not leakproof, so the owner reads and repeats the wall of the company.
create function search_words_like(typed text, cap integer) returns table (word text)
language plpgsql stable security definer as $$
declare
  org constant uuid := nullif(current_setting('app.org', true), '')::uuid;
  ahead constant text := left(typed, 2);
begin
  if org is null or current_setting('role', true) not in ('parley_org', 'parley_range', 'parley_ids') then
    return;
  end if;
  return query
    (select w.word from search_word w where w.org_id = org and w.word % typed
     order by similarity(w.word, typed) desc, w.word limit least(cap, 200))
    union
    (select w.word from search_word w where w.org_id = org and w.word ^@ ahead
       and length(w.word) between length(typed) - 2 and length(typed) + 2
     order by similarity(w.word, typed) desc, w.word limit least(cap, 200));
end $$;
call fix_search_path('search_words_like(text, integer)');
revoke execute on function search_words_like(text, integer) from public;
grant execute on function search_words_like(text, integer) to parley_org, parley_range, parley_ids;

-- What a member opened: the palette offers the newest and the most visited before anything is typed.
create table record_visit (
  org_id uuid not null references organisation,
  member_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  visits integer not null default 1,
  last_at timestamptz not null,
  primary key (org_id, member_id, record_id),
  foreign key (org_id, member_id) references member
);
create index record_visit_recent on record_visit (org_id, member_id, last_at desc, record_id);
call wall_of_tenant('record_visit');

import type pg from 'pg';
import type { Caller } from './callers.ts';
import type { Client, Request } from './client.ts';

export type Scenario = {
  name: string;
  caller: Caller;
  /**
   * Whether the statements are replayed behind the caller's wall, set once for the session: where the same text answers
   * something else, or nothing, without it.
   */
  walled?: true;
  /** Why the answer has another size with more leads: then no growth is promised. */
  grows?: string;
  /** Reads what the requests need, before anything is measured. */
  prepare?(client: Client, owner: pg.Client): Promise<Targets>;
  /** The same request again and again, or for a write another one each time. */
  request(target: string): Request;
};

/** What successive requests are about: ids of leads, or one thing for all of them. */
export type Targets = readonly string[];

const get = (path: string) => (): Request => ({ method: 'GET', path });

type Page = { items: { id: string }[]; nextCursor: string };

const deepPages = 25;

async function deepCursor(client: Client): Promise<Targets> {
  let cursor = '';
  for (let page = 0; page < deepPages; page += 1) {
    const answer = await client.send({ method: 'GET', path: `/leads?limit=200${cursor}` });
    cursor = `&cursor=${(JSON.parse(answer.toString()) as Page).nextCursor}`;
  }
  return [cursor];
}

/** One lead's email, which no other has: the rarest word there is. */
async function oneEmail(_client: Client, owner: pg.Client): Promise<Targets> {
  const { rows } = await owner.query<{ email: string }>(
    `select email from lead where email like '%.example' order by created_at limit 1 offset 4000`,
  );
  return [encodeURIComponent(rows[0]!.email)];
}

async function openLeads(_client: Client, owner: pg.Client): Promise<Targets> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from lead where status in ('new', 'contacted', 'qualified') and first_name is not null
       and archived_at is null and version = 1 order by md5(id::text) limit 1000`,
  );
  return rows.map(({ id }) => id);
}

const size = 'benchSize';

/** A number that the company added to leads: one lead in twenty has it, from 0 to 99. */
async function customSizes(client: Client, owner: pg.Client): Promise<Targets> {
  const known = await owner.query(`select from custom_field where kind = 'lead' and key = $1`, [size]);
  if (known.rowCount !== 0) return [];
  const field = { kind: 'lead', key: size, label: 'Size', type: 'number' };
  await client.send({ method: 'POST', path: '/custom-fields', body: field });
  await owner.query(
    `insert into custom_value (org_id, record_id, field_id, scope_id, scope_path, number_value)
     select l.org_id, l.id, f.id, l.scope_id, l.scope_path, (hashtext(l.id::text) & 1048575) / 20 % 100 * 10000
     from lead l join custom_field f on f.org_id = l.org_id and f.kind = 'lead' and f.key = $1
     where (hashtext(l.id::text) & 1048575) % 20 = 0`,
    [size],
  );
  await owner.query('analyze custom_value');
  return [];
}

/** The company's second way for opportunities. */
async function otherPipeline(_client: Client, owner: pg.Client): Promise<Targets> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from pipeline where kind = 'opportunity' and archived_at is null order by is_default, position limit 1`,
  );
  return [rows[0]!.id];
}

/** A list with a group of conditions. */
const filtered = (filter: object) => get(`/leads?filter=${encodeURIComponent(JSON.stringify(filter))}`);

const recentlyQualified = {
  and: [
    { field: 'status', op: 'anyOf', value: ['qualified'] },
    {
      or: [
        { field: 'quality', op: 'anyOf', value: ['hot'] },
        { field: 'source', op: 'anyOf', value: ['event'] },
      ],
    },
  ],
};
const unknownCompany = { and: [{ field: 'companyName', op: 'contains', value: 'zyxwvut' }] };

const newLead = {
  firstName: 'Bench',
  lastName: 'Mark',
  companyName: 'Measured Motors',
  email: 'bench.mark@measured.example',
  phone: '+49 30 1234567',
  source: 'website',
  quality: 'warm',
};

const typedLead = { firstName: 'Anna', lastName: 'Schmit' };

const conversion = {
  accountName: 'Measured Motors',
  opportunityName: 'Fleet renewal',
  quoteTitle: 'Fleet renewal',
  amount: '12500.00',
  currency: 'EUR',
};

export const scenarios: readonly Scenario[] = [
  { name: 'List of leads, first page of 50', caller: 'administrator', request: get('/leads') },
  { name: 'List filtered by status', caller: 'administrator', request: get('/leads?status=qualified') },
  { name: 'List sorted by name', caller: 'administrator', request: get('/leads?sort=name') },
  {
    name: 'List, 5,000 leads down, by cursor',
    caller: 'administrator',
    prepare: deepCursor,
    request: (cursor) => ({ method: 'GET', path: `/leads?limit=50${cursor}` }),
  },
  { name: 'List of a branch', caller: 'branch', walled: true, request: get('/leads') },
  {
    name: 'List of a branch, sorted by name',
    caller: 'branch',
    walled: true,
    request: get('/leads?sort=name'),
  },
  { name: "List of one's own in a branch", caller: 'own', walled: true, request: get('/leads') },
  { name: 'List of two branches', caller: 'branches', walled: true, request: get('/leads') },
  { name: 'Lead board', caller: 'administrator', request: get('/leads/board') },
  { name: 'Lead board of a branch', caller: 'branch', walled: true, request: get('/leads/board') },
  { name: "Lead board of one's own", caller: 'own', walled: true, request: get('/leads/board') },
  { name: 'Opportunity board', caller: 'administrator', request: get('/opportunities/board') },
  {
    name: 'Search the list, a word of one lead',
    caller: 'administrator',
    walled: true,
    prepare: oneEmail,
    request: (email) => ({ method: 'GET', path: `/leads?q=${email}` }),
  },
  {
    name: 'Search the list, a common word',
    caller: 'administrator',
    walled: true,
    grows: 'more matches, up to 1,000 are looked through',
    request: get('/leads?q=logistics'),
  },
  {
    name: 'Search the list, two words',
    caller: 'administrator',
    walled: true,
    grows: 'more matches, up to 1,000 are looked through',
    request: get('/leads?q=karim+logistics'),
  },
  {
    name: 'Search everything, a common word',
    caller: 'administrator',
    walled: true,
    request: get('/search?q=logistics'),
  },
  {
    name: 'Search everything, a word typed wrong',
    caller: 'administrator',
    walled: true,
    request: get('/search?q=logistcs'),
  },
  { name: 'List by a group of conditions', caller: 'administrator', request: filtered(recentlyQualified) },
  {
    name: 'List by a text that no company name contains',
    caller: 'administrator',
    walled: true,
    request: filtered(unknownCompany),
  },
  {
    name: 'List by a custom field, one lead in 2,000',
    caller: 'administrator',
    grows: 'more matches are put in order',
    prepare: customSizes,
    request: get(`/leads?custom.${size}=7`),
  },
  {
    name: 'List by a range of a custom field, one lead in 100',
    caller: 'administrator',
    grows: 'the list is walked further',
    prepare: customSizes,
    request: get(`/leads?custom.${size}%5Bgte%5D=80`),
  },
  {
    name: 'Opportunity board of another pipeline',
    caller: 'administrator',
    prepare: otherPipeline,
    request: (id) => ({ method: 'GET', path: `/opportunities/board?pipelineId=${id}` }),
  },
  {
    name: 'Who a lead that is typed in may be',
    caller: 'administrator',
    walled: true,
    grows: 'more names are alike',
    request: () => ({ method: 'POST', path: '/leads/matches', body: typedLead }),
  },
  {
    name: 'Create a lead',
    caller: 'administrator',
    request: () => ({ method: 'POST', path: '/leads', body: newLead }),
  },
  {
    name: 'Convert a lead into all four',
    caller: 'administrator',
    prepare: openLeads,
    request: (id) => ({ method: 'POST', path: `/leads/${id}/convert`, body: conversion }),
  },
];

import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '#platform/access/call.ts';
import { may, reachCondition } from '#platform/access/can.ts';
import { capabilityOf, columnsOf, type RecordKind, type RecordRow, tablesOf } from './kind.ts';
import { nameLikeness } from './name-similarity.ts';

/** A value that two records of the same customer would share, and the column that has it. */
export type MatchKey = { reason: MatchReason; column: string; value: string | null | undefined };

/** What a record is compared by. The name is as people write it; `isCompany` leaves legal forms out of the comparison. */
export type Clues = {
  keys: readonly MatchKey[];
  name?: string | null;
  isCompany: boolean;
  /** A last name that counts only together with one of these: the same account, the same mail domain. */
  lastName?: { name: string | null | undefined; with: readonly Omit<MatchKey, 'reason'>[] };
};

export const matchReasons = ['email', 'taxNumber', 'phone', 'name', 'domain', 'lastName'] as const;
export type MatchReason = (typeof matchReasons)[number];

/** `score` is how sure it is that both are one, 0 to 1; `scores` says how much each reason speaks for it. */
export type Match = {
  row: RecordRow;
  reasons: MatchReason[];
  scores: Partial<Record<MatchReason, number>>;
  score: number;
};

// How sure one reason alone makes it. Something that only one customer has beats every likeness of names.
const weights: Record<MatchReason, number> = {
  email: 0.95,
  taxNumber: 0.95,
  phone: 0.85,
  name: 0.8,
  domain: 0.65,
  lastName: 0.5,
};

const mostPerKey = 20;
const mostSimilar = 40;
const mostWithLastName = 100;
/** Names less alike than this are two names. */
export const alikeFrom = 0.8;

type Finds = {
  exceptId: string | null;
  apart: ReadonlySet<string>;
  found: Map<string, Match>;
  call: Call;
  kind: RecordKind;
};

function add(
  { call, kind, exceptId, apart, found }: Finds,
  row: RecordRow,
  reason: MatchReason,
  likeness = 1,
): void {
  if (row.id === exceptId || apart.has(row.id) || !may(call, capabilityOf(kind, 'view'), row)) return;
  const match = found.get(row.id) ?? { row, reasons: [], scores: {}, score: 0 };
  found.set(row.id, match);
  const score = Math.round(weights[reason] * likeness * 1000) / 1000;
  if (match.scores[reason] === undefined) match.reasons.push(reason);
  match.scores[reason] = Math.max(score, match.scores[reason] ?? 0);
}

/** Those of whom somebody said that they are not the same as this one. */
async function keptApart(call: Call, id: string | null): Promise<ReadonlySet<string>> {
  if (id === null) return new Set();
  const pairs = await call.database
    .selectFrom('distinctPair')
    .select(['firstId', 'secondId'])
    .where('orgId', '=', call.orgId)
    .where((where) => where.or([where('firstId', '=', id), where('secondId', '=', id)]))
    .execute();
  return new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]));
}

/** Independent reasons add up: what each leaves open is multiplied. */
function together(scores: Match['scores']): number {
  const open = Object.values(scores).reduce((left, score) => left * (1 - score), 1);
  return Math.round((1 - open) * 1000) / 1000;
}

/**
 * Records that may be the same customer: equal in one of the keys, or with a similar name; the surest first, archived ones
 * after live ones. Merged ones are left out: they lead to the record that stays. Only what the actor may see.
 */
export async function findMatches(
  call: Call,
  kind: RecordKind,
  clues: Clues,
  exceptId: string | null,
): Promise<Match[]> {
  const finds: Finds = { exceptId, apart: await keptApart(call, exceptId), found: new Map(), call, kind };
  const named = clues.keys.filter(({ value }) => value);
  const [equals, names, lastNames] = await Promise.all([
    Promise.all(named.map(({ column, value }) => equal(call, kind, column, value!, mostPerKey))),
    clues.name ? similar(call, kind, clues.name, clues.isCompany) : [],
    withLastName(call, kind, clues.lastName),
  ]);
  for (const [at, rows] of equals.entries()) for (const row of rows) add(finds, row, named[at]!.reason);
  for (const { row, likeness } of names) add(finds, row, 'name', likeness);
  for (const row of lastNames) if (!finds.found.get(row.id)?.scores.name) add(finds, row, 'lastName');
  const matches = [...finds.found.values()];
  for (const match of matches) match.score = together(match.scores);
  const archived = ({ row }: Match) => (row.archivedAt === null ? 0 : 1);
  return matches.sort((a, b) => archived(a) - archived(b) || b.score - a.score).slice(0, mostPerKey);
}

function base(call: Call, kind: RecordKind) {
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  const query = tablesOf(call)
    .selectFrom(kind.table)
    .select([...columnsOf(kind), 'matchName'])
    .where('orgId', '=', call.orgId)
    .where('mergedIntoId', 'is', null);
  return reach ? query.where(reach) : query;
}

async function equal(
  call: Call,
  kind: RecordKind,
  column: string,
  value: string,
  most: number,
): Promise<RecordRow[]> {
  return (await base(call, kind).where(column, '=', value).limit(most).execute()) as RecordRow[];
}

type Similar = { row: RecordRow; likeness: number };

/** Names that share enough trigrams, measured again word by word. */
async function similar(call: Call, kind: RecordKind, name: string, isCompany: boolean): Promise<Similar[]> {
  const rows = (await base(call, kind)
    .select(sql<string>`match_name(${name}, ${isCompany})`.as('wanted'))
    .where(
      sql<SqlBool>`${sql.ref(`${kind.table}.id`)} in (select found.id
        from similar_ids(${kind.table}, ${name}, ${isCompany}, ${mostSimilar}) as found)`,
    )
    .execute()) as unknown as RecordRow[];
  return rows
    .map((row) => ({ row, likeness: nameLikeness(String(row.wanted), String(row.matchName)) }))
    .filter(({ likeness }) => likeness >= alikeFrom);
}

async function withLastName(call: Call, kind: RecordKind, clue: Clues['lastName']): Promise<RecordRow[]> {
  const found: RecordRow[] = [];
  if (!clue?.name) return found;
  for (const { column, value } of clue.with) {
    if (!value) continue;
    const rows = await base(call, kind)
      .where(column, '=', value)
      .where(sql<SqlBool>`match_name(last_name, false) = match_name(${clue.name}, false)`)
      .limit(mostWithLastName)
      .execute();
    found.push(...(rows as RecordRow[]));
  }
  return found;
}

/** How matches go over the wire. */
export function presentMatches(kind: RecordKind, matches: readonly Match[]) {
  return matches.map(({ row, reasons, scores, score }) => ({
    id: row.id,
    name: String(row[kind.titleColumn]),
    email: (row.email ?? null) as string | null,
    phone: (row.phone ?? null) as string | null,
    ownerId: row.ownerId,
    reasons,
    scores,
    score,
    archivedAt: row.archivedAt,
    version: row.version,
  }));
}

/** The wire shape of matches, for the documentation. */
export const matchesAnswer = z.array(
  z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    ownerId: z.uuid().nullable(),
    reasons: z.array(z.enum(matchReasons)),
    scores: z.record(z.string(), z.number()),
    score: z.number(),
    archivedAt: z.string().nullable(),
    version: z.int(),
  }),
);

// A shared mail provider says nothing about the company.
const sharedMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de hotmail.fr live.com msn.com yahoo.com yahoo.de
  yahoo.fr yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at
  gmx.ch gmx.com web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com bk.ru inbox.ru list.ru qq.com 163.com
  126.com naver.com orange.fr wanadoo.fr free.fr laposte.net libero.it tin.it virgilio.it seznam.cz wp.pl o2.pl onet.pl
  zoho.com fastmail.com hey.com tutanota.com tuta.io maktoob.com rediffmail.com btinternet.com comcast.net verizon.net`
    .split(/\s+/)
    .filter(Boolean),
);

/** The domain of a company in a mail address; null for none, and for one of a provider that anybody may use. */
export function companyDomain(email: string | null | undefined): string | null {
  const domain = email?.split('@')[1]?.toLowerCase();
  return domain && !sharedMailDomains.has(domain) ? domain : null;
}

export function isSharedMailDomain(domain: string): boolean {
  return sharedMailDomains.has(domain);
}

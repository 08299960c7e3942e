import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { allKinds, capabilityOf, type RecordKind, tablesOf } from './kind.ts';
import { searchPatterns } from './search-text.ts';

export type Hit = { kind: string; id: string; title: string; subtitle: string | null };

const candidates = 50;

async function hitsOf(call: Call, kind: RecordKind, patterns: string[], limit: number): Promise<Hit[]> {
  const ids = sql`select found.id from search_ids(${kind.table}, ${patterns}::text[], ${candidates}) as found`;
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  const subtitle = kind.subtitleColumn ?? kind.titleColumn;
  let query = tablesOf(call)
    .selectFrom(kind.table)
    .select([`${kind.table}.id`, `${kind.titleColumn} as title`, `${subtitle} as subtitle`])
    .where('orgId', '=', call.orgId)
    .where(sql<SqlBool>`${sql.ref(`${kind.table}.id`)} in (${ids})`)
    .orderBy('createdAt', 'desc')
    .limit(limit);
  if (reach) query = query.where(reach);
  const rows = await query.execute();
  return rows.map((row) => ({
    kind: kind.name,
    id: row.id as string,
    title: String(row.title),
    subtitle: kind.subtitleColumn && row.subtitle !== null ? String(row.subtitle) : null,
  }));
}

/** The newest matches of each kind that the actor may see: what the command palette shows while one types. */
export async function searchRecords(call: Call, q: string, limit: number): Promise<Hit[]> {
  const patterns = searchPatterns(q);
  if (patterns.length === 0) return [];
  const kinds = allKinds().filter((kind) => kind.searchable && holds(call, capabilityOf(kind, 'view')));
  return (await Promise.all(kinds.map((kind) => hitsOf(call, kind, patterns, limit)))).flat();
}

export const searchEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/search',
    summary: 'Find records of every kind by name, email, telephone or number.',
    tag: 'search',
    access: 'read',
    query: z.strictObject({
      q: z.string().trim().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    answer: z.object({
      items: z.array(
        z.object({ kind: z.string(), id: z.uuid(), title: z.string(), subtitle: z.string().nullable() }),
      ),
    }),
    run: async (call, { query }) => ({ items: await searchRecords(call, query.q, query.limit) }),
  }),
];

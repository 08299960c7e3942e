import { sql } from 'kysely';
import type { Call } from '../access/call.ts';
import { chainHash, chainStart } from './chain.ts';

/** `entries` were read and are intact; `brokenAt` is the position of the first one that is not. */
export type Verdict = { valid: boolean; entries: number; brokenAt?: number };

/** Any call, or a transaction behind the wall of one company. */
type Company = Pick<Call, 'orgId' | 'database'>;

const pageSize = 1000;

/**
 * Walks a company's chain from its start and recomputes every hash; `brokenAt` is the first position whose entry was
 * changed, removed or put in, the first one of a cut-off end, or the first one behind the end. Entries that are written
 * while this runs are left for the next time. It cannot show an end that was cut off together with a head rewritten to
 * fit: keep the hash of a head elsewhere to be sure of that.
 */
export async function verifyAudit(call: Company): Promise<Verdict> {
  const head = await call.database
    .selectFrom('auditHead')
    .select(['position', 'hash'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
  if (!head) return { valid: false, entries: 0, brokenAt: 1 };
  let previous = chainStart;
  let position = 0n;
  for (;;) {
    const page = await readPage(call, position, head.position);
    for (const { orgId: _, hash, previousHash, ...entry } of page) {
      const expected = position + 1n;
      const intact =
        entry.position === expected &&
        previousHash === previous &&
        chainHash(previous, { ...entry, position: String(entry.position) }) === hash;
      if (!intact) return brokenAt(expected);
      previous = hash;
      position = expected;
    }
    if (page.length < pageSize) break;
  }
  if (position !== head.position) return brokenAt(position + 1n);
  // The last entry fits the one before it, so only the head can have been rewritten.
  if (previous !== head.hash) return brokenAt(position === 0n ? 1n : position);
  return (await hasEntriesBehindHead(call))
    ? brokenAt(position + 1n)
    : { valid: true, entries: Number(position) };
}

function readPage(call: Company, after: bigint, upTo: bigint) {
  return call.database
    .selectFrom('auditEntry')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .orderBy('position')
    .limit(pageSize)
    .execute();
}

function brokenAt(position: bigint): Verdict {
  return { valid: false, entries: Number(position) - 1, brokenAt: Number(position) };
}

/** One statement, hence one moment: an entry and its head are always written together. */
async function hasEntriesBehindHead(call: Company): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from audit_entry e join audit_head h on h.org_id = e.org_id
      where e.org_id = ${call.orgId} and e.position > h.position) as found`.execute(call.database);
  return rows[0]?.found === true;
}

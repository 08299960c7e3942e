import type { Call } from '../access/call.ts';
import { chainHash, chainStart } from './chain.ts';

export type Verdict = { valid: boolean; entries: number; brokenAt?: number };

const pageSize = 1000;

/**
 * Walks a company's chain from its start and recomputes every hash; `brokenAt` is the first position whose entry was
 * changed, removed or inserted, or the position after the last one when the end was cut off.
 */
export async function verifyAudit(call: Call): Promise<Verdict> {
  let previous = chainStart;
  let position = 0n;
  for (;;) {
    const page = await call.database
      .selectFrom('auditEntry')
      .selectAll()
      .where('orgId', '=', call.orgId)
      .where('position', '>', position)
      .orderBy('position')
      .limit(pageSize)
      .execute();
    for (const { orgId: _, hash, previousHash, ...entry } of page) {
      const expected = position + 1n;
      const intact =
        entry.position === expected &&
        previousHash === previous &&
        chainHash(previous, { ...entry, position: String(entry.position) }) === hash;
      if (!intact) return { valid: false, entries: Number(position), brokenAt: Number(expected) };
      previous = hash;
      position = expected;
    }
    if (page.length < pageSize) break;
  }
  const head = await call.database
    .selectFrom('auditHead')
    .select(['position', 'hash'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
  if (head?.position !== position || head.hash !== previous)
    return { valid: false, entries: Number(position), brokenAt: Number(position) + 1 };
  return { valid: true, entries: Number(position) };
}

import type { Call } from '#platform/access/call.ts';
import type { RecordKind, RecordRow } from './kind.ts';
import { findRecord } from './read-record.ts';

const longestChain = 20;

/**
 * The record that a merged one leads to. The row itself where it was not merged, and where the actor does not see the other:
 * then the merged one is still what it was.
 */
export async function followMerge(call: Call, kind: RecordKind, row: RecordRow): Promise<RecordRow> {
  let found = row;
  for (let step = 0; step < longestChain && typeof found.mergedIntoId === 'string'; step += 1) {
    const next = await findRecord(call, kind, found.mergedIntoId);
    if (!next) break;
    found = next;
  }
  return found;
}

/** Whether records of a kind can be merged, so that reading one may answer with another. */
export function canBeMerged(kind: RecordKind): boolean {
  return Object.hasOwn(kind.fields, 'mergedIntoId');
}

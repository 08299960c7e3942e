import type { ImportKind } from '#domain/imports.ts';
import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import { capabilityOf } from '#records/kind.ts';
import { kindsToImport } from './targets.ts';

/** Refuses whoever may not bring in records of this kind; only members and their keys have imports of their own. */
export function requireImport(call: Call, kind: ImportKind): void {
  requireCapability(call, capabilityOf(kindsToImport[kind], 'import'));
  if (call.actor.memberId === null) throw new Problem('forbidden', { detail: 'Only a member can import.' });
}

import type { Capability } from '#domain/capabilities.ts';
import { isWithin, rootPath } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { canUse } from '#records/scope.ts';

/** For what belongs to the whole company: holding the capability at a branch is not enough. */
export function requireAtRoot(call: Call, capability: Capability): void {
  requireAt(call, capability, rootPath);
}

/** Whether the actor may know of a node: those they may use, and the ones above, which every scope names. */
export function maySeeNode(call: Call, path: string): boolean {
  return canUse(call, path) || call.roots.some((root) => isWithin(root, path));
}

import type { Capability } from '#domain/capabilities.ts';
import { Problem } from '#domain/problems.ts';
import { isWithin, rootPath } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireCapability } from '#platform/access/can.ts';
import { canUse } from '#records/scope.ts';

/** Refuses unless the actor holds the capability at the node of this path or above it, for all that lies there. */
export function requireAt(call: Call, capability: Capability, path: string): void {
  requireCapability(call, capability);
  if (may(call, capability, { scopePath: path, ownerId: null })) return;
  throw new Problem('forbidden', {
    detail: `This needs the capability ${capability} at this place of the hierarchy.`,
    capability,
  });
}

/** For what belongs to the whole company: holding the capability at a branch is not enough. */
export function requireAtRoot(call: Call, capability: Capability): void {
  requireAt(call, capability, rootPath);
}

/** Whether the actor may know of a node: those they may use, and the ones above, which every scope names. */
export function maySeeNode(call: Call, path: string): boolean {
  return canUse(call, path) || call.roots.some((root) => isWithin(root, path));
}

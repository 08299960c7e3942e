import { type Expression, type SqlBool, sql } from 'kysely';
import { type Capability, type CapabilityEntry, capabilities } from '#domain/capabilities.ts';
import { notFound, Problem } from '#domain/problems.ts';
import { isWithin, pathsAbove } from '#domain/scope.ts';
import type { Call, GrantAt, Principal } from './call.ts';

/** What the rules need to know of a record: where it lies and whose it is. */
export type Guarded = { scopePath: string; ownerId: string | null };

const none: readonly GrantAt[] = [];

const entryOf = (capability: Capability): CapabilityEntry => capabilities[capability];

/** Whether the actor holds the capability anywhere, and its module is switched on. */
export function holds(principal: Principal, capability: Capability): boolean {
  const module = capabilities[capability].module;
  if (module && !principal.modules.has(module)) return false;
  return (principal.grants.get(capability) ?? none).length > 0;
}

/** Refuses with `module_disabled` or `forbidden` unless the actor holds the capability somewhere. */
export function requireCapability(principal: Principal, capability: Capability): void {
  const module = capabilities[capability].module;
  if (module && !principal.modules.has(module)) {
    throw new Problem('module_disabled', { detail: `The module ${module} is switched off.`, module });
  }
  if (!holds(principal, capability)) {
    throw new Problem('forbidden', { detail: `This needs the capability ${capability}.`, capability });
  }
}

/** Whether the actor may do this to this record. */
export function may(principal: Principal, capability: Capability, record: Guarded): boolean {
  if (!holds(principal, capability)) return false;
  const { fromBelow } = entryOf(capability);
  return (principal.grants.get(capability) ?? none).some(
    (grant) =>
      (isWithin(record.scopePath, grant.path) || (fromBelow && isWithin(grant.path, record.scopePath))) &&
      (grant.reach === 'all' || (record.ownerId !== null && record.ownerId === principal.actor.memberId)),
  );
}

/** Refuses unless the actor holds the capability at the node of this path or above it, for all that lies there. */
export function requireAt(principal: Principal, capability: Capability, path: string): void {
  requireCapability(principal, capability);
  if (may(principal, capability, { scopePath: path, ownerId: null })) return;
  throw new Problem('forbidden', {
    detail: `This needs the capability ${capability} at this place of the hierarchy.`,
    capability,
  });
}

/**
 * Refuses an act on a record. Whoever may not even see it (`view`) hears that it does not exist; whoever may see
 * but not do this hears which capability is missing.
 */
export function requireOn(
  call: Call,
  capability: Capability,
  record: Guarded,
  kind: { name: string; view: Capability },
): void {
  if (may(call, capability, record)) return;
  if (!may(call, kind.view, record)) throw notFound(kind.name);
  requireCapability(call, capability);
  throw new Problem('forbidden', {
    detail: `This needs the capability ${capability} for this record.`,
    capability,
  });
}

/**
 * The condition that limits a list to what a capability reaches, or null where the wall of the transaction already
 * says it all. Written out as ranges and owners, so that the planner sees plain values.
 */
export function reachCondition(
  call: Call,
  capability: Capability,
  table: string,
): Expression<SqlBool> | null {
  const grants = call.grants.get(capability) ?? none;
  const covered = call.roots.every((root) =>
    grants.some((grant) => grant.reach === 'all' && isWithin(root, grant.path)),
  );
  if (covered) return null;
  const { fromBelow } = entryOf(capability);
  const scopePath = sql.ref(`${table}.scopePath`);
  const ownerId = sql.ref(`${table}.ownerId`);
  const parts = grants.map((grant) => {
    const below = sql<SqlBool>`(${scopePath} >= ${grant.path} and ${scopePath} < ${`${grant.path}~`})`;
    const within = fromBelow
      ? sql<SqlBool>`(${below} or ${scopePath} = any (${pathsAbove(grant.path)}::text[]))`
      : below;
    return grant.reach === 'all' ? within : sql<SqlBool>`(${within} and ${ownerId} = ${call.actor.memberId})`;
  });
  if (parts.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

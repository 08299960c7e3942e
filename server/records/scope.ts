import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { isWithin, type Level, type Scope, type ScopeIdKey, scopeIdKeys } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';

export type Node = {
  id: string;
  level: Level;
  name: string;
  parentId: string | null;
  path: string;
  version: number;
  archivedAt: string | null;
  /** The node as records write it on the wire. */
  scope: Scope;
  /** The entity at or above the node; null for the organisation itself. */
  entityId: string | null;
};

/** Every node of a company, archived ones included: old records still lie there. In the order of their paths. */
export type Nodes = ReadonlyMap<string, Node>;

export type ResolvedScope = { scopeId: string; scopePath: string; entityId: string | null; level: Level };

const mostCompanies = 1_000;

// The hierarchy changes seldom and every list needs it. Each change of it moves the company's access version, which every
// transaction checks first, so an entry of this version is never stale.
const kept = new Map<string, { accessVersion: number; nodes: Nodes; scopes: ReadonlyMap<string, Scope> }>();
const changedHere = new WeakSet<Call>();

async function readNodes(call: Call): Promise<Nodes> {
  const rows = await call.database
    .selectFrom('node')
    .select(['id', 'level', 'name', 'parentId', 'path', 'version', 'archivedAt'])
    .where('orgId', '=', call.orgId)
    .orderBy('path')
    .execute();
  const nodes = new Map<string, Node>();
  for (const row of rows) {
    const level = row.level as Level;
    const above = row.parentId === null ? undefined : nodes.get(row.parentId);
    const key = scopeIdKeys[level].at(-1);
    const scope: Scope = { ...above?.scope, level, ...(key ? { [key]: row.id } : {}) };
    nodes.set(row.id, { ...row, level, scope, entityId: scope.entityId ?? null });
  }
  return nodes;
}

function scopesOf(nodes: Nodes): Map<string, Scope> {
  return new Map([...nodes.values()].map(({ id, scope }) => [id, scope]));
}

async function hierarchyOf(call: Call): Promise<{ nodes: Nodes; scopes: ReadonlyMap<string, Scope> }> {
  const known = kept.get(call.orgId);
  // Inside the transaction that changes the hierarchy only its own reading is right, and it may still be rolled back.
  if (!changedHere.has(call) && known?.accessVersion === call.accessVersion) return known;
  const nodes = await readNodes(call);
  const hierarchy = { accessVersion: call.accessVersion, nodes, scopes: scopesOf(nodes) };
  if (!changedHere.has(call)) {
    kept.delete(call.orgId);
    if (kept.size >= mostCompanies) kept.delete(kept.keys().next().value as string);
    kept.set(call.orgId, hierarchy);
  }
  return hierarchy;
}

/** The company's hierarchy by node id. */
export async function nodesOf(call: Call): Promise<Nodes> {
  return (await hierarchyOf(call)).nodes;
}

/** The wire form of every node's scope by node id, to present many records at once. */
export async function nodeScopes(call: Call): Promise<ReadonlyMap<string, Scope>> {
  return (await hierarchyOf(call)).scopes;
}

/** To be called by whoever writes to the table `node`: the rest of this call reads the hierarchy from the database. */
export function forgetNodes(call: Call): void {
  changedHere.add(call);
}

/** Whether the actor holds a role at the node or above it, so that records may be scoped there. */
export function canUse(call: Call, path: string): boolean {
  return call.roots.some((root) => isWithin(path, root));
}

function resolved(node: Node): ResolvedScope {
  return { scopeId: node.id, scopePath: node.path, entityId: node.entityId, level: node.level };
}

/** A member whose home lies outside the nodes of their roles writes at the first of these. */
function defaultNode(call: Call, nodes: Nodes): Node | undefined {
  const home = nodes.get(call.homeNode.id);
  if (home && home.archivedAt === null && canUse(call, home.path)) return home;
  return nodes.values().find((node) => node.path === call.roots[0]);
}

function refuse(path: string, code: 'not_found' | 'inactive') {
  return invalidFields([fieldProblem(path, code)]);
}

/** Walks down the ids that the scope names; each must be a child of the one before. */
function named(nodes: Nodes, scope: Scope, path: string): Node {
  let node = nodes.values().find(({ level }) => level === 'organisation');
  for (const key of scopeIdKeys[scope.level]) {
    const child: Node | undefined = nodes.get(scope[key] ?? '');
    if (!child || child.parentId !== node?.id) throw refuse(`${path}.${key}`, 'not_found');
    node = child;
  }
  if (!node) throw new Error('The company has no organisation node.');
  return node;
}

/**
 * The node that a record is written at: the one that a wire scope names, or the actor's own. A node that does not exist,
 * does not belong under the named parents, or lies outside the actor's reach is refused with one and the same field error.
 */
export async function resolveScope(
  call: Call,
  scope: Scope | undefined,
  path = 'scope',
): Promise<ResolvedScope> {
  const nodes = await nodesOf(call);
  const node = scope ? named(nodes, scope, path) : defaultNode(call, nodes);
  const lastKey: ScopeIdKey | 'level' = scope ? (scopeIdKeys[scope.level].at(-1) ?? 'level') : 'level';
  if (!node || !canUse(call, node.path)) throw refuse(`${path}.${lastKey}`, 'not_found');
  if (node.archivedAt !== null) throw refuse(`${path}.${lastKey}`, 'inactive');
  return resolved(node);
}

/** The entity whose numbering and currency hold at a node, or null at the organisation itself. */
export async function entityIdAt(call: Call, nodeId: string): Promise<string | null> {
  return (await nodesOf(call)).get(nodeId)?.entityId ?? null;
}

/** The node whose series numbers quotes at a node: its entity, or the organisation itself above all entities. */
export async function seriesNodeAt(call: Call, nodeId: string): Promise<string> {
  const nodes = await nodesOf(call);
  const root = nodes.values().find(({ level }) => level === 'organisation');
  const seriesNodeId = nodes.get(nodeId)?.entityId ?? root?.id;
  if (!seriesNodeId) throw new Error('The company has no organisation node.');
  return seriesNodeId;
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Level, levels, type Scope } from '#domain/scope.ts';
import { api } from './api.ts';
import { useSession } from './session.ts';
import { useUrlState } from './url-state.ts';

export type Node = {
  id: string;
  level: Level;
  name: string;
  parentId: string | null;
  archivedAt?: string | null;
  /** False for nodes above one's own: they are shown to place it, not to work in. */
  canUse?: boolean;
};

export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: async ({ signal }) => (await api.get<{ items: Node[] }>('/hierarchy/nodes', { signal })).items,
  staleTime: 5 * 60_000,
});

export function useNodes(): Node[] {
  return useQuery(nodesQuery).data ?? [];
}

/** The nodes that records can be put in. */
export function usableNodes(nodes: Node[]): Node[] {
  return nodes.filter((node) => !node.archivedAt && node.canUse !== false);
}

/** From the organisation down to the node itself. */
export function lineage(nodes: Node[], id: string | null | undefined): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const line: Node[] = [];
  for (let node = id ? byId.get(id) : undefined; node && line.length < levels.length; ) {
    line.unshift(node);
    node = node.parentId ? byId.get(node.parentId) : undefined;
  }
  return line;
}

/** A node as the API writes it in a record: its level and the id of the node at each level down to it. */
export function scopeOf(nodes: Node[], id: string): Scope | undefined {
  const line = lineage(nodes, id);
  const last = line.at(-1);
  if (!last) return undefined;
  const at = (level: Level) => line.find((node) => node.level === level)?.id;
  const scope: Scope = { level: last.level };
  const parts = { entityId: at('entity'), branchId: at('branch') };
  Object.assign(scope, parts, { departmentId: at('department'), positionId: at('position') });
  for (const key of Object.keys(scope) as (keyof Scope)[]) if (scope[key] === undefined) delete scope[key];
  return scope;
}

/** The node that a record's scope names; undefined for the organisation itself until the nodes are loaded. */
export function nodeOfScope(nodes: Node[], scope: Scope | null | undefined): Node | undefined {
  if (!scope) return undefined;
  const id = scope.positionId ?? scope.departmentId ?? scope.branchId ?? scope.entityId;
  return id ? nodes.find((node) => node.id === id) : nodes.find((node) => node.level === 'organisation');
}

/** The node that the member chose to work in (kept in the address), else null: everything that they may see. */
export function useChosenNode(): [Node | null, (id: string | null) => void] {
  const nodes = useNodes();
  const [search, change] = useUrlState();
  const chosen = nodes.find((node) => node.id === search.scopeNodeId) ?? null;
  return [chosen, (id) => change({ scopeNodeId: id }, true)];
}

/** Where a new record goes unless the form says otherwise: the chosen node, else the member's own. */
export function useDefaultScope(): Scope | undefined {
  const nodes = useNodes();
  const [chosen] = useChosenNode();
  const home = useSession()?.homeScope;
  return chosen ? scopeOf(nodes, chosen.id) : home;
}

/**
 * The hierarchy of a company: organisation → entity → branch → department → position.
 * Every node has a path made of fixed-width segments (`00001.00004.`), so that "at this node or below it" is one
 * range of plain text, which PostgreSQL can answer from an ordinary index under row-level security.
 */
export const levels = ['organisation', 'entity', 'branch', 'department', 'position'] as const;

export type Level = (typeof levels)[number];

/** A scope on the wire: the level and the node at each level down to it. */
export type Scope = {
  level: Level;
  entityId?: string;
  branchId?: string;
  departmentId?: string;
  positionId?: string;
};

export type ScopeIdKey = 'entityId' | 'branchId' | 'departmentId' | 'positionId';

/** The id members that a scope of each level must name, from the top down. */
export const scopeIdKeys: Record<Level, readonly ScopeIdKey[]> = {
  organisation: [],
  entity: ['entityId'],
  branch: ['entityId', 'branchId'],
  department: ['entityId', 'branchId', 'departmentId'],
  position: ['entityId', 'branchId', 'departmentId', 'positionId'],
};

const segmentWidth = 5;
/** How many children a node can have: its ordinals have five digits. */
export const mostChildren = 99_999;

/** The path of the organisation node itself: never empty, so that a lost setting can never mean "everything". */
export const rootPath = '00001.';

/** The path of the n-th child (from 1) of a node. */
export function childPath(parentPath: string, ordinal: number): string {
  if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal > mostChildren) {
    throw new RangeError(`A node has at most ${mostChildren} children.`);
  }
  return `${parentPath}${String(ordinal).padStart(segmentWidth, '0')}.`;
}

/** The paths of all nodes above the one at `path`, the organisation first. */
export function pathsAbove(path: string): string[] {
  const width = segmentWidth + 1;
  return Array.from({ length: path.length / width - 1 }, (_, at) => path.slice(0, (at + 1) * width));
}

/** Whether the node at `path` is the one at `ancestorPath` or below it. */
export function isWithin(path: string, ancestorPath: string): boolean {
  return path.startsWith(ancestorPath);
}

/** Whether two nodes lie on one line of the tree: the condition for linking two records. */
export function onOneLine(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

/** The level that a path of this depth has. */
export function levelOf(path: string): Level {
  const level = levels[path.length / (segmentWidth + 1) - 1];
  if (!level) throw new RangeError(`"${path}" is not the path of a node.`);
  return level;
}

/** Paths of the node and of everything above it, from the organisation down. */
export function ancestorPaths(path: string): string[] {
  const width = segmentWidth + 1;
  return Array.from({ length: path.length / width }, (_, depth) => path.slice(0, (depth + 1) * width));
}

/** The smallest set of roots that covers the given ones: a node below another root adds nothing. */
export function outermost(paths: readonly string[]): string[] {
  const roots: string[] = [];
  for (const path of [...new Set(paths)].sort()) {
    if (!roots.some((root) => isWithin(path, root))) roots.push(path);
  }
  return roots;
}

import {
  type FilterCondition,
  type FilterGroup,
  type FilterNode,
  filterOperators,
  isGroup,
  operandOf,
  partsOf,
  readFilterText,
} from '#domain/filters.ts';
import type { GroupField } from './group-fields.ts';

export type Joint = 'and' | 'or';

export const jointOf = (group: FilterGroup): Joint => ('and' in group ? 'and' : 'or');

export function groupOf(joint: Joint, parts: FilterNode[]): FilterGroup {
  return joint === 'and' ? { and: parts } : { or: parts };
}

/** The groups in the address; whatever is no tree is nothing. */
export function readGroups(text: string | undefined): FilterGroup | null {
  const tree = text === undefined ? undefined : readFilterText(text);
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return null;
  if ('and' in tree || 'or' in tree)
    return Array.isArray(partsOf(tree as FilterGroup)) ? (tree as FilterGroup) : null;
  return 'field' in tree ? { and: [tree as FilterCondition] } : null;
}

export function countConditions(node: FilterNode): number {
  return isGroup(node) ? partsOf(node).reduce((sum, part) => sum + countConditions(part), 0) : 1;
}

/** A condition of a field as it begins: its first operator, and nothing typed yet. */
export function conditionOf(field: GroupField): FilterCondition {
  return { field: field.key, op: filterOperators[field.type][0] };
}

function isWhole({ op, value }: FilterCondition, field: GroupField): boolean {
  const operand = operandOf(field.type, op);
  if (operand === 'none') return true;
  if (operand === 'numbers' || operand === 'dates') {
    return Array.isArray(value) && value.length === 2 && value.every((one) => one !== null && one !== '');
  }
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

/** The tree without what was begun and not finished; null when nothing is left of it. */
export function finished(group: FilterGroup, fields: ReadonlyMap<string, GroupField>): FilterGroup | null {
  const parts = partsOf(group).flatMap((part): FilterNode[] => {
    if (isGroup(part)) {
      const inner = finished(part, fields);
      return inner ? [inner] : [];
    }
    const field = fields.get(part.field);
    return field && isWhole(part, field) ? [part] : [];
  });
  return parts.length > 0 ? groupOf(jointOf(group), parts) : null;
}

import type { FieldGroup, Values } from '../form/field.ts';

const most = 4;
/** What the title of the page is made of, so that it need not be said twice. */
const named = new Set(['name', 'firstName', 'lastName', 'subject', 'title']);

function says(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.values(value).some(says);
}

/** The keys of the few fields that a narrow screen shows: filled, in their order, and not in the title already. */
export function fieldsFirst(groups: readonly FieldGroup[], values: Values): Set<string> {
  const keys = groups.flatMap(({ fields }) => fields.map(({ key }) => key));
  return new Set(keys.filter((key) => !named.has(key) && says(values[key])).slice(0, most));
}

import type { CustomField, CustomFieldKind } from '#domain/custom-fields.ts';
import { hasCustomFields } from '#domain/custom-fields.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordKind, RecordRow, Values } from '../kind.ts';
import { customFieldsOf } from './definitions.ts';

/** A record's own fields as they go over the wire: every live one, null where it has no value. */
export function presentCustom(fields: readonly CustomField[], row: Values): Values {
  const values = (row.custom ?? {}) as Values;
  return Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? null]));
}

export type CustomLink = { key: string; to: CustomFieldKind | 'member'; id: string };

/** The members and records that a record's custom fields name. */
export function customLinks(fields: readonly CustomField[], row: Values): CustomLink[] {
  const values = (row.custom ?? {}) as Values;
  return fields.flatMap(({ key, type, linkTo }) => {
    const id = values[key];
    if ((type !== 'member' && type !== 'link') || typeof id !== 'string') return [];
    return [{ key, to: type === 'member' ? 'member' : linkTo!, id }];
  });
}

/** What the search finds a record by among its custom values, for `searchable`. `custom` is the column as it will be. */
export async function customSearchText(call: Call, kind: RecordKind, custom: unknown): Promise<string[]> {
  const fields = await customFieldsOf(call, kind.name);
  const values = (custom ?? {}) as Values;
  return fields.flatMap(({ key, searchable }) => {
    const value = values[key];
    return searchable && typeof value === 'string' ? [value] : [];
  });
}

const usable = (from: CustomField, to: CustomField) =>
  from.key === to.key && from.type === to.type && from.linkTo === to.linkTo;

/**
 * What a record of one kind hands to a new record of another: the values whose key and type (and, for links, target)
 * exist on both; choices that the other field lacks are left behind. To be given to `createRecord` as `custom`, with
 * 'custom' among the inherited fields.
 */
export async function carriedCustom(
  call: Call,
  kind: RecordKind,
  row: RecordRow,
  to: string,
): Promise<Values> {
  if (!hasCustomFields(kind.name)) return {};
  const [own, theirs] = await Promise.all([customFieldsOf(call, kind.name), customFieldsOf(call, to)]);
  const values = (row.custom ?? {}) as Values;
  const carried: Values = {};
  for (const field of own) {
    const other = theirs.find((one) => usable(field, one));
    const value = values[field.key];
    // A copy within one kind cannot share what only one record may have.
    if (!other || value === undefined || (kind.name === to && other.unique)) continue;
    const known = (one: unknown) => other.options.some((option) => option.value === one);
    if (other.type === 'choice' && !known(value)) continue;
    carried[field.key] = other.type === 'multiChoice' ? (value as string[]).filter(known) : value;
  }
  return carried;
}

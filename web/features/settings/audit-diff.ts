/** One thing that an audit entry changed: where it lies, and its value before and after. */
export type Difference = { key: string; before: unknown; after: unknown };

type Fields = Record<string, unknown>;

/** What every write changes besides what was asked for. */
const noise = [
  'id',
  'orgId',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'scopePath',
  'displayName',
];

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flat(value: unknown, prefix = ''): Map<string, unknown> {
  if (!isFields(value)) return new Map(value === null || value === undefined ? [] : [[prefix, value]]);
  const pairs = Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    return isFields(inner) ? [...flat(inner, path)] : [[path, inner] as const];
  });
  return new Map(pairs);
}

/** What differs between the two sides of an audit entry, field by field; what is empty on both sides is left out. */
export function differences(before: unknown, after: unknown): Difference[] {
  const was = flat(before);
  const is = flat(after);
  const empty = (value: unknown) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => !noise.includes(key))
    .map((key) => ({ key, before: was.get(key), after: is.get(key) }))
    .filter((one) => !(empty(one.before) && empty(one.after)))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}

/** One key of `status,-createdAt`. */
export type SortKey = { field: string; descending: boolean };

export function sortKeys(sort: string): SortKey[] {
  return sort.split(',').map((word) => ({ field: word.replace(/^-/, ''), descending: word.startsWith('-') }));
}

const mostKeys = 3;

/**
 * The sort after a heading was used: it leads alone, or, where it was added to the others (`also`), follows them. Used
 * again, it turns around.
 */
export function nextSort(sort: string, field: string, also: boolean): string {
  const keys = sortKeys(sort);
  const known = keys.find((key) => key.field === field);
  const turned = { field, descending: known ? !known.descending : false };
  const next = !also
    ? [turned]
    : known
      ? keys.map((key) => (key === known ? turned : key))
      : [...keys, turned].slice(-mostKeys);
  return next.map((key) => (key.descending ? `-${key.field}` : key.field)).join(',');
}

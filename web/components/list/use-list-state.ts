import { useState } from 'react';
import { readStorage, writeStorage } from '#web/platform/language.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import type { ListColumn, ListDeclaration, ListFilter, RecordBase } from './declare.ts';

/** The parameters that a filter may set: a date filter has two ends. */
export function filterParameters(filter: ListFilter): string[] {
  return filter.type === 'date' ? [`${filter.key}[gte]`, `${filter.key}[lte]`] : [filter.key];
}

/** What the address says about a list: search words, sort and filters, as the API wants them. */
export function useListState<Item extends RecordBase>(declaration: ListDeclaration<Item>) {
  const [search, change] = useUrlState();
  const names = declaration.filters.flatMap(filterParameters);
  const filters: Record<string, string> = {};
  for (const name of names) if (search[name]) filters[name] = search[name];
  const sort = search.sort ?? declaration.defaultSort;
  const query: Record<string, string> = { ...filters, ...declaration.fixed, sort };
  if (search.q) query.q = search.q;
  if (search.scopeNodeId) query.scopeNodeId = search.scopeNodeId;
  if (search.archived) query.archived = search.archived;
  const narrowed = Boolean(search.q) || Object.keys(filters).length > 0;
  const clear = () => change(Object.fromEntries([...names, 'q'].map((name) => [name, null])));
  return { search, change, filters, sort, query, narrowed, clear };
}

export type ListState = ReturnType<typeof useListState>;

/** Which columns the reader wants, kept per kind in this browser. */
export function useColumns<Item>(kind: string, columns: ListColumn<Item>[]) {
  const name = `parley.columns.${kind}`;
  const [kept, setKept] = useState<string[]>(() => {
    const known = readStorage(name)?.split(',');
    return known ?? columns.filter((column) => !column.hidden).map((column) => column.key);
  });
  const shown = columns.filter((column, index) => index === 0 || kept.includes(column.key));
  const toggle = (key: string) => {
    const next = kept.includes(key) ? kept.filter((one) => one !== key) : [...kept, key];
    setKept(next);
    writeStorage(name, next.join(','));
  };
  return { shown, toggle };
}

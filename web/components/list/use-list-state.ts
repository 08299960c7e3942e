import { useState } from 'react';
import { readStorage, writeStorage } from '#web/platform/language.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import type { ListColumn, ListDeclaration, ListFilter, RecordBase } from './declare.ts';

export function isRange(filter: ListFilter): boolean {
  return filter.type === 'date' || filter.type === 'instant';
}

/** The parameters that a filter may set: a date filter has two ends. */
export function filterParameters(filter: ListFilter): string[] {
  return isRange(filter) ? [`${filter.key}[gte]`, `${filter.key}[lte]`] : [filter.key];
}

/** The first moment of a day of the reader, `days` later, as the API takes it. */
function momentOf(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00`);
  moment.setDate(moment.getDate() + days);
  return moment.toISOString();
}

/** The address names whole days; moments are asked for from the first one's start to before the last one's end. */
function wireFilters(filters: ListFilter[], values: Record<string, string>): Record<string, string> {
  const wire = { ...values };
  for (const { key, type } of filters) {
    if (type !== 'instant') continue;
    const from = wire[`${key}[gte]`];
    const to = wire[`${key}[lte]`];
    if (from) wire[`${key}[gte]`] = momentOf(from, 0);
    if (to) wire[`${key}[lt]`] = momentOf(to, 1);
    delete wire[`${key}[lte]`];
  }
  return wire;
}

/** What the address says about a list: search words, sort and filters, as the API wants them. */
export function useListState<Item extends RecordBase>(declaration: ListDeclaration<Item>) {
  const [search, change] = useUrlState();
  const names = declaration.filters.flatMap(filterParameters);
  const filters: Record<string, string> = {};
  for (const name of names) if (search[name]) filters[name] = search[name];
  const sort = search.sort ?? declaration.defaultSort;
  const query: Record<string, string> = {
    ...wireFilters(declaration.filters, filters),
    ...declaration.fixed,
    sort,
  };
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

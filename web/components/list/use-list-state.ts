import { useState } from 'react';
import { readStorage, writeStorage } from '#web/platform/language.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import type { ListColumn, ListDeclaration, ListFilter, RecordBase } from './declare.ts';

export function isRange(filter: ListFilter): boolean {
  return filter.type === 'date' || filter.type === 'instant' || filter.type === 'number';
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
  const names = [...new Set([...declaration.filters.flatMap(filterParameters), 'archived'])];
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
  if (search.filter) query.filter = search.filter;
  const narrowed = Boolean(search.q || search.filter || search.archived) || Object.keys(filters).length > 0;
  const clear = () =>
    change(Object.fromEntries([...names, 'q', 'filter', 'archived'].map((name) => [name, null])));
  return { search, change, filters, sort, query, narrowed, clear };
}

export type ListState = ReturnType<typeof useListState>;

/**
 * Which columns the reader wants and in which order: what the address says, else what was chosen last in this browser.
 * The first column names the record and stays where it is.
 */
export function useColumns<Item>(kind: string, columns: ListColumn<Item>[], state: ListState) {
  const name = `parley.columns.${kind}`;
  const [kept, setKept] = useState<string | null>(() => readStorage(name));
  const chosen =
    state.search.columns ??
    kept ??
    columns
      .filter((column) => !column.hidden)
      .map((column) => column.key)
      .join(',');
  const first = columns.slice(0, 1);
  const byKey = new Map(columns.slice(1).map((column) => [column.key, column]));
  const shown = [...first, ...chosen.split(',').flatMap((key) => byKey.get(key) ?? [])];
  const choose = (keys: string[]) => {
    const text = [...first.map((column) => column.key), ...keys].join(',');
    // A view has columns of its own: trying others there changes nothing for the plain list.
    if (!state.search.view) {
      setKept(text);
      writeStorage(name, text);
    }
    state.change({ columns: text });
  };
  return { shown, choose };
}

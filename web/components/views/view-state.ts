import type { FilterGroup } from '#domain/filters.ts';
import type { ViewLayout } from '#domain/views.ts';
import { readGroups } from '../list/group-tree.ts';

/** A saved view as the server tells it. */
export type SavedView = {
  id: string;
  kind: string;
  name: string;
  mine: boolean;
  shared: boolean;
  companyDefault: boolean;
  layout: ViewLayout;
  query: Record<string, string>;
  filter: FilterGroup | null;
  sort: string | null;
  groupBy: string | null;
  columns: { key: string; width?: number | null }[] | null;
  version: number;
  abilities: { edit: boolean };
};

/** Parameters of the address that say how a list is looked at, and not what else is open. */
const ownPlace: readonly string[] = ['filter', 'sort', 'groupBy', 'columns'];
const elsewhere: readonly string[] = ['view', 'create', 'plain'];

/** What a view would keep of the list as it is seen now. */
export function contentOf(search: Record<string, string>, defaultSort: string) {
  const plain = Object.entries(search).filter(
    ([name]) => !ownPlace.includes(name) && !elsewhere.includes(name),
  );
  const columns = search.columns?.split(',').map((key) => ({ key }));
  return {
    query: Object.fromEntries(plain),
    filter: readGroups(search.filter),
    sort: search.sort ?? defaultSort,
    groupBy: search.groupBy ?? null,
    columns: columns ?? null,
  };
}

/** The address of a view. */
export function searchOf(view: SavedView, defaultSort: string): Record<string, string> {
  return {
    ...view.query,
    ...(view.filter ? { filter: JSON.stringify(view.filter) } : {}),
    ...(view.sort && view.sort !== defaultSort ? { sort: view.sort } : {}),
    ...(view.groupBy ? { groupBy: view.groupBy } : {}),
    ...(view.columns ? { columns: view.columns.map(({ key }) => key).join(',') } : {}),
    view: view.id,
  };
}

function sorted(record: Record<string, string>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether the list is seen otherwise than the view keeps it. */
export function isModified(view: SavedView, search: Record<string, string>, defaultSort: string): boolean {
  const { view: _, create: __, ...now } = search;
  const { view: ___, ...kept } = searchOf(view, defaultSort);
  return JSON.stringify(sorted(now)) !== JSON.stringify(sorted(kept));
}

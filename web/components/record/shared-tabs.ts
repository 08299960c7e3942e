import { createContext, type ReactNode, useContext } from 'react';
import type { RecordKindName } from '#domain/events.ts';
import type { RecordTab } from './declare.ts';

/** The record whose tab is drawn; `live` is false while it is archived. */
export type TabRecord = { kind: RecordKindName; id: string; live: boolean };

/** A tab that every record has, such as its files: a feature draws it without knowing the kind, at all but `notAt`. */
export type SharedTab = {
  key: string;
  label: string;
  render: (record: TabRecord) => ReactNode;
  notAt?: RecordKindName;
};

/** In their order; filled by `routes.tsx` from the features. */
export const SharedTabsContext = createContext<readonly SharedTab[]>([]);

/** The tabs of a record: those of its own kind first, then the shared ones. */
export function useTabs<Item extends { id: string; archivedAt?: string | null }>(
  kind: RecordKindName,
  own: readonly RecordTab<Item>[],
): RecordTab<Item>[] {
  const shared = useContext(SharedTabsContext);
  return [
    ...own,
    ...shared
      .filter(({ notAt }) => notAt !== kind)
      .map(({ key, label, render }) => ({
        key,
        label,
        render: ({ id, archivedAt }: Item) => render({ kind, id, live: !archivedAt }),
      })),
  ];
}

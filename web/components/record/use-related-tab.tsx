import type { RecordKindName } from '#domain/events.ts';
import { kinds } from '#web/platform/kinds.ts';
import type { ListColumn, RecordBase } from '../list/declare.ts';
import type { RecordTab } from './declare.ts';
import { RelatedList } from './related-list.tsx';
import { useRelated } from './use-related.ts';

type RelatedTab<Item, Other extends RecordBase> = {
  kind: RecordKindName;
  /** The filter of the other list that says so: `{ accountId }`. */
  filter: Record<string, string>;
  columns: ListColumn<Other>[];
  /** What a new one made here starts with; undefined where none may be made. */
  given?: (item: Item) => Record<string, string> | undefined;
  createLabel?: string;
  emptyText: string;
};

/** A tab with the records of another kind that hang on this one, counted on its label and left out for who may not see them. */
export function useRelatedTab<Item, Other extends RecordBase>({
  kind,
  filter,
  given,
  ...rest
}: RelatedTab<Item, Other>): RecordTab<Item> {
  const related = useRelated<Other>(kind, filter);
  return {
    key: kinds[kind].path,
    label: `kinds:${kind}.many`,
    count: related.count,
    shown: related.sees,
    render: (item) => <RelatedList kind={kind} filter={filter} given={given?.(item)} {...rest} />,
  };
}

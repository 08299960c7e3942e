import type { RecordKindName } from '#domain/events.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan, useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { RecordBase } from '../list/declare.ts';
import { useList } from '../list/use-list.ts';

/** Whether this member may see records of a kind at all: the capability, and the module that they belong to. */
export function useSees(): (kind: RecordKindName) => boolean {
  const can = useCan();
  const modules = useSession()?.modules ?? [];
  return (kind) => modules.includes(kinds[kind].module) && can(capabilityOf(kind, 'view'));
}

/** The newest records of a kind that hang on another one, by the filter that says so: `{ accountId }`. */
export function useRelated<Item extends RecordBase>(kind: RecordKindName, filter: Record<string, string>) {
  const sees = useSees()(kind);
  const format = useFormat();
  const list = useList<Item>(kind, { sort: '-createdAt', ...filter }, sees);
  return { ...list, sees, count: list.total && format.total(list.total) };
}

export type Related<Item extends RecordBase> = ReturnType<typeof useRelated<Item>>;

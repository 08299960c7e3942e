import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { flatCustom, nestCustom } from '#web/platform/custom-values.ts';
import { kinds } from '#web/platform/kinds.ts';
import { hasCode } from '#web/platform/problem.ts';
import type { Values } from '../form/field.ts';
import type { RecordBase } from '../list/declare.ts';

export function useRecord<Item extends RecordBase>(kind: RecordKindName, id: string) {
  return useQuery({
    queryKey: [kind, 'record', id],
    queryFn: ({ signal }) => api.get<Item>(`/${kinds[kind].path}/${id}`, { signal }),
  });
}

/** Puts a record that an answer carried into the cache and marks the lists that show it stale. */
export function useKeepRecord(kind: RecordKindName) {
  const queryClient = useQueryClient();
  return (record: RecordBase) => {
    queryClient.setQueryData([kind, 'record', record.id], (before: RecordBase | undefined) => ({
      ...before,
      ...record,
    }));
    void queryClient.invalidateQueries({ queryKey: [kind] });
  };
}

/** Somebody else changed the same fields meanwhile: both versions, to choose from. */
export class EditConflict extends Error {
  readonly mine: Values;
  readonly theirs: RecordBase;

  constructor(mine: Values, theirs: RecordBase) {
    super('conflict');
    this.name = 'EditConflict';
    this.mine = mine;
    this.theirs = theirs;
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/**
 * Saves some fields of a record under its version. When somebody saved in between, changes to other fields are
 * joined with theirs; a change to the same field throws `EditConflict`.
 */
export function useSaveRecord<Item extends RecordBase>(kind: RecordKindName) {
  const keep = useKeepRecord(kind);
  return async (base: Item, changes: Values): Promise<Item> => {
    const path = `/${kinds[kind].path}/${base.id}`;
    const send = (version: number | undefined) => api.patch<Item>(path, nestCustom(changes), { version });
    try {
      const saved = await send(base.version);
      keep(saved);
      return saved;
    } catch (error) {
      if (!hasCode(error, 'stale_version')) throw error;
      const theirs = await api.get<Item>(path);
      const before: Values = flatCustom(base);
      const now: Values = flatCustom(theirs);
      if (Object.keys(changes).some((key) => !sameValue(before[key], now[key]))) {
        keep(theirs);
        throw new EditConflict(changes, theirs);
      }
      const saved = await send(theirs.version);
      keep(saved);
      return saved;
    }
  };
}

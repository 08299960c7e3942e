import type { EventType } from '#domain/events.ts';
import type { Call } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { searchTextOf } from '#records/create-record.ts';
import { customChange } from '#records/custom-fields/write.ts';
import type { RecordKind, RecordRow, Values } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';

export type Rewrite = {
  columns: Values;
  /** The company's own fields that change; null takes one away. */
  custom?: Values;
  action?: string;
  event?: EventType;
  payload?: Values;
};

export type Rewritten = { row: RecordRow; before: Values };

function differing(current: RecordRow, columns: Values): Values {
  return Object.fromEntries(
    Object.entries(columns).filter(
      ([column, value]) => canonicalJson(current[column] ?? null) !== canonicalJson(value ?? null),
    ),
  );
}

/**
 * Writes columns of a locked row without the rules for what a person types: the values come from a record that had them.
 * Answers with what stood there before, by which `rewrite` puts it back: custom values under `custom`.
 */
export async function rewrite(
  call: Call,
  kind: RecordKind,
  current: RecordRow,
  { columns, custom = {}, ...traces }: Rewrite,
): Promise<Rewritten> {
  const after = differing(current, columns);
  const own =
    Object.keys(custom).length === 0
      ? null
      : await customChange(call, kind, {
          given: { custom },
          current,
          scopePath: current.scopePath,
          inherited: true,
        });
  const next = { ...after, ...(own ? { custom: own.values } : {}) };
  const before = Object.fromEntries(Object.keys(after).map((column) => [column, current[column] ?? null]));
  const row = await writeChange(
    call,
    kind,
    current,
    { ...next, ...(await searchTextOf(call, kind, { ...current, ...next })) },
    { ...traces, before: { ...before, ...own?.before }, after: { ...after, ...own?.after } },
  );
  await own?.write(row);
  const had = (current.custom ?? {}) as Values;
  const ownBefore = Object.fromEntries(Object.keys(custom).map((key) => [key, had[key] ?? null]));
  return { row, before: own ? { ...before, custom: ownBefore } : before };
}

/** Puts back what `rewrite` said was there. */
export function putBack(before: Values): Pick<Rewrite, 'columns' | 'custom'> {
  const { custom, ...columns } = before;
  return { columns, custom: custom as Values | undefined };
}

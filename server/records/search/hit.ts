import type { RecordKind, Values } from '../kind.ts';

/** A record as the search shows it. */
export type Hit = { kind: string; id: string; title: string; subtitle: string | null };

/** From a row with `id`, `title` and `subtitle`. */
export function hitFrom(kind: RecordKind, row: Values): Hit {
  const subtitle = kind.subtitleColumn ? row.subtitle : null;
  return {
    kind: kind.name,
    id: String(row.id),
    title: String(row.title),
    subtitle: typeof subtitle === 'string' ? subtitle : null,
  };
}

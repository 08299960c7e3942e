import type { ImportKind, ImportTarget } from '#domain/imports.ts';
import { findPreset, type Preset } from './presets.ts';
import { plainHeader, synonymsOf } from './synonyms.ts';

export type Mapping = Record<string, string | null>;
export type Guess = { mapping: Mapping; preset: string | null };

// Headers that only say the same as another column of our own exports, or what nobody types.
const leftOut = new Set(
  [
    'createdAt',
    'updatedAt',
    'created at',
    'updated at',
    'archivedAt',
    'convertedAt',
    'statusChangedAt',
    'stageChangedAt',
    'closedAt',
  ].map(plainHeader),
);

const shapes: readonly { field: string; looks: RegExp }[] = [
  { field: 'email', looks: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  { field: 'website', looks: /^https?:\/\/\S+$/i },
  { field: 'phone', looks: /^[+0(][\d\s().-]{6,}$/ },
];

function bySynonym(
  kind: ImportKind,
  header: string,
  targets: readonly ImportTarget[],
): { key: string; rank: number }[] {
  const plain = plainHeader(header);
  return targets.flatMap(({ key, label, labelAr }) => {
    if (plainHeader(key) === plain) return [{ key, rank: 0 }];
    if ([label, labelAr].some((word) => word && plainHeader(word) === plain)) return [{ key, rank: 1 }];
    const at = synonymsOf(kind, key).indexOf(plain);
    return at < 0 ? [] : [{ key, rank: 2 + at }];
  });
}

function byValues(samples: readonly string[], targets: readonly ImportTarget[]): string | null {
  const filled = samples.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return null;
  const shape = shapes.find(({ field, looks }) => {
    const fits = filled.filter((cell) => looks.test(cell.trim())).length;
    return fits >= filled.length * 0.7 && targets.some(({ key }) => key === field);
  });
  return shape?.field ?? null;
}

function fromPreset(preset: Preset, columns: readonly string[], targets: readonly ImportTarget[]): Mapping {
  const known = new Map(
    Object.entries(preset.mapping).map(([header, field]) => [plainHeader(header), field]),
  );
  const keys = new Set(targets.map(({ key }) => key));
  return Object.fromEntries(
    columns.flatMap((column) => {
      const field = known.get(plainHeader(column));
      return field === undefined || (field !== null && !keys.has(field)) ? [] : [[column, field]];
    }),
  );
}

/**
 * Which field each column probably fills: by the export it comes from, else by its header, else by the look of its values.
 * No field is given twice; the better header gets it, and of two alike the earlier one.
 */
export function guessMapping(
  kind: ImportKind,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  targets: readonly ImportTarget[],
): Guess {
  const preset = findPreset(kind, columns);
  const settled: Mapping = preset ? fromPreset(preset, columns, targets) : {};
  const taken = new Set(Object.values(settled).filter((field) => field !== null));
  const open = columns.filter((column) => settled[column] === undefined && !leftOut.has(plainHeader(column)));
  const wishes = open
    .flatMap((column, at) => bySynonym(kind, column, targets).map((wish) => ({ ...wish, column, at })))
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  for (const { key, column } of wishes) {
    if (settled[column] !== undefined || taken.has(key)) continue;
    // One cell with the whole name is only wanted where its parts are not there.
    if (key === 'fullName' && (taken.has('firstName') || taken.has('lastName'))) continue;
    settled[column] = key;
    taken.add(key);
  }
  for (const column of open) {
    if (settled[column] !== undefined) continue;
    const at = columns.indexOf(column);
    const field = byValues(
      rows.map((row) => row[at] ?? ''),
      targets,
    );
    if (field === null || taken.has(field)) continue;
    settled[column] = field;
    taken.add(field);
  }
  const mapping = Object.fromEntries(columns.map((column) => [column, settled[column] ?? null]));
  return { mapping, preset: preset?.name ?? null };
}

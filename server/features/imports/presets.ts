import type { ImportKind } from '#domain/imports.ts';
import known from './presets.json' with { type: 'json' };
import { plainHeader } from './synonyms.ts';

/** An export of another program: the headers by which it is known, and what they fill here. */
export type Preset = {
  name: string;
  kind: ImportKind;
  signs: readonly string[];
  mapping: Readonly<Record<string, string | null>>;
};

export const presets = known as unknown as readonly Preset[];

/** The export that these headers come from: the one with the most signs of all whose signs are there. */
export function findPreset(kind: ImportKind, headers: readonly string[]): Preset | null {
  const there = new Set(headers.map(plainHeader));
  const fits = presets.filter(
    (preset) => preset.kind === kind && preset.signs.every((sign) => there.has(plainHeader(sign))),
  );
  return fits.sort((a, b) => b.signs.length - a.signs.length)[0] ?? null;
}

import type { Values } from '#web/components/form/field.ts';

/** What a form changed: the fields that differ from where it began; emptied ones are null, which clears them. */
export function changesOf(before: Values, after: Values): Values {
  const filled = (value: unknown) => (value === '' || value === undefined ? null : value);
  return Object.fromEntries(
    Object.keys(before)
      .map((key) => [key, filled(after[key])] as const)
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(filled(before[key]))),
  );
}

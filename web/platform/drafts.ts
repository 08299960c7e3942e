import { readStorage, writeStorage } from './language.ts';

/**
 * What was typed and not yet saved, kept in this browser so that it survives a reload and a lost session.
 * A draft belongs to the member who typed it: on a shared machine nobody else is shown it.
 */
export type DraftKey = { memberId: string; form: string };

const lifetimeMs = 30 * 24 * 3_600_000;

function nameOf(key: DraftKey): string {
  return `parley.draft.${key.memberId}.${key.form}`;
}

export function readDraft<Values>(key: DraftKey): Values | null {
  const text = readStorage(nameOf(key));
  if (!text) return null;
  try {
    const { at, values } = JSON.parse(text) as { at: number; values: Values };
    return Date.now() - at > lifetimeMs ? null : values;
  } catch {
    return null;
  }
}

export function keepDraft<Values>(key: DraftKey, values: Values): void {
  writeStorage(nameOf(key), JSON.stringify({ at: Date.now(), values }));
}

export function clearDraft(key: DraftKey): void {
  writeStorage(nameOf(key), null);
}

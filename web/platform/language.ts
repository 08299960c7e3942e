export const languages = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
] as const;

export type LanguageCode = (typeof languages)[number]['code'];
export type Direction = 'ltr' | 'rtl';

const storageKey = 'parley.language';

export function isLanguage(code: unknown): code is LanguageCode {
  return languages.some((language) => language.code === code);
}

export function directionOf(code: string): Direction {
  return languages.find((language) => language.code === code)?.direction ?? 'ltr';
}

/** The language to start in: the one this browser used last, else the browser's own, else English. */
export function startingLanguage(): LanguageCode {
  const kept = readStorage(storageKey);
  if (isLanguage(kept)) return kept;
  const own = navigator.language.slice(0, 2);
  return isLanguage(own) ? own : 'en';
}

export function keepLanguage(code: LanguageCode): void {
  writeStorage(storageKey, code);
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}

export function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Writes, or removes when the value is null. Storage can be forbidden or full; nothing depends on it. */
export function writeStorage(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    return;
  }
}

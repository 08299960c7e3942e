import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { DocumentLanguage } from '#domain/document-lines.ts';
import ar from '#web/locales/ar/recipient.json';
import en from '#web/locales/en/recipient.json';
import {
  directionOf,
  isLanguage,
  type LanguageCode,
  readStorage,
  writeStorage,
} from '#web/platform/language.ts';

const storageKey = 'parley.recipient-language';

function browsersLanguage(): LanguageCode {
  const own = navigator.language.slice(0, 2);
  return isLanguage(own) ? own : 'en';
}

function choice(): LanguageCode | null {
  const kept = readStorage(storageKey);
  return isLanguage(kept) ? kept : null;
}

async function speak(code: LanguageCode): Promise<void> {
  await i18next.changeLanguage(code);
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}

/** Loads the few words of the page, before it draws. */
export async function startPageWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    resources: { en: { recipient: en }, ar: { recipient: ar } },
    defaultNS: 'recipient',
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await speak(choice() ?? browsersLanguage());
}

/** What the reader chose goes first, then the language of the document, then that of the browser. */
export async function speakAs(language: DocumentLanguage | null): Promise<void> {
  await speak(choice() ?? (isLanguage(language) ? language : browsersLanguage()));
}

export async function chooseLanguage(code: LanguageCode): Promise<void> {
  writeStorage(storageKey, code);
  await speak(code);
}

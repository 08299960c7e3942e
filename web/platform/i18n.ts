import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, type LanguageCode, startingLanguage } from './language.ts';

type Words = Record<string, unknown>;

const files = {
  en: () => import('#web/locales/en.ts'),
  ar: () => import('#web/locales/ar.ts'),
} satisfies Record<LanguageCode, () => Promise<{ words: Record<string, Words> }>>;

async function load(code: LanguageCode): Promise<void> {
  const { words } = await files[code]();
  for (const [namespace, bundle] of Object.entries(words)) {
    i18next.addResourceBundle(code, namespace, bundle, true, true);
  }
}

/** Loads the words of the starting language, then lets the page draw: no screen ever shows a key. */
export async function startI18n(): Promise<void> {
  const code = startingLanguage();
  await i18next.use(initReactI18next).init({
    lng: code,
    fallbackLng: false,
    resources: {},
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await load(code);
  keepLanguage(code);
}

export async function changeLanguage(code: LanguageCode): Promise<void> {
  await load(code);
  await i18next.changeLanguage(code);
  keepLanguage(code);
}

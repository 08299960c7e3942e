import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from './api.ts';
import { changeLanguage } from './i18n.ts';
import { isLanguage, type LanguageCode } from './language.ts';
import { type Me, useSession } from './session.ts';

/** Language and colour scheme: kept in the browser at once, and with the member where one is signed in. */
export function usePreferences() {
  const { i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queryClient = useQueryClient();
  const signedIn = useSession() !== null;
  const keep = async (change: { locale?: LanguageCode; colourScheme?: 'auto' | 'light' | 'dark' }) => {
    if (!signedIn) return;
    queryClient.setQueryData(
      ['me'],
      (me: Me | undefined) => me && { ...me, member: { ...me.member, ...change } },
    );
    // The choice already holds in this browser; not reaching the server now only means other browsers keep theirs.
    await api.patch('/me', change).catch(() => undefined);
  };
  return {
    language: i18n.language as LanguageCode,
    setLanguage: async (locale: LanguageCode) => {
      await changeLanguage(locale);
      await keep({ locale });
    },
    colourScheme: colorScheme,
    setColourScheme: (colourScheme: 'auto' | 'light' | 'dark') => {
      setColorScheme(colourScheme);
      void keep({ colourScheme });
    },
  };
}

/** Follows what the member chose on another device, once, when the session is known. */
export function useMemberPreferences(): void {
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const member = useSession()?.member;
  const locale = member?.locale;
  const scheme = member?.colourScheme;
  useEffect(() => {
    if (isLanguage(locale) && locale !== i18n.language) void changeLanguage(locale);
  }, [locale, i18n]);
  useEffect(() => {
    if (scheme) setColorScheme(scheme);
  }, [scheme, setColorScheme]);
}

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import type { LanguageCode } from '#web/platform/language.ts';
import { type Me, meQuery } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';

/** Only addresses of this site are followed after sign-in. */
function safeNext(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') ? next : '/';
}

/** Goes to where the visitor wanted to be before signing in; nothing of who was here before is kept. */
export function useEnter(): (me: Me) => Promise<void> {
  const [search] = useUrlState();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async (me) => {
    queryClient.clear();
    queryClient.setQueryData(meQuery.queryKey, me);
    await navigate({ href: safeNext(search.next), replace: true });
  };
}

/** As `useEnter`, for somebody new: the language in which they filled in the form becomes theirs. */
export function useEnterFirst(): (me: Me) => Promise<void> {
  const enter = useEnter();
  const { i18n } = useTranslation();
  return async (me) => {
    const locale = i18n.language as LanguageCode;
    if (me.member.locale !== locale) await api.patch('/me', { locale });
    await enter({ ...me, member: { ...me.member, locale } });
  };
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptionList } from '#domain/settings.ts';
import { api } from './api.ts';

export type Option = { value: string; label: string; labelAr?: string | null; active?: boolean };

/** A list that the company keeps under Settings: account types, contact roles, lead sources, … */
export function optionListQuery(name: OptionList) {
  return queryOptions({
    queryKey: ['option-lists', name],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Option[] }>(`/option-lists/${name}`, { signal })).items,
    staleTime: 5 * 60_000,
  });
}

const none: Option[] = [];

/** The options of a list, labelled in the reader's language where the company gave a label in it. */
export function useOptionList(name: OptionList | undefined): Option[] {
  const { i18n } = useTranslation();
  const options = useQuery({ ...optionListQuery(name ?? 'industry'), enabled: Boolean(name) }).data;
  const arabic = i18n.language === 'ar';
  return useMemo(
    () => options?.map((one) => ({ ...one, label: (arabic && one.labelAr) || one.label })) ?? none,
    [options, arabic],
  );
}

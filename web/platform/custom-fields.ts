import { useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CustomField, hasCustomFields } from '#domain/custom-fields.ts';
import { api } from './api.ts';
import { kinds } from './kinds.ts';

export const customFieldsKey = ['custom-fields'];

/** The company's words become words of the interface, so that every label can be a key: `custom:<id>`. */
function learnWords(fields: readonly CustomField[]): void {
  const english: Record<string, string> = {};
  const arabic: Record<string, string> = {};
  for (const { id, kind, key, ...words } of fields) {
    english[id] = words.label;
    arabic[id] = words.labelAr || words.label;
    english[`${id}_help`] = words.helpText ?? words.helpTextAr ?? '';
    arabic[`${id}_help`] = words.helpTextAr ?? words.helpText ?? '';
    english[`${id}_section`] = words.section ?? '';
    arabic[`${id}_section`] = words.sectionAr ?? words.section ?? '';
    const { path } = kinds[kind];
    // The timeline looks for the name of a changed field among the words of its kind.
    i18next.addResource('en', path, `field.custom.${key}`, words.label);
    i18next.addResource('ar', path, `field.custom.${key}`, words.labelAr || words.label);
  }
  i18next.addResourceBundle('en', 'custom', english, true, true);
  i18next.addResourceBundle('ar', 'custom', arabic, true, true);
}

async function readFields(signal: AbortSignal): Promise<CustomField[]> {
  const { items } = await api.get<{ items: CustomField[] }>('/custom-fields', { signal });
  learnWords(items);
  return items;
}

const none: CustomField[] = [];

/** Every field that the company has defined, archived ones too. */
export function useAllCustomFields() {
  return useQuery({
    queryKey: customFieldsKey,
    queryFn: ({ signal }) => readFields(signal),
    staleTime: 5 * 60_000,
  });
}

/** The fields that the company has added to a kind of record, in their order. */
export function useCustomFields(kind: string): CustomField[] {
  const { data } = useAllCustomFields();
  return useMemo(
    () =>
      hasCustomFields(kind)
        ? (data?.filter((field) => field.kind === kind && field.archivedAt === null) ?? none)
        : none,
    [data, kind],
  );
}

export type OptionWords = { value: string; label: string };

/** The options of a field in the reader's language; those out of use only where `all` asks for them. */
export function optionWords(field: CustomField, language: string, all = false): OptionWords[] {
  return field.options
    .filter(({ active }) => all || active)
    .map(({ value, label, labelAr }) => ({ value, label: (language === 'ar' && labelAr) || label }));
}

export function useLanguage(): string {
  return useTranslation().i18n.language;
}

import { useMemo } from 'react';
import type { CustomField } from '#domain/custom-fields.ts';
import { optionWords, useCustomFields, useLanguage } from '#web/platform/custom-fields.ts';
import type { Field, FieldGroup, FieldType, Values } from './field.ts';

const types: Record<CustomField['type'], FieldType> = {
  text: 'prose',
  number: 'decimal',
  money: 'amount',
  date: 'date',
  choice: 'choice',
  multiChoice: 'choices',
  boolean: 'checkbox',
  url: 'url',
  email: 'email',
  phone: 'phone',
  member: 'member',
  link: 'record',
};

/** A custom field as forms and record pages declare theirs. */
export function customField(field: CustomField, language: string): Field {
  const { id, key, type, required, helpText, helpTextAr, linkTo, options } = field;
  return {
    key: `custom.${key}`,
    label: `custom:${id}`,
    type: types[type],
    ...(helpText || helpTextAr ? { help: `custom:${id}_help` } : {}),
    required,
    short: type === 'text',
    ...(options.length > 0 ? { options: optionWords(field, language, true), retired: retiredOf(field) } : {}),
    ...(linkTo ? { recordKind: linkTo } : {}),
  };
}

const retiredOf = ({ options }: CustomField) =>
  options.filter(({ active }) => !active).map(({ value }) => value);

/** The fields that a company has added to a kind, in its sections. */
export function useCustomGroups(kind: string): FieldGroup[] {
  const fields = useCustomFields(kind);
  const language = useLanguage();
  return useMemo(() => {
    const bySection = Map.groupBy(fields, ({ section }) => section);
    return [...bySection.values()].map((inside) => ({
      label: inside[0]?.section ? `custom:${inside[0].id}_section` : 'common:group.custom',
      fields: inside.map((field) => customField(field, language)),
    }));
  }, [fields, language]);
}

/** What a form of a new record starts with. */
export function useCustomDefaults(kind: string): Values {
  const fields = useCustomFields(kind);
  return useMemo(
    () =>
      Object.fromEntries(
        fields.flatMap(({ key, type, required, defaultValue }) => {
          const start = defaultValue ?? (type === 'boolean' && required ? false : null);
          return start === null ? [] : [[`custom.${key}`, start]];
        }),
      ),
    [fields],
  );
}

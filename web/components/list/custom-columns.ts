import { useMemo } from 'react';
import type { CustomField, CustomMoney } from '#domain/custom-fields.ts';
import { optionWords, useCustomFields, useLanguage } from '#web/platform/custom-fields.ts';
import type {
  ColumnType,
  FilterType,
  ListColumn,
  ListDeclaration,
  ListFilter,
  RecordBase,
} from './declare.ts';

type Values = Record<string, unknown>;

const columnTypes: Partial<Record<CustomField['type'], ColumnType>> = {
  number: 'number',
  money: 'money',
  date: 'date',
  multiChoice: 'tags',
  boolean: 'boolean',
  url: 'code',
  email: 'code',
  phone: 'code',
  member: 'member',
  link: 'link',
};

const filterTypes: Partial<Record<CustomField['type'], FilterType>> = {
  number: 'number',
  money: 'number',
  date: 'date',
  choice: 'choice',
  multiChoice: 'choice',
  boolean: 'boolean',
  member: 'member',
  link: 'record',
};

const shares = ['number', 'money', 'boolean', 'date'];

function columnOf<Item extends RecordBase>(field: CustomField, language: string): ListColumn<Item> {
  const { id, key, type, linkTo } = field;
  const words = new Map(optionWords(field, language, true).map(({ value, label }) => [value, label]));
  const raw = (item: Item) => (item as { custom?: Values }).custom?.[key];
  const word = (value: unknown) => words.get(String(value)) ?? value;
  const shown = (item: Item) => {
    const value = raw(item);
    if (value === null || value === undefined) return null;
    if (type === 'money') return (value as CustomMoney).amount;
    if (type === 'choice') return word(value);
    return type === 'multiChoice' ? (value as string[]).map(word) : value;
  };
  return {
    key: `custom.${key}`,
    label: `custom:${id}`,
    type: columnTypes[type],
    width: shares.includes(type) ? 112 : 150,
    hidden: true,
    value: shown,
    ...(type === 'money'
      ? { currency: (item: Item) => (raw(item) as CustomMoney | null | undefined)?.currency }
      : {}),
    ...(linkTo ? { linkKind: linkTo } : {}),
  };
}

function filterOf(field: CustomField, language: string): ListFilter {
  const { id, key, type, linkTo, options } = field;
  return {
    key: `custom.${key}`,
    label: `custom:${id}`,
    type: filterTypes[type] ?? 'text',
    ...(options.length > 0 ? { options: optionWords(field, language, true) } : {}),
    ...(linkTo ? { recordKind: linkTo } : {}),
  };
}

/** A list with a column, not shown until it is chosen, and a filter for each of the company's own fields. */
export function useWithCustomFields<Item extends RecordBase>(
  declaration: ListDeclaration<Item>,
): ListDeclaration<Item> {
  const fields = useCustomFields(declaration.kind);
  const language = useLanguage();
  return useMemo(() => {
    if (fields.length === 0) return declaration;
    return {
      ...declaration,
      columns: [...declaration.columns, ...fields.map((field) => columnOf<Item>(field, language))],
      filters: [...declaration.filters, ...fields.map((field) => filterOf(field, language))],
    };
  }, [declaration, fields, language]);
}

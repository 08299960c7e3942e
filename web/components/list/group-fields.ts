import type { RecordKindName } from '#domain/events.ts';
import type { FilterFieldType } from '#domain/filters.ts';
import type { OptionList } from '#domain/settings.ts';
import type { ListColumn, ListDeclaration, ListFilter, RecordBase } from './declare.ts';

/** A field that conditions can name, with what its values are called. */
export type GroupField = {
  key: string;
  label: string;
  type: FilterFieldType;
  choices?: readonly string[];
  words?: string;
  options?: readonly { value: string; label: string }[];
  optionList?: OptionList;
  recordKind?: RecordKindName;
};

/** Filters that are no field: they depend on today, or say which records a list is about. */
const special: readonly string[] = ['archived', 'overdue', 'rotting'];

function fromFilter(filter: ListFilter): GroupField[] {
  const { key, label, choices, words, options, optionList, recordKind } = filter;
  if (special.includes(key)) return [];
  const types: Record<ListFilter['type'], FilterFieldType> = {
    choice: optionList ? 'option' : 'choice',
    member: 'member',
    record: 'link',
    number: 'number',
    date: 'date',
    instant: 'instant',
    text: 'text',
    boolean: 'boolean',
  };
  return [{ key, label, type: types[filter.type], choices, words, options, optionList, recordKind }];
}

function fromColumn<Item>(column: ListColumn<Item>): GroupField[] {
  const { key, label, type, optionList, linkKind } = column;
  const types: Partial<Record<string, FilterFieldType>> = {
    text: 'text',
    code: 'text',
    money: 'money',
    number: 'number',
    percent: 'number',
    date: 'date',
    instant: 'instant',
    relative: 'instant',
    member: 'member',
    tags: 'tags',
    boolean: 'boolean',
    ...(optionList ? { option: 'option' } : {}),
    ...(linkKind ? { link: 'link' } : {}),
  };
  const known = types[type ?? 'text'];
  if (!known || (column.value && column.sort !== true)) return [];
  return [{ key, label, type: known, optionList, recordKind: linkKind }];
}

/** Every field that a list can be asked for in groups of conditions: its filters and its columns, each once. */
export function groupFields<Item extends RecordBase>(declaration: ListDeclaration<Item>): GroupField[] {
  const filters = declaration.filters.flatMap(fromFilter);
  const taken = new Set([...filters.map(({ key }) => key), ...special]);
  const columns = declaration.columns.filter(({ key }) => !taken.has(key)).flatMap(fromColumn);
  return [...filters, ...columns];
}

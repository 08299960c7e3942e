import type { ReactNode } from 'react';
import type { ZodType } from 'zod';
import type { RecordKindName } from '#domain/events.ts';
import type { OptionList } from '#domain/settings.ts';
import type { FieldGroup } from '../form/field.ts';
import type { Total } from './use-list.ts';

/** The least that every record has on the wire. */
export type RecordBase = {
  id: string;
  version?: number;
  ownerId?: string | null;
  currency?: string | null;
  archivedAt?: string | null;
  /** The names of what the record links to, by the linking field: `names.ownerId`. */
  names?: Record<string, string>;
  /** What this member may do with it: `abilities.edit`. The server decides; buttons follow. */
  abilities?: Record<string, boolean>;
};

export type ColumnType =
  | 'text'
  | 'code'
  | 'money'
  | 'number'
  | 'percent'
  | 'date'
  | 'instant'
  | 'relative'
  | 'status'
  | 'stage'
  | 'member'
  | 'tags'
  | 'link'
  | 'option'
  | 'boolean';

export type ListColumn<Item> = {
  /** The wire field, and the name under which the reader's choice of columns is kept. */
  key: string;
  /** i18n key of the heading. */
  label: string;
  type?: ColumnType;
  /** The value to show; without it, `item[key]`. */
  value?: (item: Item) => unknown;
  /** The wire field to sort by; `true` when it is the key itself. */
  sort?: string | true;
  /** Least width in pixels; wider columns get a larger share of what is left. */
  width: number;
  /** Not shown until the reader chooses it. */
  hidden?: boolean;
  /** For `status`: which set of looks and words (`quality`); the list's own kind without it. */
  statusKind?: string;
  /** For `option`: i18n prefix of the words, as `leads:source`, or the list under Settings that has them. */
  words?: string;
  optionList?: OptionList;
  /** For `money`: the currency; without it, `item.currency`. */
  currency?: (item: Item) => string | null | undefined;
  /** For `link`: the kind of the other record; its id is the value and its name is in `names`. */
  linkKind?: RecordKindName;
  /** The address of a small picture before the text; every row keeps its place, also without one. */
  picture?: (item: Item) => string | null;
};

/** `date` is for calendar dates, `instant` for moments: a day of them is a day of the reader. */
export type FilterType = 'number' | 'choice' | 'member' | 'record' | 'date' | 'instant' | 'text' | 'boolean';

export type ListFilter = {
  /** The wire field. */
  key: string;
  label: string;
  type: FilterType;
  /** For `choice`: the values, and the i18n prefix of their words (`status:lead`). */
  choices?: readonly string[];
  words?: string;
  /** For `choice`: values that are data and bring their own words. */
  options?: readonly { value: string; label: string }[];
  /** For `record`: the kind to pick from. */
  recordKind?: RecordKindName;
  /** For `choice`: values from a list kept under Settings instead. */
  optionList?: OptionList;
};

/** What is ticked: some rows by id, or all that the list finds (`query`), however many that are. */
export type Chosen = { ids: string[]; query: Record<string, string> | null; total: Total | null };

export type BulkContext = { ids: string[]; clear: () => void };

export type ListDeclaration<Item extends RecordBase> = {
  kind: RecordKindName;
  /** The first column names the record: it is the row's link and cannot be hidden. */
  columns: ListColumn<Item>[];
  filters: ListFilter[];
  /** As in the API: `-createdAt`. */
  defaultSort: string;
  /** What always goes with the request (`{accountId}` for a list inside another record's page). */
  fixed?: Record<string, string>;
  /** Beside the search box: a switch to the board, for example. */
  views?: ReactNode;
  /** More acts on the rows ticked, beside those that every kind has. */
  bulk?: (context: BulkContext) => ReactNode;
  /** The fields that can be changed in a cell and in bulk, as the record's own page declares them. */
  fields?: FieldGroup[];
  /** Checks a change before it is sent: the PATCH of the kind, from #domain. */
  schema?: ZodType;
  /** The rows cannot be changed: nothing is ticked. */
  fixedRows?: boolean;
  /** On a phone: which columns make the card, the first being its title. Without it, the first four. */
  card?: string[];
};

export function columnValue<Item extends RecordBase>(column: ListColumn<Item>, item: Item): unknown {
  return column.value ? column.value(item) : (item as Record<string, unknown>)[column.key];
}

const scalar: readonly (ColumnType | undefined)[] = [
  undefined,
  'text',
  'code',
  'money',
  'number',
  'percent',
  'date',
  'instant',
  'relative',
  'status',
  'option',
  'boolean',
];

/** The wire field that orders the list by a column: its own where the column shows a field as it is. */
export function sortField<Item>(column: ListColumn<Item>): string | undefined {
  if (column.sort === true) return column.key;
  const own = column.value || column.key.startsWith('custom.') || !scalar.includes(column.type);
  return column.sort ?? (own ? undefined : column.key);
}

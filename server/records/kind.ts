import type { Expression, Kysely, SqlBool } from 'kysely';
import type { ZodType } from 'zod';
import type { Capability } from '#domain/capabilities.ts';
import { hasCustomFields } from '#domain/custom-fields.ts';
import type { RecordKindName } from '#domain/events.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { ProblemData } from '#domain/problems.ts';
import type { OptionList } from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';

/** A row of any record table: the columns that all of them have, and those that only its feature knows. */
export type RecordRow = {
  orgId: string;
  id: string;
  scopeId: string;
  scopePath: string;
  ownerId: string | null;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  archivedAt: string | null;
  [column: string]: unknown;
};

/** Values by wire name, as a schema has parsed them. */
export type Values = Record<string, unknown>;

type FieldOptions = {
  /** camelCase column, when it is not the field's name. */
  column?: string;
  /** Can be used as a filter of lists. */
  filter?: boolean;
  /** Can order lists; `nullable` columns list their empty values last. Needs an index (org_id, column, id). */
  sort?: 'required' | 'nullable';
  /** Written by operations only, never by a client. */
  readOnly?: boolean;
  /** Left out of the CSV export. */
  internal?: boolean;
};

/** How one field of a record is stored, filtered and written to the wire. */
export type Field = FieldOptions &
  (
    | { type: 'text' | 'date' | 'instant' | 'boolean' | 'integer' | 'decimal' | 'tags' | 'json' }
    | { type: 'choice'; values: readonly string[] }
    | { type: 'option'; list: OptionList }
    | { type: 'link'; to: RecordKindName }
    /** A setting's id, such as a payment term: no record, so neither scope nor view capability apply. */
    | { type: 'reference'; to: 'paymentTerm' | 'node' | 'member' | 'pipeline' | 'stage' }
    /** Minor units in `<name>Minor`, with the currency in another field. */
    | { type: 'money'; currency: string }
    /** Five columns of the record's own table; with `column`, one jsonb column of that name. */
    | { type: 'address' }
  );

/** What a write is about to do: the row as it is (null when creating) and the fields that the client named. */
export type Change = { current: RecordRow | null; given: Values };

/**
 * What a record is written with beside its own fields: columns that follow from them, and rows of another table that
 * belong to it, such as lines.
 */
export type Composition = {
  columns: Values;
  /** The rows as they are and as they will be, to compare and to audit; absent when they stay as they are. */
  parts?: { name: string; before: unknown; after: unknown };
  /** Replaces the rows; called once the record itself is written. */
  write?(row: RecordRow): Promise<void>;
};

/** A filter of lists that is no field, such as one that depends on today. */
export type SpecialFilter = {
  schema: ZodType;
  condition(call: Call, value: unknown): Promise<Expression<SqlBool> | null>;
};

/** A column that an export adds for what is no single field, such as one price for each currency. */
export type ExportedColumn = { header: string; numeric?: boolean; read(record: Values): unknown };

/** Other tables whose rows keep a record from being archived. */
export type Dependent = { table: string; column: string; kind: RecordKindName };

export type RecordKind = {
  name: RecordKindName;
  table: string;
  /** Below `/api/v1`: `/leads`. */
  path: string;
  module: ModuleName;
  /** `crm.leads`: the capabilities are `.view`, `.create`, `.edit`, `.delete`, `.export` below it. */
  capability: string;
  fields: Readonly<Record<string, Field>>;
  /** The column whose text names a record to people. */
  titleColumn: string;
  /** A second line for pickers and search results. */
  subtitleColumn?: string;
  /** Whether the table has `search_text` and the function search_ids knows it. */
  searchable: boolean;
  /** What the search finds a record by. */
  searchText?(row: Values): (string | null | undefined)[];
  /**
   * Checks what needs the whole record, and returns the columns that follow from others (display name, normalised
   * phone). `merged` has every column as it will be.
   */
  prepare?(call: Call, merged: Values, change: Change): Promise<Values> | Values;
  /** After the row is written, in the same transaction. */
  written?(call: Call, row: RecordRow, change: Change): Promise<void>;
  /** Prices a document, compares its lines: what is written with the record. Called after `prepare`, with its columns. */
  compose?(call: Call, merged: Values, change: Change): Promise<Composition>;
  /** What to say to an edit that the row's state forbids; null when it may be edited. */
  whyNotEditable?(row: RecordRow): ProblemData | null;
  /** The same for archiving. */
  whyNotArchivable?(row: RecordRow): ProblemData | null;
  /** Its records are never changed nor archived once they are made. */
  immutable?: true;
  /** Unique constraints, and the field that a refusal by one of them names. */
  uniques?: Readonly<Record<string, string>>;
  filters?: Readonly<Record<string, SpecialFilter>>;
  /** Members of the answer that no column holds, one object for each row, with their wire types. */
  derived?: {
    schema: Readonly<Record<string, ZodType>>;
    values(call: Call, rows: readonly RecordRow[]): Promise<Values[]>;
  };
  /** Columns of an export beside those of the fields, by the name under which a reader chooses them. */
  exported?(call: Call): Promise<[name: string, columns: ExportedColumn[]][]>;
  dependents?: readonly Dependent[];
  /** Its timeline also tells of every record that links to it: a customer's is one timeline of it all. */
  gathersTimeline?: true;
  /** The columns that change with archiving and with restoring, such as a status that has a word for it. */
  archiving?: { archived: Values; restored: Values };
  /**
   * What archiving sets free elsewhere, or restoring takes again, before the row is written; returns columns to write with
   * it, and refuses what cannot be taken again.
   */
  whenArchiving?(call: Call, row: RecordRow, to: 'archived' | 'restored'): Promise<Values>;
  /** The capabilities beyond edit and delete that the web wants to know for each record, by ability name. */
  abilities?(call: Call, row: RecordRow): Record<string, boolean>;
};

/** Queries on a record table that is only known by its kind. */
export type RecordTables = Kysely<Record<string, RecordRow>>;

export function tablesOf(call: Call): RecordTables {
  return call.database as unknown as RecordTables;
}

export type CrudVerb = 'view' | 'create' | 'edit' | 'delete' | 'export' | 'import';

export function capabilityOf(kind: Pick<RecordKind, 'capability'>, verb: CrudVerb): Capability {
  return `${kind.capability}.${verb}` as Capability;
}

/** The column of a field, as Kysely names it. */
export function columnOf(name: string, field: Field): string {
  return field.column ?? (field.type === 'money' ? `${name}Minor` : name);
}

export const addressColumns = ['street', 'city', 'region', 'postalCode', 'country'] as const;

const ownColumns = [
  'orgId',
  'id',
  'scopeId',
  'scopePath',
  'ownerId',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'archivedAt',
] as const;

const columnsByKind = new WeakMap<RecordKind, string[]>();

/** Every column that reading a record needs: all of its fields, without the search text. */
export function columnsOf(kind: RecordKind): string[] {
  let columns = columnsByKind.get(kind);
  if (!columns) {
    const fields = Object.entries(kind.fields).flatMap(([name, field]) =>
      field.type === 'address' && !field.column ? [...addressColumns] : [columnOf(name, field)],
    );
    const custom = hasCustomFields(kind.name) ? ['custom'] : [];
    columns = [...new Set([...ownColumns, kind.titleColumn, ...fields, ...custom])];
    columnsByKind.set(kind, columns);
  }
  return columns;
}

export type Link = { name: string; column: string; to: RecordKindName };

const linksByKind = new WeakMap<RecordKind, Link[]>();

/** The fields of a kind that lead to other records. */
export function linksOf(kind: RecordKind): readonly Link[] {
  let links = linksByKind.get(kind);
  if (!links) {
    links = Object.entries(kind.fields).flatMap(([name, field]) =>
      field.type === 'link' ? [{ name, column: columnOf(name, field), to: field.to }] : [],
    );
    linksByKind.set(kind, links);
  }
  return links;
}

/**
 * Every kind of record by name, so that a link can be checked and named without knowing the feature it leads to.
 * Filled once, from the list of features, before the first request.
 */
const registry = new Map<RecordKindName, RecordKind>();

/** Declares a kind; declaring the same name twice is a broken start. */
export function recordKind(kind: RecordKind): RecordKind {
  const known = registry.get(kind.name);
  if (known && known !== kind) throw new Error(`The record kind ${kind.name} is declared twice.`);
  registry.set(kind.name, kind);
  return kind;
}

export function kindNamed(name: RecordKindName): RecordKind {
  const kind = registry.get(name);
  if (!kind) throw new Error(`No feature has declared the record kind ${name}.`);
  return kind;
}

export function allKinds(): RecordKind[] {
  return [...registry.values()];
}

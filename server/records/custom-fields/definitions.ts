import type { Selectable } from 'kysely';
import {
  type CustomField,
  type CustomFieldKind,
  customFieldKinds,
  hasCustomFields,
} from '#domain/custom-fields.ts';
import type { Call } from '#platform/access/call.ts';
import type { CustomFieldTable } from '#platform/database/row-types.generated.ts';

type ByKind = ReadonlyMap<string, readonly CustomField[]>;

const mostCompanies = 1_000;

// As with the hierarchy: each change of a definition moves the company's access version, which every transaction checks
// first, so what was kept at this version is never stale.
const kept = new Map<string, { accessVersion: number; fields: ByKind }>();
const changedHere = new WeakSet<Call>();
const lockedHere = new WeakMap<Call, Map<CustomFieldKind, Promise<readonly CustomField[]>>>();

/** A row of the table `custom_field` as the rest of Parley knows it. */
export function fieldFrom(row: Row): CustomField {
  const { isUnique, linkTo, options, defaultValue, type, kind, ...rest } = row;
  return {
    id: rest.id,
    kind: kind as CustomFieldKind,
    key: rest.key,
    label: rest.label,
    labelAr: rest.labelAr,
    type: type as CustomField['type'],
    linkTo: linkTo as CustomFieldKind | null,
    options: options as CustomField['options'],
    required: rest.required,
    unique: isUnique,
    searchable: rest.searchable,
    defaultValue: defaultValue ?? null,
    helpText: rest.helpText,
    helpTextAr: rest.helpTextAr,
    section: rest.section,
    sectionAr: rest.sectionAr,
    position: rest.position,
    version: rest.version,
    archivedAt: rest.archivedAt,
  };
}

type Row = Selectable<CustomFieldTable>;

function rowsOf(call: Call) {
  return call.database
    .selectFrom('customField')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .orderBy('position')
    .orderBy('id');
}

async function fieldsByKind(call: Call): Promise<ByKind> {
  const known = kept.get(call.orgId);
  if (!changedHere.has(call) && known?.accessVersion === call.accessVersion) return known.fields;
  const rows = (await rowsOf(call).execute()).map((row) => fieldFrom(row));
  const fields: ByKind = new Map(
    customFieldKinds.map((kind) => [kind, rows.filter((field) => field.kind === kind)]),
  );
  if (!changedHere.has(call)) {
    kept.delete(call.orgId);
    if (kept.size >= mostCompanies) kept.delete(kept.keys().next().value as string);
    kept.set(call.orgId, { accessVersion: call.accessVersion, fields });
  }
  return fields;
}

const none: readonly CustomField[] = [];

/** Every field that the company has defined for a kind, archived ones too, in their order. */
export async function allCustomFieldsOf(call: Call, kindName: string): Promise<readonly CustomField[]> {
  if (!hasCustomFields(kindName)) return none;
  return (await fieldsByKind(call)).get(kindName) ?? none;
}

/** The fields that the company has added to a kind of record, in their order, without archived ones. */
export async function customFieldsOf(call: Call, kindName: string): Promise<readonly CustomField[]> {
  const all = await allCustomFieldsOf(call, kindName);
  return all.length === 0 ? none : all.filter(({ archivedAt }) => archivedAt === null);
}

/**
 * As `customFieldsOf`, for a write: holds the definitions as they are until the end of the transaction, so that a field
 * does not become unique, say, between the look at it and the writing of its value. Read once per call.
 */
export function lockCustomFields(call: Call, kindName: CustomFieldKind): Promise<readonly CustomField[]> {
  const byKind = lockedHere.get(call) ?? new Map<CustomFieldKind, Promise<readonly CustomField[]>>();
  lockedHere.set(call, byKind);
  let fields = byKind.get(kindName);
  if (!fields) {
    fields = readLocked(call, kindName);
    byKind.set(kindName, fields);
  }
  return fields;
}

async function readLocked(call: Call, kindName: CustomFieldKind): Promise<readonly CustomField[]> {
  const rows = await rowsOf(call).where('kind', '=', kindName).forShare().execute();
  return rows.map((row) => fieldFrom(row)).filter(({ archivedAt }) => archivedAt === null);
}

/** To be called by whoever writes to the table `custom_field`: the rest of this call reads it from the database. */
export function forgetCustomFields(call: Call): void {
  changedHere.add(call);
  lockedHere.delete(call);
}

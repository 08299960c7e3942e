import { type CustomField, hasCustomFields } from '#domain/custom-fields.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { fieldsFrom } from './columns.ts';
import { customFieldsOf } from './custom-fields/definitions.ts';
import { customLinks, presentCustom } from './custom-fields/read.ts';
import { capabilityOf, linksOf, type RecordKind, type RecordRow, type Values } from './kind.ts';
import { namesFor } from './links.ts';
import { nodeScopes } from './scope.ts';

/** What the actor may do with a record: sent along, so that the web and the server obey one truth. */
function abilitiesIn(call: Call, kind: RecordKind): (row: RecordRow) => Record<string, boolean> {
  if (kind.immutable) return (row) => ({ ...kind.abilities?.(call, row) });
  const edit = capabilityOf(kind, 'edit');
  const remove = capabilityOf(kind, 'delete');
  return (row) => ({
    edit: row.archivedAt === null && may(call, edit, row) && !kind.whyNotEditable?.(row),
    delete: may(call, remove, row) && !kind.whyNotArchivable?.(row),
    ...kind.abilities?.(call, row),
  });
}

/**
 * Rows as they go over the wire: the common members, the fields of the kind, `names` of everything they link to, and
 * `abilities` of the actor.
 */
export async function presentRecords(
  call: Call,
  kind: RecordKind,
  rows: readonly RecordRow[],
): Promise<Values[]> {
  if (rows.length === 0) return [];
  const [scopes, names, derived, fields] = await Promise.all([
    nodeScopes(call),
    namesFor(call, kind, rows),
    kind.derived?.values(call, rows),
    customFieldsOf(call, kind.name),
  ]);
  const abilitiesOf = abilitiesIn(call, kind);
  return rows.map((row, index) => ({
    id: row.id,
    kind: kind.name,
    title: row[kind.titleColumn],
    scope: scopes.get(row.scopeId) ?? null,
    ownerId: row.ownerId,
    ...fieldsFrom(kind, row),
    ...(hasCustomFields(kind.name) ? { custom: presentCustom(fields, row) } : {}),
    ...derived?.[index],
    version: row.version,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    archivedAt: row.archivedAt,
    names: namesOf(kind, fields, row, names),
    abilities: abilitiesOf(row),
  }));
}

function namesOf(
  kind: RecordKind,
  fields: readonly CustomField[],
  row: RecordRow,
  names: ReadonlyMap<string, string>,
): Values {
  const own: Values = {};
  const put = (field: string, id: unknown) => {
    const name = typeof id === 'string' ? names.get(id) : undefined;
    if (name !== undefined) own[field] = name;
  };
  put('ownerId', row.ownerId);
  put('createdBy', row.createdBy);
  for (const { name, column } of linksOf(kind)) put(name, row[column]);
  for (const { key, id } of customLinks(fields, row)) put(`custom.${key}`, id);
  return own;
}

export async function presentRecord(call: Call, kind: RecordKind, row: RecordRow): Promise<Values> {
  const [record] = await presentRecords(call, kind, [row]);
  return record!;
}

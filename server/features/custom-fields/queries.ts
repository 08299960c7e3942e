import type { CustomField, CustomFieldKind } from '#domain/custom-fields.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { fieldFrom } from '#records/custom-fields/definitions.ts';

function rowsOf(call: Call) {
  return call.database.selectFrom('customField').selectAll().where('orgId', '=', call.orgId);
}

/** The definition, or 404. */
export async function getCustomField(call: Call, id: string): Promise<CustomField> {
  const row = await rowsOf(call).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('custom field');
  return fieldFrom(row);
}

/** The same, held against every write of a value and every other change of it. */
export async function lockCustomField(call: Call, id: string): Promise<CustomField> {
  const row = await rowsOf(call).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('custom field');
  return fieldFrom(row);
}

/** Every definition of a kind, archived ones too, as the database has it now. */
export async function listCustomFields(call: Call, kind: CustomFieldKind): Promise<CustomField[]> {
  const rows = await rowsOf(call).where('kind', '=', kind).orderBy('position').orderBy('id').execute();
  return rows.map(fieldFrom);
}

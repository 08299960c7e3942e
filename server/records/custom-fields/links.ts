import { type SqlBool, sql } from 'kysely';
import { type CustomField, type CustomFieldKind, customFieldKinds } from '#domain/custom-fields.ts';
import type { Call } from '#platform/access/call.ts';
import { allCustomFieldsOf } from './definitions.ts';

/** The fields, archived ones too, that link to a kind of record. */
export async function customFieldsTo(call: Call, kindName: string): Promise<CustomField[]> {
  const all = await Promise.all(customFieldKinds.map((kind) => allCustomFieldsOf(call, kind)));
  return all.flat().filter(({ type, linkTo }) => type === 'link' && linkTo === kindName);
}

/**
 * The kind of a live record that links to this one by a custom field and could not stay linked if it lay at `scopePath`;
 * null when there is none.
 */
export async function strandedByCustomLink(
  call: Call,
  kindName: string,
  id: string,
  scopePath: string,
): Promise<CustomFieldKind | null> {
  for (const field of await customFieldsTo(call, kindName)) {
    const { rows } = await sql<{ id: string }>`
      select v.record_id as id from custom_value v
      join ${sql.table(field.kind)} r on r.org_id = v.org_id and r.id = v.record_id and r.archived_at is null
      where v.org_id = ${call.orgId} and v.field_id = ${field.id} and v.uuid_value = ${id}
        and ${sql<SqlBool>`not starts_with(v.scope_path, ${scopePath}) and not starts_with(${scopePath}, v.scope_path)`}
      limit 1`.execute(call.database);
    if (rows.length > 0) return field.kind;
  }
  return null;
}

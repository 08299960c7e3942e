import { sql } from 'kysely';
import type { CustomField } from '#domain/custom-fields.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { kindNamed } from '../kind.ts';
import { isTaken, uniqueKeyOf } from './mirror.ts';

const rowsPerStep = 5_000;

async function batch(call: Call, field: CustomField, after: string | null) {
  const table = sql.table(kindNamed(field.kind).table);
  const { rows } = await sql<{ recordId: string; value: string }>`
    select v.record_id as "recordId", r.custom ->> ${field.key} as value from custom_value v
    join ${table} r on r.org_id = v.org_id and r.id = v.record_id
    where v.org_id = ${call.orgId} and v.field_id = ${field.id} and v.record_id > coalesce(${after}::uuid,
      '00000000-0000-0000-0000-000000000000') order by v.record_id limit ${rowsPerStep}
  `.execute(call.database);
  return rows;
}

/**
 * Makes the values that a field has already count as unique; 422 `unique: duplicate` where two records share one. The
 * caller holds the definition, so that no value is written meanwhile.
 */
export async function makeUnique(call: Call, field: CustomField): Promise<void> {
  for (let after: string | null = null; ; ) {
    const rows = await batch(call, field, after);
    if (rows.length === 0) return;
    const ids = rows.map(({ recordId }) => recordId);
    const keys = rows.map(({ value }) => uniqueKeyOf(field, value));
    await sql`
      update custom_value v set unique_key = given.key
      from unnest(${ids}::uuid[], ${keys}::text[]) as given (id, key)
      where v.org_id = ${call.orgId} and v.field_id = ${field.id} and v.record_id = given.id
    `
      .execute(call.database)
      .catch((error: unknown) => {
        throw isTaken(error) ? invalidFields([fieldProblem('unique', 'duplicate')]) : error;
      });
    after = ids.at(-1) ?? null;
  }
}

/** From now on any number of records may share a value of the field. */
export async function makeShared(call: Call, field: CustomField): Promise<void> {
  await call.database
    .updateTable('customValue')
    .set({ uniqueKey: null })
    .where('orgId', '=', call.orgId)
    .where('fieldId', '=', field.id)
    .execute();
}

/** The options that at least one record carries. */
export async function carriedOptions(call: Call, field: CustomField): Promise<Set<string>> {
  const rows = await call.database
    .selectFrom('customValue')
    .select('textValue')
    .distinct()
    .where('orgId', '=', call.orgId)
    .where('fieldId', '=', field.id)
    .execute();
  return new Set(rows.flatMap(({ textValue }) => textValue ?? []));
}

const countCap = 10_000;

/** How many records have a value of the field, counted up to ten thousand. */
export async function countCarriers(call: Call, fieldId: string): Promise<{ value: number; exact: boolean }> {
  const { rows } = await sql<{ value: bigint }>`
    select count(*) as value from (select from custom_value where org_id = ${call.orgId} and field_id = ${fieldId}
      and ordinal = 0 limit ${countCap + 1}) as counted`.execute(call.database);
  const value = Number(rows[0]?.value ?? 0);
  return value > countCap ? { value: countCap, exact: false } : { value, exact: true };
}

import { z } from 'zod';
import { customShape } from './custom-fields/schemas.ts';
import { addressColumns, type Field, type RecordKind } from './kind.ts';

const nullableText = z.string().nullable();

function wireType(field: Field): z.ZodType {
  switch (field.type) {
    case 'choice':
      return z.enum(field.values as [string, ...string[]]).nullable();
    case 'link':
    case 'reference':
      return z.uuid().nullable();
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z.int().nullable();
    case 'tags':
      return z.array(z.string());
    case 'json':
      return z.unknown();
    case 'date':
      return nullableText.meta({ format: 'date' });
    case 'instant':
      return nullableText.meta({ format: 'date-time' });
    case 'money':
    case 'decimal':
      return nullableText.meta({ description: 'A decimal as text.' });
    case 'address':
      return z.object(Object.fromEntries(addressColumns.map((member) => [member, nullableText]))).nullable();
    default:
      return nullableText;
  }
}

const scope = z
  .object({
    level: z.string(),
    entityId: z.uuid().optional(),
    branchId: z.uuid().optional(),
    departmentId: z.uuid().optional(),
    positionId: z.uuid().optional(),
  })
  .nullable();

/** The wire shape of a kind, as presentRecords writes it: for the documentation and the tests. */
export function recordSchema(kind: RecordKind, detail: Record<string, z.ZodType> = {}): z.ZodObject {
  const fields = Object.fromEntries(
    Object.entries(kind.fields).map(([name, field]) => [name, wireType(field)]),
  );
  return z.object({
    id: z.uuid(),
    kind: z.literal(kind.name),
    title: z.string(),
    scope,
    ownerId: z.uuid().nullable(),
    ...fields,
    ...customShape(kind),
    ...kind.derived?.schema,
    version: z.int(),
    createdAt: z.string(),
    createdBy: z.uuid().nullable(),
    updatedAt: z.string(),
    updatedBy: z.uuid().nullable(),
    archivedAt: nullableText,
    names: z.record(z.string(), z.string()),
    abilities: z.record(z.string(), z.boolean()),
    ...detail,
  });
}

const total = z.object({ value: z.int(), exact: z.boolean() });

/** The columns of a board; `more` is what a kind adds to each column, such as sums. */
export function boardSchema(item: z.ZodObject, more: Record<string, z.ZodType> = {}): z.ZodObject {
  const column = z.object({
    stageId: z.uuid(),
    status: z.string(),
    name: z.string(),
    nameKey: nullableText,
    probability: z.int().nullable(),
    rottingDays: z.int().nullable(),
    count: total,
    rotting: total,
    owners: z.array(z.object({ ownerId: z.uuid().nullable(), name: nullableText, count: z.int() })),
    items: z.array(item.extend({ rotting: z.boolean() })),
    nextCursor: z.string().nullable(),
    ...more,
  });
  return z.object({ pipelineId: z.uuid(), columns: z.array(column) });
}

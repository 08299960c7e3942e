import { z } from 'zod';
import { hasCustomFields } from '#domain/custom-fields.ts';
import type { RecordKind } from '../kind.ts';

/** The member `custom` of a record's answer, where its kind has one. A signed-in company's document types it. */
export function customShape(kind: Pick<RecordKind, 'name'>): Record<string, z.ZodType> {
  if (!hasCustomFields(kind.name)) return {};
  const custom = z.record(z.string(), z.unknown()).meta({
    description: 'Values of the fields that the company has added, by their key.',
    'x-custom-fields': kind.name,
  });
  return { custom };
}

import { z } from 'zod';
import { hasCustomFields } from '#domain/custom-fields.ts';
import type { RecordKind } from '../kind.ts';
import { isCustomParameter } from './filter.ts';

/**
 * The query string of a list, where unknown parameters are refused. `custom.<key>` is let through as text: which keys
 * there are depends on the company, and the list checks them against its fields.
 */
export function queryObject<Shape extends z.core.$ZodLooseShape>(kind: RecordKind, shape: Shape) {
  if (!hasCustomFields(kind.name)) return z.strictObject(shape);
  return z
    .object(shape)
    .catchall(z.string().max(2_000))
    .check((context) => {
      const keys = Object.keys(context.value).filter(
        (name) => !(name in shape) && !isCustomParameter(kind, name),
      );
      if (keys.length > 0) context.issues.push({ code: 'unrecognized_keys', keys, input: context.value });
    });
}

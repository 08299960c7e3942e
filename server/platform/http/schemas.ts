import { z } from 'zod';

/**
 * The answer of a list: one page of items, the cursor of the next page (null on the last one), and how many there are
 * in all. `exact` is false where counting stopped at its cap: there are at least `value`.
 */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.object({ value: z.int().min(0), exact: z.boolean() }),
  });
}

/** The problem document of RFC 9457 as Parley sends it. Some codes add members, such as `capability` or `allowed`. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        code: z.string(),
        message: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
  requestId: z.string(),
});

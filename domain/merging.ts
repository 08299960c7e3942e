import { z } from 'zod';
import { optionalUuid, uuid } from './fields.ts';

/** The kinds whose records can be merged, and looked through for duplicates. */
export const mergeKinds = ['account', 'contact', 'lead'] as const;
export type MergeKindName = (typeof mergeKinds)[number];

/** Whose value of a field the merged record keeps. */
export const mergeSides = ['target', 'source'] as const;
export type MergeSide = (typeof mergeSides)[number];

export const mergeBody = z.strictObject({
  sourceId: uuid,
  /** By field name; a field that is not named keeps the target's value, or takes the source's where the target has none. */
  fields: z.record(z.string().max(80), z.enum(mergeSides)).optional(),
});
export type MergeBody = z.infer<typeof mergeBody>;

/** What both are looked at by: the columns in which equal values make two records candidates. */
export const duplicateKeys = {
  account: ['name', 'email', 'phone', 'taxNumber', 'domain'],
  contact: ['name', 'email', 'phone', 'mobile'],
  lead: ['name', 'email', 'phone'],
} as const satisfies Record<MergeKindName, readonly string[]>;

export type DuplicateKey = (typeof duplicateKeys)[MergeKindName][number] | 'similar';

export const duplicatesQuery = z.strictObject({
  kind: z.enum(mergeKinds),
  by: z.enum(['name', 'email', 'phone', 'mobile', 'taxNumber', 'domain', 'similar']).default('email'),
  cursor: z.string().max(1_000).optional(),
});
export type DuplicatesQuery = z.output<typeof duplicatesQuery>;

export const distinctBody = z.strictObject({
  kind: z.enum(mergeKinds),
  ids: z.array(uuid).min(2).max(10),
});
export type DistinctBody = z.infer<typeof distinctBody>;

// Half-typed values are looked for too: what cannot be right finds nothing, and is refused when the record is saved.
const typed = (longest: number) => z.string().max(longest).nullable().optional();

const clues = {
  email: typed(254),
  phone: typed(40),
  /** The record that is being edited, which is not its own double. */
  exceptId: optionalUuid,
};

export const accountClues = z.strictObject({
  ...clues,
  name: typed(180),
  website: typed(2_000),
  taxNumber: typed(60),
  country: typed(2),
});
export const contactClues = z.strictObject({
  ...clues,
  firstName: typed(120),
  lastName: typed(120),
  mobile: typed(40),
  accountId: optionalUuid,
});
export const leadClues = z.strictObject({
  ...clues,
  firstName: typed(120),
  lastName: typed(120),
  companyName: typed(180),
});

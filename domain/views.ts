import { z } from 'zod';
import { recordKinds } from './events.ts';
import { optionalText, text, uuid } from './fields.ts';

export const viewLayouts = ['list', 'board'] as const;
export type ViewLayout = (typeof viewLayouts)[number];

/** The parameters of a list that belong to paging, or have a place of their own in a view. */
const ownPlace: readonly string[] = ['limit', 'cursor', 'sort', 'filter'];

const query = z
  .record(z.string().min(1).max(80), z.string().max(2_000))
  .refine((given) => Object.keys(given).length <= 40, { params: { code: 'too_many', max: 40 } })
  .refine((given) => !Object.keys(given).some((name) => ownPlace.includes(name)), {
    params: { code: 'not_allowed' },
  });

const columns = z
  .array(
    z.strictObject({
      key: z.string().min(1).max(80),
      width: z.int().min(40).max(1_000).nullable().optional(),
    }),
  )
  .min(1)
  .max(80);

const shape = {
  name: text(80),
  shared: z.boolean(),
  companyDefault: z.boolean(),
  layout: z.enum(viewLayouts),
  /** The plain filters of the list, as its address has them: `{"status": "new,contacted"}`. */
  query,
  /** Groups of conditions, as `filter` of the list takes them. */
  filter: z.looseObject({}).nullable(),
  sort: optionalText(300),
  groupBy: optionalText(80),
  columns: columns.nullable(),
};

export const viewCreate = z.strictObject({
  ...shape,
  kind: z.enum(recordKinds),
  shared: shape.shared.default(false),
  companyDefault: shape.companyDefault.default(false),
  layout: shape.layout.default('list'),
  query: shape.query.default({}),
  filter: shape.filter.optional(),
  columns: shape.columns.optional(),
});

export const viewPatch = z.strictObject({
  ...shape,
  name: shape.name.optional(),
  shared: shape.shared.optional(),
  companyDefault: shape.companyDefault.optional(),
  layout: shape.layout.optional(),
  query: shape.query.optional(),
  filter: shape.filter.optional(),
  columns: shape.columns.optional(),
});

/** Which view the member starts with in a list; null goes back to the company's. */
export const viewDefaultBody = z.strictObject({ kind: z.enum(recordKinds), viewId: uuid.nullable() });

export type ViewColumn = { key: string; width?: number | null };
export type ViewCreate = z.output<typeof viewCreate>;
export type ViewPatch = z.output<typeof viewPatch>;

import { z } from 'zod';
import { calendarDate, instant, uuid } from '#domain/fields.ts';
import type { Field, RecordKind } from './kind.ts';

const mostPerPage = 200;
const ranges = ['gte', 'gt', 'lte', 'lt'] as const;
export type Range = (typeof ranges)[number];

const commonFields: Readonly<Record<string, Field>> = {
  ownerId: { type: 'reference', to: 'member', filter: true },
  createdAt: { type: 'instant', filter: true, sort: 'required' },
  updatedAt: { type: 'instant', filter: true, sort: 'required' },
};

/** Every field of a kind that lists know: its own and the ones all records have. */
export function listFields(kind: RecordKind): [string, Field][] {
  return [...Object.entries(commonFields), ...Object.entries(kind.fields)];
}

/** The words that stand for no value and for the member who asks. */
export const noneWord = 'none';
export const meWord = 'me';

const commaList = (item: z.ZodType<unknown, string>) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item).min(1).max(100));

function plainFilter(field: Field): z.ZodType {
  switch (field.type) {
    case 'choice':
      return commaList(z.enum(field.values as [string, ...string[]]).or(z.literal(noneWord)));
    case 'link':
    case 'reference':
      return commaList(z.union([uuid, z.literal(noneWord), z.literal(meWord)]));
    case 'boolean':
      return z.enum(['true', 'false']).transform((text) => text === 'true');
    case 'date':
      return z.union([calendarDate, z.literal(noneWord)]);
    case 'instant':
      return instant;
    case 'integer':
      return z.coerce.number().int();
    default:
      return commaList(z.string().min(1).max(254));
  }
}

/** A bound of an instant may be a plain date: its first moment in UTC. */
const instantBound = z.union([instant, calendarDate.transform((date) => `${date}T00:00:00Z`)]);

function rangeFilter(field: Field): z.ZodType | null {
  if (field.type === 'date') return calendarDate;
  if (field.type === 'instant') return instantBound;
  if (field.type === 'integer') return z.coerce.number().int();
  return null;
}

/** Fields that can order the list, as `name` and `-name`. */
export function sortWords(kind: RecordKind): string[] {
  return listFields(kind)
    .filter(([, field]) => field.sort !== undefined)
    .flatMap(([name]) => [name, `-${name}`]);
}

export function filterShape(kind: RecordKind): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {
    ...(kind.searchable ? { q: z.string().trim().max(200).optional() } : {}),
    scopeNodeId: uuid.optional(),
    archived: z.enum(['false', 'true', 'all']).default('false'),
  };
  for (const [name, field] of listFields(kind)) {
    if (!field.filter) continue;
    shape[name] = plainFilter(field).optional();
    const bound = rangeFilter(field);
    if (bound) for (const range of ranges) shape[`${name}[${range}]`] = bound.optional();
  }
  for (const [name, { schema }] of Object.entries(kind.filters ?? {})) shape[name] = schema.optional();
  return shape;
}

/** The filters of a list without its paging: what an export takes. */
export function filterQuery(kind: RecordKind) {
  return z.strictObject({
    ...filterShape(kind),
    sort: z.enum(sortWords(kind) as [string, ...string[]]).optional(),
  });
}

/** The query string of `GET /<kind>`, built from the kind's declaration; an unknown parameter is refused. */
export function listQuery(kind: RecordKind) {
  return z.strictObject({
    ...filterShape(kind),
    limit: z.coerce.number().int().min(1).max(mostPerPage).default(50),
    cursor: z.string().max(2000).optional(),
    sort: z.enum(sortWords(kind) as [string, ...string[]]).default('-createdAt'),
  });
}

/** The query of a board: the filters of the list, and how many cards each column shows. */
export function boardQuery(kind: RecordKind) {
  return z.strictObject({ ...filterShape(kind), limit: z.coerce.number().int().min(1).max(100).default(25) });
}

export type ListQuery = Record<string, unknown> & {
  q?: string;
  scopeNodeId?: string;
  archived?: 'false' | 'true' | 'all';
  limit?: number;
  cursor?: string;
  sort?: string;
};

/** `createdAt[gte]` as its field and its comparison; null for a plain name. */
export function rangeOf(name: string): { field: string; range: Range } | null {
  const match = /^(\w+)\[(gte|gt|lte|lt)\]$/.exec(name);
  return match ? { field: match[1]!, range: match[2] as Range } : null;
}

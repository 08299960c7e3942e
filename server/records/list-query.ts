import { z } from 'zod';
import { calendarDate, instant, rule, uuid } from '#domain/fields.ts';
import { queryObject } from './custom-fields/query-object.ts';
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

const ordered: readonly Field['type'][] = [
  'text',
  'date',
  'instant',
  'integer',
  'decimal',
  'money',
  'choice',
  'option',
  'boolean',
];

/** Fields that can order the list, as `name` and `-name`. */
export function sortWords(kind: RecordKind): string[] {
  return listFields(kind)
    .filter(([, field]) => field.sort !== undefined || (!field.internal && ordered.includes(field.type)))
    .flatMap(([name]) => [name, `-${name}`]);
}

const mostSortKeys = 3;

/** `status,-createdAt`: up to three fields, each once. */
function sortQuery(kind: RecordKind) {
  const words = new Set(sortWords(kind));
  const keys = (text: string) => text.split(',').map((word) => word.replace(/^-/, ''));
  return z
    .string()
    .max(300)
    .check(
      rule((text) => keys(text).length <= mostSortKeys, 'too_many', { max: mostSortKeys }),
      rule((text) => text.split(',').every((word) => words.has(word)), 'unknown_value', {
        allowed: [...words].filter((word) => !word.startsWith('-')).join(', '),
      }),
      rule((text) => new Set(keys(text)).size === keys(text).length, 'duplicate'),
    )
    .meta({ description: 'Up to three fields, the first one leading; `-` before a name turns it around.' });
}

/** The longest `filter` parameter: thirty conditions with room to spare, and still an address. */
const longestFilter = 8_000;

export function filterShape(kind: RecordKind): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {
    ...(kind.searchable ? { q: z.string().trim().max(200).optional() } : {}),
    scopeNodeId: uuid.optional(),
    archived: z.enum(['false', 'true', 'all']).default('false'),
    filter: z.string().max(longestFilter).optional().meta({
      description: 'Conditions in and/or groups as JSON, plain or base64url: see the guide to the API.',
    }),
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
  return queryObject(kind, {
    ...filterShape(kind),
    sort: sortQuery(kind).optional(),
  });
}

/** The query of an export: the filters of the list, its order, and the columns in theirs. */
export function exportQuery(kind: RecordKind) {
  return queryObject(kind, {
    ...filterShape(kind),
    sort: sortQuery(kind).optional(),
    columns: commaList(z.string().min(1).max(80)).optional(),
  });
}

/** The query string of `GET /<kind>`, built from the kind's declaration; an unknown parameter is refused. */
export function listQuery(kind: RecordKind) {
  return queryObject(kind, {
    ...filterShape(kind),
    limit: z.coerce.number().int().min(1).max(mostPerPage).default(50),
    cursor: z.string().max(2000).optional(),
    sort: sortQuery(kind).default('-createdAt'),
  });
}

/**
 * The query of a board: the filters of the list, which pipeline (the default one without it), how many cards each column
 * shows, and for one column (`stageId`) the cursor to go on from.
 */
export function boardQuery(kind: RecordKind) {
  return queryObject(kind, {
    ...filterShape(kind),
    pipelineId: uuid.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
    cursor: z.string().max(2000).optional(),
  });
}

export type ListQuery = Record<string, unknown> & {
  q?: string;
  scopeNodeId?: string;
  archived?: 'false' | 'true' | 'all';
  /** Conditions in and/or groups, as text: domain/filters.ts reads it. */
  filter?: string;
  limit?: number;
  cursor?: string;
  sort?: string;
};

/** `createdAt[gte]` as its field and its comparison; null for a plain name. */
export function rangeOf(name: string): { field: string; range: Range } | null {
  const match = /^(\w+)\[(gte|gt|lte|lt)\]$/.exec(name);
  return match ? { field: match[1]!, range: match[2] as Range } : null;
}

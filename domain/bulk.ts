import { z } from 'zod';
import { rule, uuid } from './fields.ts';

export const bulkActions = ['edit', 'assign', 'tag', 'untag', 'archive', 'restore'] as const;
export type BulkAction = (typeof bulkActions)[number];

/** The most records that one bulk change may touch. */
export const mostInBulk = 100_000;
const mostIds = 10_000;

type Chosen = { ids?: unknown; filter?: unknown };

/** Which records, what to do, and with which values. `filter` holds the parameters of the list, as its address has them. */
export const bulkBody = z
  .strictObject({
    ids: z.array(uuid).min(1).max(mostIds).optional(),
    filter: z.record(z.string().max(80), z.string().max(8_000)).optional(),
    action: z.enum(bulkActions),
    values: z.record(z.string().max(80), z.unknown()).optional(),
  })
  .check(
    rule<Chosen>(({ ids, filter }) => ids !== undefined || filter !== undefined, 'required', {}, ['ids']),
    rule<Chosen>(({ ids, filter }) => ids === undefined || filter === undefined, 'not_allowed', {}, [
      'filter',
    ]),
  );

export type BulkBody = z.output<typeof bulkBody>;
export const bulkItemStatuses = ['waiting', 'changed', 'unchanged', 'refused'] as const;
export type BulkItemStatus = (typeof bulkItemStatuses)[number];

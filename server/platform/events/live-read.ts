import type { Pool } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

/** What the live stream tells of an event, and what decides who may hear it. */
export type StreamEvent = {
  position: bigint;
  type: string;
  recordKind: string | null;
  recordId: string | null;
  recordVersion: number | null;
  scopePath: string | null;
  ownerId: string | null;
  actorId: string | null;
  audienceId: string | null;
  createdAt: string;
};

export type StreamPage = { accessVersion: number; end: bigint; events: StreamEvent[] };

/** How many events one reading brings. */
export const pageSize = 500;

/**
 * Reads a company's stream after a position, and with it the stream's end and the company's access version as they
 * are in the same moment. `after` null reads no events. Null when there is no such company any more.
 */
export function readStream(pool: Pool, orgId: string, after: bigint | null): Promise<StreamPage | null> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, async (database) => {
    const head = await database
      .selectFrom('organisation')
      .leftJoin('outboxStream', 'outboxStream.orgId', 'organisation.orgId')
      .select(['organisation.accessVersion', 'outboxStream.position'])
      .where('organisation.orgId', '=', orgId)
      .executeTakeFirst();
    if (!head) return null;
    const end = head.position ?? 0n;
    if (after === null || after >= end) return { accessVersion: head.accessVersion, end, events: [] };
    const events = await database
      .selectFrom('outbox')
      .select([
        'position',
        'type',
        'recordKind',
        'recordId',
        'recordVersion',
        'scopePath',
        'ownerId',
        'actorId',
        'audienceId',
      ])
      .select('createdAt')
      .where('orgId', '=', orgId)
      .where('position', '>', after)
      .where('position', '<=', end)
      .orderBy('position')
      .limit(pageSize)
      .$narrowType<{ position: bigint }>()
      .execute();
    return { accessVersion: head.accessVersion, end, events };
  });
}

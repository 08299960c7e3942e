import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { NotificationRow } from './queries.ts';
import { titlesFor } from './titles.ts';

export const notificationSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  at: z.string(),
  readAt: z.string().nullable(),
  /** How many like it were gathered in it while it was unread. */
  count: z.int(),
  actor: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  /** Null where it is about no record, or about one that the reader may not see now. */
  record: z.object({ kind: z.string(), id: z.uuid(), title: z.string() }).nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});

function presentOne(row: NotificationRow, titles: ReadonlyMap<string, string>) {
  const { id, type, count, actorId, recordKind, recordId } = row;
  const title = recordId === null ? undefined : titles.get(recordId);
  const shown = recordId === null || title !== undefined;
  return {
    id,
    type,
    at: row.createdAt,
    readAt: row.readAt,
    count,
    actor: actorId === null ? null : { id: actorId, name: row.actorName },
    record:
      recordKind !== null && recordId !== null && title !== undefined
        ? { kind: recordKind, id: recordId, title }
        : null,
    data: shown ? (row.data as Record<string, string | number>) : {},
  };
}

/** Notifications as the reader may see them now. */
export async function presentNotifications(call: Call, rows: readonly NotificationRow[]) {
  const titles = await titlesFor(call, call, rows);
  return rows.map((row) => presentOne(row, titles));
}

const point = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

export function cursorOf({ createdAt, id }: NotificationRow): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

export function pointOf(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = point.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
  }
}

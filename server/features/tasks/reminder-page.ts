import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { uuid } from '#domain/fields.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { listReminders, presentReminders } from './queries-reminders.ts';

export const remindersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  recordId: uuid.optional(),
  sent: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .default(false),
});

const point = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

function pointFrom(cursor: string): { at: string; id: string } {
  try {
    const [at, id] = point.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
  }
}

/** One page of one's own reminders. */
export async function reminderPage(
  call: Call,
  { limit, cursor, recordId, sent }: z.output<typeof remindersQuery>,
) {
  const after = cursor ? pointFrom(cursor) : null;
  const rows = await listReminders(call, { limit, after, sent, ...(recordId ? { recordId } : {}) });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? JSON.stringify([last.remindAt, last.id]) : null;
  return {
    items: await presentReminders(call, page),
    nextCursor: next && Buffer.from(next).toString('base64url'),
  };
}

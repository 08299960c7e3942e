import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { uuid } from '#domain/fields.ts';
import { memberStatuses } from '#domain/members.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { presentMembers } from './present.ts';
import { countMembers, listMembers } from './queries-members.ts';

export const membersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
  q: z.string().trim().max(200).optional(),
  status: z.enum(memberStatuses).optional(),
});

type MembersQuery = z.output<typeof membersQuery>;

const cursorShape = z.strictObject({ name: z.string(), id: uuid });

/** A page of the company's members by name. Everybody sees it: records name their owners. */
export async function membersPage(call: Call, query: MembersQuery) {
  const { limit, q, status } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const rows = await listMembers(call, { q, status, after, limit });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: await presentMembers(call, items),
    nextCursor: rows.length > limit && last ? writeCursor(last) : null,
    total: { value: await countMembers(call, { q, status }), exact: true },
  };
}

function writeCursor({ name, id }: { name: string; id: string }): string {
  return Buffer.from(JSON.stringify({ name, id })).toString('base64url');
}

function readCursor(text: string): { name: string; id: string } {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
  }
}

import { z } from 'zod';
import { activityDirections, activityTypes } from '#domain/activities.ts';
import type { RecordKindName } from '#domain/events.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { kindNamed, tablesOf } from '#records/kind.ts';
import { mayChange } from './access.ts';
import { type ActivityRow, namesOfMembers } from './queries.ts';

export const activitySchema = z.object({
  id: z.uuid(),
  recordKind: z.string(),
  recordId: z.uuid(),
  type: z.enum(activityTypes),
  subject: z.string().nullable(),
  body: z.record(z.string(), z.unknown()).nullable(),
  plainText: z.string(),
  at: z.string(),
  durationMinutes: z.int().nullable(),
  direction: z.enum(activityDirections).nullable(),
  outcome: z.string().nullable(),
  contactIds: z.array(z.uuid()),
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.uuid().nullable(),
  updatedAt: z.string(),
  updatedBy: z.uuid().nullable(),
  archivedAt: z.string().nullable(),
  /** Names of the author and of those who took part, by their ids, as far as the reader may see them. */
  names: z.record(z.string(), z.string()),
  abilities: z.object({ edit: z.boolean(), delete: z.boolean() }),
});

async function contactNames(call: Call, ids: readonly string[]): Promise<(readonly [string, string])[]> {
  if (ids.length === 0) return [];
  const kind = kindNamed('contact' satisfies RecordKindName);
  const rows = await tablesOf(call)
    .selectFrom(kind.table)
    .select(['id', 'scopePath', 'ownerId', `${kind.titleColumn} as title`])
    .where('orgId', '=', call.orgId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows
    .filter((row) => may(call, 'crm.contacts.view', row as never))
    .map((row) => [row.id, String(row.title)] as const);
}

/** Activities as the reader may see them, with the names that they need. */
export async function presentActivities(call: Call, rows: readonly ActivityRow[]) {
  const authors = rows.flatMap(({ createdBy }) => createdBy ?? []);
  const members = await namesOfMembers(call, authors);
  const contacts = new Map(
    await contactNames(
      call,
      rows.flatMap(({ contactIds }) => contactIds),
    ),
  );
  return rows.map((row) => {
    const { scopeId, scopePath, mentions, ...wire } = row;
    void scopeId;
    void scopePath;
    void mentions;
    const change = mayChange(call, row);
    const ids = [...row.contactIds, ...(row.createdBy ? [row.createdBy] : [])];
    return {
      ...wire,
      names: Object.fromEntries(
        ids.flatMap((id) => {
          const name = contacts.get(id) ?? members.get(id);
          return name === undefined ? [] : [[id, name] as const];
        }),
      ),
      abilities: { edit: change && row.archivedAt === null, delete: change },
    };
  });
}

export async function presentActivity(call: Call, row: ActivityRow) {
  const [shown] = await presentActivities(call, [row]);
  return shown!;
}

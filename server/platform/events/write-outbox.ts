import type { Call } from '../access/call.ts';
import { newId } from '../database/id.ts';

/** Writes the announced facts of a call beside the change they tell of. Returns how many there were. */
export async function writeOutbox(call: Call): Promise<number> {
  const events = call.pending.events.splice(0);
  if (events.length === 0) return 0;
  await call.database
    .insertInto('outbox')
    .values(
      events.map(({ type, record, payload, audienceId }) => ({
        orgId: call.orgId,
        id: newId(call.now.getTime()),
        type,
        recordKind: record?.kind ?? null,
        recordId: record?.id ?? null,
        recordVersion: record?.version ?? null,
        scopeId: record?.scopeId ?? null,
        scopePath: record?.scopePath ?? null,
        ownerId: record?.ownerId ?? null,
        actorId: call.actor.memberId,
        audienceId: audienceId ?? null,
        payload: JSON.stringify(payload ?? {}),
        createdAt: call.now.toISOString(),
      })),
    )
    .execute();
  return events.length;
}

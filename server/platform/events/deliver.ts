import { sql } from 'kysely';
import type { EventType } from '#domain/events.ts';
import { type Call, instant, type Principal } from '../access/call.ts';
import { runCall } from '../access/run.ts';
import { newId } from '../database/id.ts';
import { inTransaction } from '../database/transaction.ts';
import { deliverEvents } from '../jobs/queue.ts';
import { failureOf } from '../jobs/run-batch.ts';
import type { Services } from '../services.ts';
import type { Consumer, DeliveredEvent } from './consumer.ts';

/** The waits between the tries of one delivery, in seconds; after one try more than there are waits it is dead. */
export const retrySeconds: readonly number[] = [1, 5, 15, 30, 60, 120, 300, 600, 600];

type Claim = { event: DeliveredEvent; attempts: number };

type ClaimRow = {
  id: string;
  type: EventType;
  position: bigint;
  at: string;
  recordKind: string | null;
  recordId: string | null;
  recordVersion: number | null;
  scopeId: string | null;
  scopePath: string | null;
  ownerId: string | null;
  actorId: string | null;
  payload: Record<string, unknown>;
  attempts: number;
};

function claimOf(row: ClaimRow): Claim {
  const { id, type, position, at, recordKind, recordId, scopeId, scopePath, ownerId, actorId, payload } = row;
  const record =
    recordKind === null || recordId === null || scopeId === null || scopePath === null
      ? null
      : { kind: recordKind, id: recordId, version: row.recordVersion ?? 0, scopeId, scopePath, ownerId };
  return { event: { id, type, position, at, record, actorId, payload }, attempts: row.attempts };
}

/**
 * Takes the next delivery that is due, holding its row until the end of the transaction. One whose record has an
 * earlier event still owed to the same consumer is passed over, whether that one waits, is being tried, or failed and
 * has not been given up: so each record's events arrive in order, and a stuck record holds up no other.
 */
async function claimNext(call: Call, consumer: string): Promise<Claim | null> {
  const { rows } = await sql<ClaimRow>`
    select event.id, event.type, debt.position, event.created_at as at, event.record_kind, event.record_id,
      event.record_version, event.scope_id, event.scope_path, event.owner_id, event.actor_id, event.payload,
      debt.attempts
    from outbox_delivery debt
    join outbox event on event.org_id = debt.org_id and event.id = debt.event_id
    where debt.org_id = ${call.orgId} and debt.consumer = ${consumer} and debt.dead_at is null
      and debt.next_attempt_at <= ${instant(call)}
      and not exists (
        select from outbox_delivery earlier
        where earlier.org_id = ${call.orgId} and earlier.consumer = ${consumer}
          and earlier.record_id = debt.record_id and earlier.position < debt.position
          and earlier.dead_at is null)
    order by debt.position
    limit 1
    for update of debt skip locked`.execute(call.database);
  return rows[0] ? claimOf(rows[0]) : null;
}

async function postpone(
  services: Services,
  orgId: string,
  consumer: string,
  failed: Claim & { error: unknown },
) {
  const now = services.clock.now();
  const attempts = failed.attempts + 1;
  const waitSeconds = retrySeconds[attempts - 1];
  const dead = waitSeconds === undefined;
  const next = new Date(now.getTime() + (waitSeconds ?? 0) * 1000);
  const { event, error } = failed;
  services.log[dead ? 'error' : 'warn'](
    { orgId, consumer, event: event.type, eventId: event.id, tries: attempts, err: error },
    dead
      ? 'An event could not be delivered and is now a dead letter.'
      : 'An event could not be delivered; it is tried again.',
  );
  await inTransaction(
    services.pool,
    { mode: 'organisation', orgId },
    { access: 'write' },
    async (database) => {
      await database
        .updateTable('outboxDelivery')
        .set({
          attempts,
          lastError: failureOf(error),
          nextAttemptAt: next.toISOString(),
          deadAt: dead ? now.toISOString() : null,
        })
        .where('orgId', '=', orgId)
        .where('consumer', '=', consumer)
        .where('eventId', '=', event.id)
        .execute();
      if (!dead)
        await services.queue.enqueue({ database }, deliverEvents.name, { orgId }, { startAfter: next });
    },
  );
}

/**
 * Makes one delivery: the consumer's work and the end of the debt in one transaction. A failure undoes both, and the
 * delivery waits for its next try. Answers false when nothing is due.
 */
export async function deliverNext(
  services: Services,
  system: Principal,
  consumer: Consumer,
): Promise<boolean> {
  let claim: Claim | null = null;
  try {
    await runCall(
      services,
      system,
      { access: 'write', requestId: newId(), checkAccessVersion: false },
      async (call) => {
        claim = await claimNext(call, consumer.name);
        if (!claim) return;
        // What the consumer writes into the audit log names the event that made it act.
        call.requestId = claim.event.id;
        await consumer.run(call, claim.event);
        await call.database
          .deleteFrom('outboxDelivery')
          .where('orgId', '=', call.orgId)
          .where('consumer', '=', consumer.name)
          .where('eventId', '=', claim.event.id)
          .execute();
      },
    );
  } catch (error) {
    if (!claim) throw error;
    await postpone(services, system.orgId, consumer.name, { ...(claim as Claim), error });
  }
  return claim !== null;
}

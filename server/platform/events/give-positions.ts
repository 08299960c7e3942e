import { sql } from 'kysely';
import type { Pool, Transaction } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { inCommitOrder, type Waiting } from './commit-order.ts';
import { type Consumer, interestedIn } from './consumer.ts';

/** Where web processes hear which company's stream has grown. */
export const liveChannel = 'parley_live';

const pageSize = 500;

type WaitingEvent = Waiting & { type: string };

/** The end of the company's stream, held until the commit: one process at a time gives positions. */
async function lockStream(database: Transaction, orgId: string): Promise<bigint> {
  const find = database.selectFrom('outboxStream').select('position').where('orgId', '=', orgId).forUpdate();
  const found = await find.executeTakeFirst();
  if (found) return found.position;
  await database
    .insertInto('outboxStream')
    .values({ orgId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find.executeTakeFirstOrThrow()).position;
}

/** The oldest waiting events, and with them every other waiting event of their records, in the order of their times. */
async function readWaiting(database: Transaction, orgId: string): Promise<WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    with page as (
      select id, record_id from outbox where org_id = ${orgId} and position is null
      order by created_at, id limit ${pageSize}
    ), chosen as (
      select id from page
      union
      select id from outbox where org_id = ${orgId} and position is null
        and record_id in (select record_id from page where record_id is not null)
    )
    select id, type, record_id, record_version from outbox
    where org_id = ${orgId} and id in (select id from chosen)
    order by created_at, id`.execute(database);
  return rows;
}

type Placed = WaitingEvent & { position: string };

async function place(database: Transaction, orgId: string, events: readonly Placed[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  const positions = events.map(({ position }) => position);
  await sql`
    update outbox set position = given.position
    from unnest(${ids}::uuid[], ${positions}::bigint[]) as given (id, position)
    where outbox.org_id = ${orgId} and outbox.id = given.id`.execute(database);
}

async function owe(
  database: Transaction,
  orgId: string,
  events: readonly Placed[],
  options: { consumers: readonly Consumer[]; now: Date },
): Promise<void> {
  const debts = events.flatMap((event) =>
    interestedIn(options.consumers, event.type).map(({ name }) => ({ event, name })),
  );
  if (debts.length === 0) return;
  await sql`
    insert into outbox_delivery (org_id, event_id, consumer, position, record_id, next_attempt_at)
    select ${orgId}, debt.event_id, debt.consumer, debt.position, debt.record_id, ${options.now.toISOString()}
    from unnest(
      ${debts.map(({ event }) => event.id)}::uuid[],
      ${debts.map(({ name }) => name)}::text[],
      ${debts.map(({ event }) => event.position)}::bigint[],
      ${debts.map(({ event }) => event.recordId)}::uuid[]
    ) as debt (event_id, consumer, position, record_id)`.execute(database);
}

/**
 * Gives up to a page of waiting events their positions in the company's stream, writes down which consumer is owed
 * which event, and tells the listening web processes. Positions have no holes and follow, for each record, the order
 * of its commits. Answers whether there may be more.
 */
export async function givePositions(
  pool: Pool,
  orgId: string,
  options: { consumers: readonly Consumer[]; now: Date },
): Promise<{ given: number; more: boolean }> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'write' }, async (database) => {
    const end = await lockStream(database, orgId);
    const events = inCommitOrder(await readWaiting(database, orgId));
    if (events.length === 0) return { given: 0, more: false };
    const placed = events.map((event, index) => ({ ...event, position: String(end + BigInt(index + 1)) }));
    const position = end + BigInt(events.length);
    await place(database, orgId, placed);
    await owe(database, orgId, placed, options);
    await database.updateTable('outboxStream').set({ position }).where('orgId', '=', orgId).execute();
    await sql`select pg_notify(${liveChannel}, ${orgId})`.execute(database);
    return { given: events.length, more: events.length >= pageSize };
  });
}

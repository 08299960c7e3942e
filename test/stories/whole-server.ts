import assert from 'node:assert/strict';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { type ManualClock, manualClock } from '#platform/clock/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Consumer, DeliveredEvent } from '#platform/events/consumer.ts';
import { deliverWaiting } from '#platform/events/relay.ts';
import { sendMail } from '#platform/mail/send-mail-kind.ts';
import { consumers, endpoints, features } from '#server/features.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

export type WholeServer = TestServer & {
  clock: ManualClock;
  /** Every event delivered so far, in the order of its delivery. */
  heard: DeliveredEvent[];
  /** Delivers what is waiting in a company, to the product's consumers and to the one that fills `heard`. */
  deliver(orgId: string): Promise<void>;
};

/** Parley with everything that it can do, at a time that the test moves, delivering events when the test says so. */
export async function startWholeServer(now: string): Promise<WholeServer> {
  const clock = manualClock(now);
  const others = endpoints.filter((row) => !accessEndpoints.includes(row));
  const kinds = [sendMail, ...features.flatMap((feature) => feature.jobs ?? []).map(({ kind }) => kind)];
  const server = await startTestServer({ endpoints: others, kinds, clock, role: 'web' });
  const heard: DeliveredEvent[] = [];
  const listener: Consumer = {
    name: 'story',
    types: 'all',
    run: async (_call, event) => void heard.push(event),
  };
  return {
    ...server,
    clock,
    heard,
    deliver: (orgId) => deliverWaiting(server.services, orgId, [...consumers, listener]),
  };
}

/** The audit chain of a company is whole, as the product's own verifier reads it. */
export async function assertAuditWhole({ services }: TestServer, orgId: string): Promise<number> {
  const verdict = await inTransaction(
    services.pool,
    { mode: 'organisation', orgId },
    { access: 'read' },
    (database) => verifyAudit({ orgId, database }),
  );
  assert.deepEqual(verdict, { valid: true, entries: verdict.entries });
  assert.ok(verdict.entries > 0);
  return verdict.entries;
}

/** Rows as they lie in the database, past every wall. */
export function rowsOf<Row extends Record<string, unknown>>(
  { database }: Pick<TestServer, 'database'>,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return asAdmin<Row>(database.adminUrl, statement, values);
}

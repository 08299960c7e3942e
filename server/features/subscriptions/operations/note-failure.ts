import type { Problem } from '#domain/problems.ts';
import { announce, type Call, instant } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { tablesOf, type Values } from '#records/kind.ts';
import { subscriptionKind } from '../kind.ts';
import type { SubscriptionRow } from '../row.ts';

const minute = 60_000;
const longestWait = 6 * 60;

/** What a failure is kept as: the code and the sentence of a refusal, and the fields that it names. */
function failureOf(problem: Problem | null): Values {
  if (problem === null) return { code: 'internal_error' };
  const { detail, errors } = problem.data;
  return { code: problem.code, ...(detail ? { detail } : {}), ...(errors ? { errors } : {}) };
}

/** A refusal is told at once; what may pass by itself, such as a broken connection, when it has happened three times. */
function isNews({ failure, retries }: SubscriptionRow, problem: Problem | null): boolean {
  if (problem === null) return retries === 2;
  return failure === null || failure.code === 'internal_error';
}

/**
 * Keeps why something due could not be done, for its page, and waits longer each time, up to six hours. A row of
 * failures is announced once.
 */
export async function noteFailure(call: Call, id: string, problem: Problem | null): Promise<void> {
  const row = (await tablesOf(call)
    .selectFrom('subscription')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()) as SubscriptionRow | undefined;
  // The connection may have broken when all was written already.
  if (!row?.dueOn || String(row.dueOn) > (await todayAt(call, row.entityId))) return;
  const wait = Math.min(5 * 2 ** Math.min(row.retries, 10), longestWait) * minute;
  await tablesOf(call)
    .updateTable('subscription')
    .set({
      failure: JSON.stringify(failureOf(problem)),
      failedAt: row.failedAt ?? instant(call),
      retryAt: new Date(call.now.getTime() + wait).toISOString(),
      retries: row.retries + 1,
    } as Values)
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  if (!isNews(row, problem)) return;
  announce(call, {
    type: 'subscription.invoicing_failed',
    record: eventRecord(subscriptionKind, row),
    payload: { code: failureOf(problem).code },
  });
}

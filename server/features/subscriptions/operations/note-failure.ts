import type { Problem } from '#domain/problems.ts';
import { announce, type Call, instant } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
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

/**
 * Keeps why something due could not be done, for its page, and waits longer each time, up to six hours. Only the first
 * failure in a row is announced.
 */
export async function noteFailure(call: Call, id: string, problem: Problem | null): Promise<void> {
  const row = (await tablesOf(call)
    .selectFrom('subscription')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()) as SubscriptionRow | undefined;
  if (!row) return;
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
  if (row.failure !== null) return;
  announce(call, {
    type: 'subscription.invoicing_failed',
    record: eventRecord(subscriptionKind, row),
    payload: { code: failureOf(problem).code },
  });
}

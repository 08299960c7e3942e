import { illegalTransition } from '#domain/problems.ts';
import { type SubscriptionStatus, subscriptionStatus } from '#domain/subscriptions.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { subscriptionKind } from '../kind.ts';
import type { SubscriptionRow } from '../row.ts';

/** The subscription that a member wants to move, held, once they may. */
export async function takeSubscription(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = (await lockRecord(call, subscriptionKind, id)) as SubscriptionRow;
  requireOn(call, 'accounting.subscriptions.manage', row, viewOf(subscriptionKind));
  requireVersion(row, ifMatch);
  requireActive(row);
  return row;
}

/** Refuses a move that the table of states does not have. */
export function requireMove({ status }: SubscriptionRow, to: SubscriptionStatus): void {
  if (subscriptionStatus.canMove(status, to)) return;
  throw illegalTransition(status, to, subscriptionStatus.allowed(status));
}

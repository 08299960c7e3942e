import type { Capability } from '#domain/capabilities.ts';
import { notFound, Problem } from '#domain/problems.ts';
import { heirsOf } from '#features/files/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireCapability } from '#platform/access/can.ts';
import { seesAttached } from '#records/attached.ts';
import type { MessageRow } from './queries.ts';

const documents: Partial<Record<string, Capability>> = {
  quote: 'crm.quotes.send',
  order: 'crm.orders.send',
  invoice: 'accounting.invoices.send',
  credit_note: 'accounting.invoices.send',
};

function sending({ recordKind }: Pick<MessageRow, 'recordKind'>): Capability {
  return documents[recordKind] ?? 'crm.communicate.send';
}

/** 404 unless the actor sees the message's record, or one that carries it on: a converted lead's account. */
export async function requireSees(call: Call, message: MessageRow): Promise<void> {
  if (await seesAttached(call, message)) return;
  for (const heir of await heirsOf(call, message.recordId)) {
    if (await seesAttached(call, heir)) return;
  }
  throw notFound('message');
}

/** Whether the actor may send the message again: their own with the right to send such, or with reach over all anybody's. */
export function mayRetry(call: Call, message: MessageRow): boolean {
  const { scopePath, createdBy } = message;
  return may(call, sending(message), { scopePath, ownerId: createdBy });
}

/** As `mayRetry`, or 403. */
export function requireMayRetry(call: Call, message: MessageRow): void {
  if (mayRetry(call, message)) return;
  const capability = sending(message);
  requireCapability(call, capability);
  throw new Problem('forbidden', {
    detail: `Sending somebody else's message again needs the capability ${capability} for all records.`,
    capability,
  });
}

import type { MessageChannel } from '#domain/messages.ts';
import type { Call } from '#platform/access/call.ts';

/**
 * Whether whoever has this address said that they want no messages: the newest line of the consent ledger that the call
 * sees. A worker sees the whole company's, so what was withdrawn elsewhere holds too.
 */
export async function isWithdrawn(call: Call, channel: MessageChannel, address: string): Promise<boolean> {
  // Nobody spells an address the same way twice; which server tells "Nora@" from "nora@" is not known.
  const spellings = [...new Set([address, address.toLowerCase()])];
  const newest = await call.database
    .selectFrom('consentEntry')
    .select('state')
    .where('orgId', '=', call.orgId)
    .where('channel', '=', channel)
    .where('address', 'in', spellings)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.state === 'withdrawn';
}

import type { Call } from '#platform/access/call.ts';
import type { Change, RecordRow } from '#records/kind.ts';
import { currentConsent } from '../queries-consent.ts';
import { addConsentEntry } from './add-consent-entry.ts';

const channels = [
  { channel: 'email', flag: 'emailOptIn', address: 'email' },
  { channel: 'sms', flag: 'smsOptIn', address: 'mobileE164' },
] as const;

/**
 * Adds to the consent ledger whenever an opt-in is given or taken back, or its address changes: the address, what holds
 * now, when, and who said so. Nothing is added for a contact that never said anything, nor what the ledger says already.
 */
export async function keepConsent(call: Call, row: RecordRow, { current, given }: Change): Promise<void> {
  for (const { channel, flag, address } of channels) {
    const to = row[address] as string | null;
    const granted = row[flag] === true;
    const changed = current === null ? granted : current[flag] !== row[flag];
    const moved = current !== null && granted && current[address] !== to;
    if (!changed && !moved) continue;
    // What was granted for an address is taken back for that address, even if the contact has another or none by now.
    const before = granted ? null : (current?.[address] as string | null | undefined);
    for (const about of new Set([before, to])) {
      if (!about) continue;
      const state = granted ? 'granted' : 'withdrawn';
      if ((await currentConsent(call, channel, about)) === state) continue;
      const source = given[flag] === undefined ? 'address changed' : call.actor.kind;
      await addConsentEntry(call, 'contact', row, { channel, address: about, state, source });
    }
  }
}

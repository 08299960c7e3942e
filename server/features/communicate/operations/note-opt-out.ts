import { addConsentEntry } from '#features/contacts/operations/add-consent-entry.ts';
import type { Call } from '#platform/access/call.ts';
import { kindNamed } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import type { ClaimedMessage } from '../queries.ts';

/**
 * Writes down in the consent ledger what a provider said about a number: its owner answered STOP. Only where the message
 * was written to a lead or a contact; the provider refuses the number in any case.
 */
export async function noteOptOut(
  call: Call,
  message: Pick<
    ClaimedMessage,
    'channel' | 'address' | 'recipientKind' | 'recipientId' | 'recordKind' | 'recordId'
  >,
): Promise<void> {
  const { channel, address } = message;
  const recipients = [
    { name: message.recipientKind, id: message.recipientId },
    { name: message.recordKind, id: message.recordId },
  ];
  for (const { name, id } of recipients) {
    if ((name !== 'lead' && name !== 'contact') || id === null) continue;
    const row = await findRecord(call, kindNamed(name), id);
    if (!row) continue;
    await addConsentEntry(call, name, row, { channel, state: 'withdrawn', source: 'STOP', address });
    return;
  }
}

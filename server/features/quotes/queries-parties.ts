import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { addressOf } from '#features/settings/queries-seller.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';

/**
 * The customer of a document as it is now, to be kept with it: later changes of the account alter no document. Null where
 * there is none, or the actor may not see it.
 */
export async function customerParty(call: Call, document: RecordRow): Promise<Values | null> {
  const { accountId, contactId, billingAddress } = document;
  const account = typeof accountId === 'string' ? await findRecord(call, accountKind, accountId) : null;
  const contact = typeof contactId === 'string' ? await findRecord(call, contactKind, contactId) : null;
  if (!account && (!contact || accountId !== null)) return null;
  return {
    name: account?.name ?? contact?.displayName,
    legalName: account?.legalName ?? null,
    taxNumber: account?.taxNumber ?? null,
    registrationNumber: account?.registrationNumber ?? null,
    email: account?.email ?? null,
    phone: account?.phone ?? null,
    address: billingAddress ?? (account ? addressOf(account) : null),
    contact: contact
      ? { name: contact.displayName, email: contact.email ?? null, phone: contact.phone ?? null }
      : null,
  };
}

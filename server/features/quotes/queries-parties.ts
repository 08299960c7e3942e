import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { findEntity, getOrganisation } from '#features/settings/queries-company.ts';
import type { Call } from '#platform/access/call.ts';
import { addressColumns, type RecordRow, type Values } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { entityIdAt, nodesOf } from '#records/scope.ts';

function addressOf(row: Values): Values | null {
  if (addressColumns.every((member) => row[member] === null)) return null;
  return Object.fromEntries(addressColumns.map((member) => [member, row[member]]));
}

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

/** Who sells, as it is now: the entity of a node, or the organisation where a document names no entity. */
export async function sellerParty(call: Call, nodeId: string): Promise<Values> {
  const entityId = await entityIdAt(call, nodeId);
  const entity = entityId === null ? undefined : await findEntity(call, entityId);
  if (!entity || entityId === null) {
    const { name, country } = await getOrganisation(call);
    return { name, address: country === null ? null : { country } };
  }
  return {
    name: entity.legalName ?? (await nodesOf(call)).get(entityId)?.name ?? null,
    taxNumber: entity.taxNumber,
    registrationNumber: entity.registrationNumber,
    email: entity.email,
    phone: entity.phone,
    website: entity.website,
    bankDetails: entity.bankDetails,
    address: addressOf(entity),
  };
}

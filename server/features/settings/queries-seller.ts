import type { Call } from '#platform/access/call.ts';
import { addressColumns, type Values } from '#records/kind.ts';
import { entityIdAt, nodesOf } from '#records/scope.ts';
import { findEntity, getOrganisation } from './queries-company.ts';

/** The address in the columns of a row, or null where none of them says anything. */
export function addressOf(row: Values): Values | null {
  if (addressColumns.every((member) => row[member] === null)) return null;
  return Object.fromEntries(addressColumns.map((member) => [member, row[member]]));
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

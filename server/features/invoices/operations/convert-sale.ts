import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { chargeLedger } from '#features/orders/operations/change-ledger.ts';
import type { Call } from '#platform/access/call.ts';
import { handedOnBy } from '#records/compose-document.ts';
import type { RecordKind, RecordRow, Values } from '#records/kind.ts';
import { canUse, entityIdAt, nodesOf } from '#records/scope.ts';
import type { Charge } from '../sold-lines.ts';
import { openInvoice } from './create-invoice.ts';

type Place = { scopeId: string; scopePath: string };

/** An invoice lies where the sale lies; a sale above all entities must say which of them invoices. */
export async function placeOfInvoice(call: Call, sale: RecordRow, wanted: string | null): Promise<Place> {
  const own = await entityIdAt(call, sale.scopeId);
  if (own !== null) {
    if (wanted === null || wanted === own) return sale;
    throw invalidFields([fieldProblem('entityId', 'other_scope')]);
  }
  if (wanted === null) throw invalidFields([fieldProblem('entityId', 'required')]);
  const node = (await nodesOf(call)).get(wanted);
  if (node?.level !== 'entity' || !canUse(call, node.path)) {
    throw invalidFields([fieldProblem('entityId', 'not_found')]);
  }
  if (node.archivedAt !== null) throw invalidFields([fieldProblem('entityId', 'inactive')]);
  return { scopeId: node.id, scopePath: node.path };
}

/**
 * Opens the draft invoice that charges a part of a quote or an order, which the caller holds with its ledger, and notes in
 * the ledger what it charges.
 */
export async function invoiceSale(
  call: Call,
  kind: RecordKind,
  sale: RecordRow,
  charge: Charge,
  { at, columns }: { at: Place; columns: { quoteId: unknown; orderId?: unknown } },
): Promise<RecordRow> {
  const given: Values = {
    ...handedOnBy(kind, sale),
    discountValue: charge.discountValue,
    ownerId: sale.ownerId,
    carried: charge.carried,
  };
  await chargeLedger(call, charge.changes);
  return openInvoice(call, given, {
    at,
    columns,
    inherited: ['contactId', 'opportunityId', 'ownerId', 'quoteId', 'orderId'],
    payload: columns,
  });
}

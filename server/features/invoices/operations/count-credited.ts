import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';

export type Credited = { quantity: string; netMinor: bigint; taxMinor: bigint; totalMinor: bigint };

/**
 * Counts on a line of an issued invoice, which the caller holds locked, what is credited of it. False where that would be
 * more than what is left; behind it stands `line_never_credited_beyond`. Minor units.
 */
export async function countCreditedLine(
  call: Call,
  lineId: string,
  { quantity, netMinor, taxMinor, totalMinor }: Credited,
): Promise<boolean> {
  const { numUpdatedRows } = await call.database
    .updateTable('issuedLine')
    .set({
      creditedQuantity: sql<string>`credited_quantity + ${quantity}::numeric`,
      creditedNetMinor: sql<bigint>`credited_net_minor + ${netMinor}`,
      creditedTaxMinor: sql<bigint>`credited_tax_minor + ${taxMinor}`,
      creditedTotalMinor: sql<bigint>`credited_total_minor + ${totalMinor}`,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', lineId)
    .where(sql<boolean>`credited_quantity + ${quantity}::numeric <= quantity
      and credited_net_minor + ${netMinor} <= net_minor and credited_tax_minor + ${taxMinor} <= tax_minor
      and credited_total_minor + ${totalMinor} <= total_minor`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts on an issued invoice what a credit note comes to; behind it stands `invoice_never_credited_beyond`. */
export async function countCreditedTotal(call: Call, invoiceId: string, totalMinor: bigint): Promise<void> {
  await call.database
    .updateTable('issuedInvoice')
    .set({ notedMinor: sql<bigint>`noted_minor + ${totalMinor}` })
    .where('orgId', '=', call.orgId)
    .where('invoiceId', '=', invoiceId)
    .execute();
}

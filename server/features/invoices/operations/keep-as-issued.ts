import type { Call } from '#platform/access/call.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { invoiceLines } from '../kind.ts';

/**
 * Writes down what was issued, line by line: the keys of these rows keep the database from changing or deleting it ever
 * after, and credit notes count on them what they give back.
 */
export async function keepAsIssued(call: Call, invoice: RecordRow): Promise<void> {
  const { orgId, scopeId, scopePath } = invoice;
  await call.database
    .insertInto('issuedInvoice')
    .values({
      orgId,
      invoiceId: invoice.id,
      scopeId,
      scopePath,
      entityId: invoice.entityId as string,
      seriesCode: invoice.seriesCode as string,
      number: invoice.number as string,
      invoiceDate: invoice.invoiceDate as string,
      currency: invoice.currency as string,
      subtotalMinor: invoice.subtotalMinor as bigint,
      taxMinor: invoice.taxMinor as bigint,
      totalMinor: invoice.totalMinor as bigint,
    })
    .execute();
  const lines = await readLines(call, invoiceLines, invoice.id);
  const counted = lines.filter(({ lineType, selected }) => lineType === 'item' && selected);
  if (counted.length === 0) return;
  await call.database
    .insertInto('issuedLine')
    .values(
      counted.map(({ id, quantity, netMinor, taxMinor, totalMinor }) => ({
        orgId,
        id: id as string,
        invoiceId: invoice.id,
        scopeId,
        scopePath,
        quantity,
        netMinor,
        taxMinor,
        totalMinor,
      })),
    )
    .execute();
}

import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';

/** Says on a quote, which the caller holds, which invoice was made of it. */
export function linkInvoice(call: Call, quote: RecordRow, invoiceId: string): Promise<RecordRow> {
  return writeChange(
    call,
    quoteKind,
    quote,
    { invoiceId },
    { event: 'quote.invoiced', payload: { invoiceId } },
  );
}

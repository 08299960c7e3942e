import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { orderKind } from '../kind.ts';

/** Says on an order, which the caller holds, that an invoice was made of it. */
export function noteInvoiced(call: Call, order: RecordRow, invoiceId: string): Promise<RecordRow> {
  const told = { invoiceId };
  return writeChange(
    call,
    orderKind,
    order,
    {},
    { event: 'order.invoiced', before: {}, after: told, payload: told },
  );
}

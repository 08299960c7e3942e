import type { EventType } from '#domain/events.ts';
import type { InvoiceEntryKind } from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { eventRecord } from '#records/create-record.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { invoiceKind } from '../kind.ts';

export type InvoiceEntry = {
  kind: InvoiceEntryKind;
  date: string;
  amountMinor: bigint;
  fromCreditMinor?: bigint;
  paymentId?: string | null;
  creditId?: string | null;
  creditNoteId?: string | null;
  method?: string | null;
  reference?: string | null;
  reason?: string | null;
};

/** Writes down what happened to the balance of an invoice; nobody can change it afterwards. Returns its id. */
export async function addInvoiceEntry(call: Call, invoice: RecordRow, entry: InvoiceEntry): Promise<string> {
  const { date, kind, amountMinor, fromCreditMinor = 0n, ...more } = entry;
  const id = newId(call.now.getTime());
  await call.database
    .insertInto('invoiceEntry')
    .values({
      orgId: call.orgId,
      id,
      scopeId: invoice.scopeId,
      scopePath: invoice.scopePath,
      invoiceId: invoice.id,
      kind,
      entryDate: date,
      currency: invoice.currency as string,
      amountMinor,
      fromCreditMinor,
      ...more,
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .execute();
  return id;
}

/** Tells a fact about an invoice that leaves the invoice itself as it is: on its timeline, in the audit log, to the rest. */
export function tellOfInvoice(call: Call, invoice: RecordRow, event: EventType, after: Values): void {
  audit(call, {
    action: event,
    recordKind: invoiceKind.name,
    recordId: invoice.id,
    scopePath: invoice.scopePath,
    after,
  });
  announce(call, { type: event, record: eventRecord(invoiceKind, invoice), payload: after });
}

/** An amount of an invoice as events tell it. */
export function amountIn(invoice: RecordRow, minor: bigint): { amount: string; currency: string } {
  const currency = invoice.currency as string;
  return { amount: formatMinor(minor, currency), currency };
}

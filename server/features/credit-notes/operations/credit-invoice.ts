import type { CreditBody } from '#domain/credit-notes.ts';
import { type InvoiceStatus, invoiceStatus } from '#domain/invoices.ts';
import { illegalTransition, Problem } from '#domain/problems.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { recordStatus } from '#records/change-status.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { creditNoteKind } from '../kind.ts';
import { findDraft } from '../queries.ts';

function requireCreditable(invoice: RecordRow): void {
  const status = invoice.status as InvoiceStatus;
  if (status === 'draft' || status === 'void') {
    throw illegalTransition(status, 'credited', invoiceStatus.allowed(status));
  }
}

/**
 * Opens a draft credit note of an issued invoice, for all that is left of it unless a part is said. The invoice is locked
 * first; an invoice that has a draft is refused with that draft's id, because each is reckoned from what is left.
 */
export async function creditInvoice(
  call: Call,
  invoiceId: string,
  body: CreditBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const invoice = await lockRecord(call, invoiceKind, invoiceId);
  requireOn(call, 'accounting.credit_notes.create', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requireCreditable(invoice);
  const draftId = await findDraft(call, invoice.id);
  if (draftId !== null) {
    throw new Problem('already_exists', {
      detail: 'The invoice has a draft credit note already; change, issue or archive that one.',
      creditNoteId: draftId,
    });
  }
  const note = await createRecord(
    call,
    creditNoteKind,
    { ...body, ownerId: invoice.ownerId, language: body.language ?? invoice.language },
    {
      at: invoice,
      columns: {
        status: 'draft',
        statusChangedAt: instant(call),
        entityId: invoice.entityId,
        invoiceId: invoice.id,
        invoiceNumber: invoice.number,
        currency: invoice.currency,
        accountId: invoice.accountId,
        contactId: invoice.contactId,
        opportunityId: invoice.opportunityId,
        billingAddress: invoice.billingAddress,
      },
      inherited: ['ownerId', 'accountId', 'contactId', 'opportunityId', 'invoiceId'],
      payload: { invoiceId: invoice.id },
    },
  );
  await recordStatus(call, creditNoteKind, note, { from: null, to: 'draft' });
  return note;
}

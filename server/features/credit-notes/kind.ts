import { creditNoteStatuses } from '#domain/credit-notes.ts';
import { documentLanguages } from '#domain/document-lines.ts';
import type { ProblemData } from '#domain/problems.ts';
import { may } from '#platform/access/can.ts';
import type { LineTable } from '#records/document-lines.ts';
import { type RecordKind, type RecordRow, recordKind } from '#records/kind.ts';
import { composeCreditNote } from './compose-credit-note.ts';

export const creditNoteLines: LineTable = { table: 'creditNoteLine', document: 'creditNoteId' };

const computed = { type: 'money', currency: 'currency', readOnly: true } as const;

function whyNotDraft({ status }: RecordRow): ProblemData | null {
  if (status === 'draft') return null;
  return { detail: 'An issued credit note is kept as it is.', status };
}

/** Whether a customer may get it: a draft takes nothing back yet. */
export const isSendable = ({ status, archivedAt }: RecordRow) => status !== 'draft' && archivedAt === null;

export const creditNoteKind: RecordKind = recordKind({
  name: 'credit_note',
  table: 'creditNote',
  path: '/credit-notes',
  module: 'accounting',
  capability: 'accounting.credit_notes',
  titleColumn: 'displayName',
  subtitleColumn: 'status',
  searchable: true,
  fields: {
    number: { type: 'text', filter: true, readOnly: true },
    // Its number or, until there is one, that of its invoice.
    displayName: { type: 'text', readOnly: true, internal: true },
    invoiceNumber: { type: 'text', readOnly: true },
    reason: { type: 'text' },
    reference: { type: 'text', filter: true },
    status: { type: 'choice', values: creditNoteStatuses, filter: true, readOnly: true },
    statusChangedAt: { type: 'instant', readOnly: true },
    entityId: { type: 'reference', to: 'node', filter: true, readOnly: true },
    creditDate: { type: 'date', filter: true },
    issuedAt: { type: 'instant', filter: true, readOnly: true },
    sentAt: { type: 'instant', readOnly: true },
    currency: { type: 'text', filter: true, readOnly: true },
    subtotal: computed,
    discountTotal: { ...computed, column: 'discountMinor' },
    taxTotal: { ...computed, column: 'taxMinor' },
    total: computed,
    // How much of it went off the invoice's balance, and how much was kept as the customer's credit.
    applied: computed,
    kept: computed,
    lineCount: { type: 'integer', readOnly: true, internal: true },
    language: { type: 'choice', values: documentLanguages },
    customerNote: { type: 'text' },
    internalNote: { type: 'text' },
    billingAddress: { type: 'address', column: 'billingAddress', readOnly: true },
    customer: { type: 'json', readOnly: true, internal: true },
    seller: { type: 'json', readOnly: true, internal: true },
    invoiceId: { type: 'link', to: 'invoice', filter: true, readOnly: true },
    accountId: { type: 'link', to: 'account', filter: true, readOnly: true },
    contactId: { type: 'link', to: 'contact', filter: true, readOnly: true },
    opportunityId: { type: 'link', to: 'opportunity', filter: true, readOnly: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [
    row.number as string | null,
    row.invoiceNumber as string,
    row.reason as string,
    row.reference as string | null,
  ],
  uniques: { credit_note_one_draft: 'invoiceId' },
  compose: composeCreditNote,
  whyNotEditable: whyNotDraft,
  whyNotArchivable: whyNotDraft,
  abilities(call, row) {
    const draft = row.archivedAt === null && row.status === 'draft';
    const sends = isSendable(row) && may(call, 'accounting.invoices.send', row);
    return { issue: draft && may(call, 'accounting.credit_notes.issue', row), send: sends, share: sends };
  },
});

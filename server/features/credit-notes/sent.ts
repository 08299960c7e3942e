import type { FixedKind } from '#features/quotes/operations/send-fixed.ts';
import { creditNoteKind, isSendable } from './kind.ts';
import './printable.ts';

/** How credit notes are sent: once they are issued, by whoever sends invoices. */
export const sentCreditNotes: FixedKind = {
  kind: creditNoteKind,
  capability: 'accounting.invoices.send',
  event: 'credit_note.sent',
  isSendable,
};

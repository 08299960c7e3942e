import type { PublicDocumentWire } from '#domain/sharing.ts';
import { publicDocument } from '#features/sharing/kind.ts';
import { publicContent } from '#features/sharing/queries-content.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { creditNoteKind } from './kind.ts';

/** What the customer sees of a credit note: what is taken back, and of which invoice. */
async function showCreditNote(call: Call, note: RecordRow): Promise<Omit<PublicDocumentWire, 'document'>> {
  const said = await publicContent(call, 'credit_note', note, {
    validUntil: null,
    dueDate: null,
    overdue: false,
    paid: null,
    balance: null,
    toPay: false,
  });
  return {
    ...said,
    kind: 'credit_note',
    status: 'credited',
    decision: null,
    changesRequested: null,
    can: { accept: false, decline: false, requestChanges: false, choose: false },
  };
}

publicDocument({
  kind: creditNoteKind,
  capability: 'accounting.invoices.send',
  isShown: ({ status }) => status !== 'draft',
  show: showCreditNote,
});

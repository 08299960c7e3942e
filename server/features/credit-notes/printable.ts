import { formatMinor } from '#domain/money.ts';
import { printable } from '#features/documents/content.ts';
import { composeContent } from '#features/documents/operations/compose-content.ts';
import { customerParty } from '#features/quotes/queries-parties.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import { readLines } from '#records/document-lines.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { creditNoteKind, creditNoteLines } from './kind.ts';

/** What it takes off each line is told as one discount: that is how the invoice had it. */
function withDiscount(note: RecordRow): RecordRow {
  const discountMinor = note.discountMinor as bigint;
  const discountValue = formatMinor(discountMinor, note.currency as string);
  return { ...note, discountType: discountMinor === 0n ? 'none' : 'fixed', discountValue };
}

/** What a credit note says to its customer: as it was issued, or for a draft as it would be today. */
export const creditNotePrintable = printable({
  kind: creditNoteKind,
  isDraft: ({ status }) => status === 'draft',
  content: async (call, note) => {
    const entityId = note.entityId as string;
    const date = (note.creditDate as string | null) ?? (await todayAt(call, entityId));
    return composeContent(call, {
      kind: 'credit_note',
      row: withDiscount(note),
      lines: await readLines(call, creditNoteLines, note.id),
      nodeId: entityId,
      date,
      facts: [
        { key: 'date', type: 'date', value: date },
        { key: 'invoiceNumber', value: note.invoiceNumber },
        { key: 'reason', value: note.reason },
        { key: 'reference', value: note.reference },
      ],
      seller: (note.seller as Values | null) ?? (await sellerParty(call, entityId)),
      customer: (note.customer as Values | null) ?? (await customerParty(call, note)),
    });
  },
});

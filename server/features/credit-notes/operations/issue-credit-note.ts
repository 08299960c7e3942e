import { type CreditNoteIssueBody, type CreditNoteStatus, creditNoteStatus } from '#domain/credit-notes.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { balanceOf } from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { freezeContent } from '#features/documents/operations/freeze-content.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { addInvoiceEntry, amountIn, tellOfInvoice } from '#features/invoices/operations/add-invoice-entry.ts';
import { countCreditedLine, countCreditedTotal } from '#features/invoices/operations/count-credited.ts';
import { keepCredit } from '#features/invoices/operations/keep-credit.ts';
import { exceedsBalance, settledOf, settleInvoice } from '#features/invoices/operations/settle-invoice.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { takeNumber } from '#records/numbering.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { searchable } from '#records/search-text.ts';
import { viewOf } from '#records/update-record.ts';
import { creditNoteKind } from '../kind.ts';
import '../printable.ts';

function requireIssuable(note: RecordRow): void {
  const status = note.status as CreditNoteStatus;
  if (status !== 'draft') throw illegalTransition(status, 'issued', creditNoteStatus.allowed(status));
}

/** Not before the invoice that it credits. */
async function dateOf(call: Call, note: RecordRow, invoice: RecordRow, typed: string | null | undefined) {
  const chosen = typed ?? (note.creditDate as string | null);
  const min = invoice.invoiceDate as string;
  if (chosen && chosen < min) throw invalidFields([fieldProblem('creditDate', 'out_of_range', { min })]);
  if (chosen) return chosen;
  const today = await todayAt(call, invoice.entityId as string);
  return today < min ? min : today;
}

/** What was written off was never paid: it does not become credit of the customer that could be paid out. */
function requireNotWrittenOff(invoice: RecordRow, keptMinor: bigint): void {
  if (keptMinor === 0n || invoice.writtenOffMinor === 0n) return;
  const problem = exceedsBalance(
    balanceOf(settledOf(invoice)),
    invoice.currency as string,
    (due) =>
      `Only ${due} of this invoice is still due. Take back what is written off of it before it is credited.`,
  );
  problem.data.because = 'written_off';
  throw problem;
}

/** Counts on each invoiced line what this note gives back of it; refused where that is more than what is left. */
async function takeFromLines(call: Call, note: RecordRow): Promise<void> {
  const rows = await tablesOf(call)
    .selectFrom('creditNoteLine')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('creditNoteId', '=', note.id)
    .orderBy('sortOrder')
    .execute();
  for (const [index, line] of rows.entries()) {
    const fits = await countCreditedLine(call, line.sourceId as string, {
      quantity: line.creditedQuantity as string,
      netMinor: line.netMinor as bigint,
      taxMinor: line.taxMinor as bigint,
      totalMinor: line.totalMinor as bigint,
    });
    if (fits) continue;
    throw new Problem('exceeds_balance', {
      detail: 'Other credit notes have taken of these lines since; choose again what is to be credited.',
      errors: [fieldProblem(`lines.${index}`, 'exceeds_balance', { max: '0' })],
    });
  }
}

async function settle(call: Call, note: RecordRow, invoice: RecordRow, date: string): Promise<void> {
  const { appliedMinor, keptMinor } = note as RecordRow & Record<'appliedMinor' | 'keptMinor', bigint>;
  const told = {
    creditNoteId: note.id,
    number: note.number,
    ...amountIn(invoice, note.totalMinor as bigint),
  };
  let settled = invoice;
  if (appliedMinor > 0n) {
    await addInvoiceEntry(call, invoice, {
      kind: 'credit_note',
      date,
      amountMinor: appliedMinor,
      creditNoteId: note.id,
    });
    settled = await settleInvoice(call, invoice, {
      add: { creditedMinor: appliedMinor },
      event: 'invoice.credited',
      reason: note.reason as string,
      payload: told,
    });
  } else tellOfInvoice(call, invoice, 'invoice.credited', { ...told, reason: note.reason });
  if (keptMinor > 0n)
    await keepCredit(call, settled, { creditNoteId: note.id, date, amountMinor: keptMinor });
}

/**
 * Issues a draft credit note: it gets its number and is final. What it comes to goes off the invoice's balance, and what is
 * beyond that becomes the customer's credit. The invoice is locked before the note, and the number is taken last.
 */
export async function issueCreditNote(
  call: Call,
  id: string,
  body: CreditNoteIssueBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const { invoiceId } = await getRecord(call, creditNoteKind, id);
  const invoice = await lockRecord(call, invoiceKind, invoiceId as string);
  const note = await lockRecord(call, creditNoteKind, id);
  requireOn(call, 'accounting.credit_notes.issue', note, viewOf(creditNoteKind));
  requireVersion(note, ifMatch);
  requireActive(note);
  requireIssuable(note);
  const date = await dateOf(call, note, invoice, body.creditDate);
  await takeFromLines(call, note);
  await countCreditedTotal(call, invoice.id, note.totalMinor as bigint);
  const balanceMinor = balanceOf(settledOf(invoice));
  const totalMinor = note.totalMinor as bigint;
  const appliedMinor = totalMinor < balanceMinor ? totalMinor : balanceMinor;
  requireNotWrittenOff(invoice, totalMinor - appliedMinor);
  const series = { nodeId: note.entityId as string, document: 'credit_note' } as const;
  const number = await takeNumber(call, { ...series, date });
  const issued = await changeStatus(call, creditNoteKind, note, {
    column: 'status',
    to: 'issued',
    columns: {
      number,
      creditDate: date,
      customer: invoice.customer,
      seller: invoice.seller,
      appliedMinor,
      keptMinor: totalMinor - appliedMinor,
      issuedAt: instant(call),
      searchText: searchable(creditNoteKind.searchText?.({ ...note, number }) ?? []),
    },
    event: 'credit_note.issued',
    payload: { number, invoiceId: invoice.id, total: formatMinor(totalMinor, note.currency as string) },
  });
  await freezeContent(call, { kind: creditNoteKind, row: issued });
  await settle(call, issued, invoice, date);
  return issued;
}

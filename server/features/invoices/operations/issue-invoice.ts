import { fieldProblem } from '#domain/field-errors.ts';
import {
  dueAfterInvoiceDate,
  type InvoiceIssueBody,
  type InvoiceStatus,
  invoiceStatus,
} from '#domain/invoices.ts';
import { illegalTransition, invalidFields } from '#domain/problems.ts';
import { addDays } from '#domain/time-zones.ts';
import { freezeContent } from '#features/documents/operations/freeze-content.ts';
import { customerParty } from '#features/quotes/queries-parties.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { seriesFor, takeNumber } from '#records/numbering.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { searchable } from '#records/search-text.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import '../printable.ts';
import { daysOfTerm } from '../queries.ts';
import { keepAsIssued } from './keep-as-issued.ts';

type Dates = { invoiceDate: string; dueDate: string };

function requireIssuable(invoice: RecordRow): void {
  const status = invoice.status as InvoiceStatus;
  if (status !== 'draft') throw illegalTransition(status, 'issued', invoiceStatus.allowed(status));
  if (invoice.lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
}

/** The dates that were asked for, else those of the draft, else today and what the payment term gives. */
async function datesOf(call: Call, invoice: RecordRow, body: InvoiceIssueBody): Promise<Dates> {
  const invoiceDate =
    body.invoiceDate ??
    (invoice.invoiceDate as string | null) ??
    (await todayAt(call, invoice.entityId as string));
  const dueDate =
    body.dueDate ??
    (invoice.dueDate as string | null) ??
    addDays(invoiceDate, await daysOfTerm(call, invoice.paymentTermId as string | null));
  if (!dueAfterInvoiceDate({ invoiceDate, dueDate })) {
    throw invalidFields([fieldProblem('dueDate', 'before_start')]);
  }
  return { invoiceDate, dueDate };
}

/** Who owes and who is owed, kept as they are now. Nobody issues an invoice to a customer whom they may not see. */
async function partiesOf(call: Call, invoice: RecordRow): Promise<Values> {
  const customer = await customerParty(call, invoice);
  if (!customer) throw invalidFields([fieldProblem('accountId', 'not_found')]);
  return { customer, seller: await sellerParty(call, invoice.entityId as string) };
}

/**
 * Issues a draft: it gets its dates and the next number of its series and cannot change any more. The number is taken last,
 * because every other issue of the entity waits for it from then on. An invoice over nothing is paid at once.
 */
export async function issueInvoice(
  call: Call,
  id: string,
  body: InvoiceIssueBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const invoice = await lockRecord(call, invoiceKind, id);
  requireOn(call, 'accounting.invoices.issue', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requireIssuable(invoice);
  const dates = await datesOf(call, invoice, body);
  const parties = await partiesOf(call, invoice);
  const nodeId = invoice.entityId as string;
  const code = await seriesFor(call, nodeId, invoice.seriesCode as string | null);
  const number = await takeNumber(call, { nodeId, document: 'invoice', code, date: dates.invoiceDate });
  const issued = await changeStatus(call, invoiceKind, invoice, {
    column: 'status',
    to: 'issued',
    columns: {
      number,
      seriesCode: code,
      ...dates,
      ...parties,
      issuedAt: instant(call),
      searchText: searchable(invoiceKind.searchText?.({ ...invoice, number }) ?? []),
    },
    event: 'invoice.issued',
    payload: { number },
  });
  await keepAsIssued(call, issued);
  await freezeContent(call, { kind: invoiceKind, row: issued });
  if (issued.totalMinor !== 0n) return issued;
  return changeStatus(call, invoiceKind, issued, { column: 'status', to: 'paid', event: 'invoice.paid' });
}

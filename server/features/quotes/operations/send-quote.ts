import { fieldProblem } from '#domain/field-errors.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import type { QuoteSendBody } from '#domain/sends.ts';
import { requireApproved } from '#features/approvals/operations/require-approved.ts';
import { type PdfContext, type PreparedPdf, preparePdf } from '#features/documents/operations/prepare-pdf.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { OnceContext } from '#platform/http/endpoint.ts';
import { changeStatus } from '#records/change-status.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { approvalSubject } from '../queries-approval.ts';
import { lockWaiting } from '../queries-scheduled.ts';
import { type Delivery, deliverDocument } from './deliver-document.ts';
import { endScheduled } from './end-scheduled-send.ts';
import { fixedColumns } from './fix-when-sent.ts';
import { keepAndLink, saysSomethingElse } from './keep-and-link.ts';

export type SendContext = PdfContext & Pick<OnceContext, 'once'>;

export type SentQuote = { quote: RecordRow; url: string; pdfFileId: string } & Pick<
  Delivery,
  'email' | 'sms'
>;

/** Refuses to send what may not go out: by right, state, lines, day or rule. */
export async function requireSendable(
  call: Call,
  quote: RecordRow,
  { ifMatch, at = null }: { ifMatch: number | null; at?: string | null },
): Promise<void> {
  requireOn(call, 'crm.quotes.send', quote, viewOf(quoteKind));
  requireVersion(quote, ifMatch);
  requireActive(quote);
  const status = quote.status as QuoteStatus;
  if (status !== 'draft') throw illegalTransition(status, 'sent', quoteStatus.allowed(status));
  if (quote.lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  const validUntil = quote.validUntil as string | null;
  const day = await todayAt(at === null ? call : { ...call, now: new Date(at) }, quote.scopeId);
  if (validUntil !== null && validUntil < day) {
    throw invalidFields([fieldProblem('validUntil', 'out_of_range', { min: day })]);
  }
  await requireApproved(call, await approvalSubject(call, quote));
}

/** Sends a quote that the caller holds and that is held against every rule: fixed with its PDF, linked, written about. */
async function sendLocked(
  call: Call,
  quote: RecordRow,
  prepared: PreparedPdf,
  { body, scheduledId }: { body: QuoteSendBody; scheduledId: string | null },
): Promise<SentQuote> {
  const { pdfFileId, pdf, url } = await keepAndLink(call, { kind: quoteKind, row: quote }, prepared);
  const sent = await changeStatus(call, quoteKind, quote, {
    column: 'status',
    to: 'sent',
    columns: await fixedColumns(call, quote),
    event: 'quote.sent',
    payload: { pdfFileId, scheduled: scheduledId !== null },
  });
  await endScheduled(call, quote.id, { status: 'sent' });
  const { email, sms } = await deliverDocument(
    call,
    { kind: quoteKind, row: sent, content: prepared.content, pdf, url },
    body,
  );
  if (sent.ownerId !== null) {
    await notify(call, {
      memberId: sent.ownerId,
      type: 'quote_sent',
      recordKind: 'quote',
      recordId: sent.id,
      // What was set for a time is news to its owner too.
      ...(scheduledId === null ? {} : { actorId: null }),
      key: `quote sent ${sent.id} ${sent.version}`,
    });
  }
  return { quote: sent, url, pdfFileId, email, sms };
}

/**
 * Sends a quote: its PDF is made outside any transaction, and one transaction fixes the quote with it, opens its link and
 * writes to the customer; all of it happens, or nothing. Where the quote was changed meanwhile the PDF is made once more.
 * `scheduledId`: sends only while that sending still waits; null answers that it does not.
 */
export async function sendQuote<Answer>(
  context: SendContext,
  id: string,
  given: { body: QuoteSendBody; ifMatch: number | null; scheduledId?: string },
  answer: (call: Call, sent: SentQuote) => Promise<Answer>,
): Promise<Answer | null> {
  const { body, ifMatch, scheduledId = null } = given;
  await context.inCall('read', async (call) =>
    requireSendable(call, await getRecord(call, quoteKind, id), { ifMatch }),
  );
  for (let tries = 1; ; tries += 1) {
    const prepared = await preparePdf(context, 'quote', id);
    try {
      return await context.once(async (call) => {
        const quote = await lockRecord(call, quoteKind, id);
        const waiting = await lockWaiting(call, id);
        if (scheduledId !== null && waiting?.id !== scheduledId) return null;
        await requireSendable(call, quote, { ifMatch });
        return answer(call, await sendLocked(call, quote, prepared, { body, scheduledId }));
      });
    } catch (error) {
      if (error !== saysSomethingElse) throw error;
      if (tries > 1) {
        throw new Problem('in_progress', { detail: 'Somebody is changing this quote right now.' });
      }
    }
  }
}

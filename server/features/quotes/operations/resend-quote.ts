import { illegalTransition, Problem } from '#domain/problems.ts';
import type { SendBody } from '#domain/sends.ts';
import { preparePdf } from '#features/documents/operations/prepare-pdf.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import '../printable.ts';
import { type Delivery, deliverDocument } from './deliver-document.ts';
import { keepAndLink } from './keep-and-link.ts';
import type { SendContext, SentQuote } from './send-quote.ts';

const out = ['sent', 'viewed'];

function requireOut(call: Call, quote: RecordRow, ifMatch: number | null): void {
  requireOn(call, 'crm.quotes.send', quote, viewOf(quoteKind));
  requireVersion(quote, ifMatch);
  requireActive(quote);
  const status = quote.status as string;
  if (!out.includes(status)) throw illegalTransition(status, 'sent', []);
}

/** Sending again is nothing but writing: refused where nobody could be written to. */
export function requireWritten({ email, sms, recipient }: Delivery): void {
  const gone = [email, sms].some((message) => message !== null && message.status !== 'suppressed');
  if (gone) return;
  if (recipient.noEmail === 'suppressed') {
    throw new Problem('recipient_suppressed', {
      detail: 'The recipient does not want to be written to.',
      channel: 'email',
    });
  }
  throw new Problem('no_recipient', { detail: 'There is no usable email address.', channel: 'email' });
}

/** Writes to the customer again about a quote that is out: the same link and the same PDF. */
export async function resendQuote<Answer>(
  context: SendContext,
  id: string,
  { body, ifMatch }: { body: SendBody; ifMatch: number | null },
  answer: (call: Call, sent: SentQuote) => Promise<Answer>,
): Promise<Answer> {
  await context.inCall('read', async (call) =>
    requireOut(call, await getRecord(call, quoteKind, id), ifMatch),
  );
  const prepared = await preparePdf(context, 'quote', id);
  return context.once(async (call) => {
    const quote = await lockRecord(call, quoteKind, id);
    requireOut(call, quote, ifMatch);
    const { pdfFileId, pdf, url } = await keepAndLink(call, { kind: quoteKind, row: quote }, prepared);
    const delivery = await deliverDocument(
      call,
      { kind: quoteKind, row: quote, content: prepared.content, pdf, url },
      body,
    );
    requireWritten(delivery);
    const { email, sms } = delivery;
    audit(call, {
      action: 'quote.resent',
      recordKind: 'quote',
      recordId: quote.id,
      scopePath: quote.scopePath,
      after: { email: email?.status ?? null, sms: sms?.status ?? null },
    });
    return answer(call, { quote, url, pdfFileId, email, sms });
  });
}

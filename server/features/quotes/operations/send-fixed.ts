import type { Capability } from '#domain/capabilities.ts';
import type { EventType } from '#domain/events.ts';
import { illegalTransition, Problem } from '#domain/problems.ts';
import type { SendBody } from '#domain/sends.ts';
import type { DocumentKind } from '#features/documents/content.ts';
import { contentToPrint, type PdfContext, preparePdf } from '#features/documents/operations/prepare-pdf.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { OnceContext } from '#platform/http/endpoint.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import type { SendingPreview } from '../queries-sending.ts';
import { type Delivery, deliverDocument, previewSending } from './deliver-document.ts';
import { keepAndLink, saysSomethingElse } from './keep-and-link.ts';

/** A kind of document that says what it says since it was confirmed or issued, and goes to its customer as often as wanted. */
export type FixedKind = {
  kind: RecordKind;
  capability: Capability;
  event: EventType;
  /** Whether a customer may get it as it stands. */
  isSendable(row: RecordRow): boolean;
};

export type SentDocument = { document: RecordRow; url: string; pdfFileId: string } & Pick<
  Delivery,
  'email' | 'sms'
>;

function requireSendable(call: Call, fixed: FixedKind, row: RecordRow, ifMatch: number | null): void {
  requireOn(call, fixed.capability, row, viewOf(fixed.kind));
  requireVersion(row, ifMatch);
  requireActive(row);
  if (!fixed.isSendable(row)) throw illegalTransition(row.status as string, 'sent', []);
}

/**
 * Sends such a document, or sends it again: the PDF of what was fixed, the link that it has or a new one, and a mail to the
 * customer. All of it happens, or nothing. Without an address it is marked as sent and the answer says so.
 */
export async function sendFixed<Answer>(
  context: PdfContext & Pick<OnceContext, 'once'>,
  fixed: FixedKind,
  id: string,
  { body, ifMatch }: { body: SendBody; ifMatch: number | null },
  answer: (call: Call, sent: SentDocument) => Promise<Answer>,
): Promise<Answer> {
  const { kind, event } = fixed;
  await context.inCall('read', async (call) =>
    requireSendable(call, fixed, await getRecord(call, kind, id), ifMatch),
  );
  const prepared = await preparePdf(context, kind.name as DocumentKind, id);
  try {
    return await context.once(async (call) => {
      const row = await lockRecord(call, kind, id);
      requireSendable(call, fixed, row, ifMatch);
      const { pdfFileId, pdf, url } = await keepAndLink(call, { kind, row }, prepared);
      const { content } = prepared;
      const { email, sms } = await deliverDocument(call, { kind, row, content, pdf, url }, body);
      const payload = { pdfFileId, emailed: email !== null };
      const document = await writeChange(call, kind, row, { sentAt: instant(call) }, { event, payload });
      return answer(call, { document, url, pdfFileId, email, sms });
    });
  } catch (error) {
    if (error !== saysSomethingElse) throw error;
    throw new Problem('in_progress', { detail: 'Somebody is changing this document right now.' });
  }
}

/** What sending answers beside the document under its own name. */
export function sendingOf({ email, sms, url, pdfFileId }: SentDocument) {
  return {
    emailed: email !== null && email.status !== 'suppressed',
    ...(email ? { message: email } : {}),
    ...(sms ? { sms } : {}),
    publicUrl: url,
    pdfFileId,
  };
}

/** Whom such a document would be sent to, why not, and what the message would say. */
export async function previewFixed(
  call: Call,
  { kind, capability }: FixedKind,
  id: string,
  language: SendingPreview['language'] | null,
): Promise<SendingPreview> {
  const row = await getRecord(call, kind, id);
  requireOn(call, capability, row, viewOf(kind));
  const content = await contentToPrint(call, kind.name as DocumentKind, row);
  return previewSending(call, { kind, row, content }, language);
}

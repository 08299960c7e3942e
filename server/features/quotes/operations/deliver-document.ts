import type { SendBody, SendLanguage } from '#domain/sends.ts';
import { sendMessage } from '#features/communicate/operations/send-message.ts';
import { emailReady, smsReady } from '#features/communicate/queries-channels.ts';
import type { DocumentContent } from '#features/documents/content.ts';
import type { Call } from '#platform/access/call.ts';
import { composeMail } from '#platform/mail/mail-html.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import { languageOf, type Recipient, recipientOf } from '../queries-recipient.ts';
import type { SendingPreview } from '../queries-sending.ts';
import {
  frameOf,
  type SentFacts,
  type SentKind,
  smsText,
  subjectOf,
  usualMessage,
} from './document-words.ts';

export type SentMessage = Awaited<ReturnType<typeof sendMessage>>;

export type Delivery = {
  email: SentMessage | null;
  sms: SentMessage | null;
  recipient: Recipient;
};

export type DocumentToSend = {
  kind: RecordKind;
  row: RecordRow;
  /** What its PDF says. */
  content: DocumentContent;
  /** The stored PDF, under the name that the recipient sees. */
  pdf: { key: string; name: string };
  /** The address of the public page. */
  url: string;
  /** Instead of what is usually written with such a document: a reminder. */
  words?: (language: SendLanguage, facts: SentFacts) => { subject: string; text: string };
};

/** What messages say of a document. */
function factsOf(
  call: Call,
  { kind, content }: Pick<DocumentToSend, 'kind' | 'content'>,
  name: string | null,
): SentFacts {
  const { number, seller, totals, currency } = content;
  const decimals = totals.total.split('.')[1]?.length ?? 0;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
  // Intl takes decimal text exactly, which its type does not say.
  const total = new Intl.NumberFormat('en', digits).format(totals.total as unknown as number);
  return {
    kind: kind.name as SentKind,
    number: number ?? '',
    total: `${total} ${currency}`,
    seller: seller.name ?? 'Parley',
    name,
    sender: call.actor.kind === 'member' ? call.actor.name : null,
  };
}

/** Whom a document would go to, why not, and what the message would say: for the panel in which it is sent. */
export async function previewSending(
  call: Call,
  document: Pick<DocumentToSend, 'kind' | 'row' | 'content'>,
  chosen: SendLanguage | null,
): Promise<SendingPreview> {
  const { record: _, ...recipient } = await recipientOf(call, document.row);
  const language = chosen ?? (await languageOf(call, document.row));
  const facts = factsOf(call, document, recipient.name);
  return {
    ...recipient,
    emailReady: await emailReady(call),
    smsReady: await smsReady(call),
    language,
    subject: subjectOf(language, facts),
    message: usualMessage(language, facts),
  };
}

/**
 * Writes to the customer that a document is there, in the caller's transaction: by mail with the PDF and the link, and by
 * text message where that was asked for. Nobody is written to who has no address or wants no messages; `recipient` says
 * why.
 */
export async function deliverDocument(
  call: Call,
  document: DocumentToSend,
  { message, notifyBySms, language: chosen }: SendBody,
): Promise<Delivery> {
  const { kind, row, pdf, url } = document;
  const recipient = await recipientOf(call, row);
  const language = chosen ?? (await languageOf(call, row));
  const facts = factsOf(call, document, recipient.name);
  const at = {
    recordKind: kind.name,
    recordId: row.id,
    ...(recipient.record ? { recipient: recipient.record } : {}),
    onSuppressed: 'note' as const,
  };
  let email: SentMessage | null = null;
  if (recipient.email !== null) {
    const { open, footer } = frameOf(language, facts);
    const { accent } = document.content.branding;
    const own = document.words?.(language, facts);
    const subject = own?.subject ?? subjectOf(language, facts);
    const text = message ?? own?.text ?? usualMessage(language, facts);
    const page = composeMail({
      locale: language,
      heading: subject,
      paragraphs: text.split(/\n{2,}/),
      action: { label: open, url },
      footer,
      ...(accent ? { accentColour: accent } : {}),
    });
    email = await sendMessage(call, {
      ...at,
      channel: 'email',
      to: recipient.email,
      subject,
      body: page.text,
      html: page.html,
      attachments: [{ ...pdf, contentType: 'application/pdf' }],
    });
  }
  const sms =
    notifyBySms === true && recipient.mobile !== null
      ? await sendMessage(call, {
          ...at,
          channel: 'sms',
          to: recipient.mobile,
          body: smsText(language, facts, url),
        })
      : null;
  return { email, sms, recipient };
}

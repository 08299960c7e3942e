import type { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type { MailServer } from './mail-server.ts';

/** The longest that one sending may take, from the first packet to the server's last word. */
export const sendLimitMs = 60_000;

export type OutgoingMail = {
  /** The same for every try, so that a receiver who gets a mail twice after a crash can tell. */
  id: string;
  recipient: string;
  subject: string;
  bodyText: string;
  bodyHtml: string | null;
  createdAt: string;
  replyTo?: string | null;
  attachments?: readonly { name: string; contentType: string; content: Readable }[];
  /** From one person to another: without the headers that keep out-of-office answers away. */
  personal?: boolean;
};

/** The Message-ID of a mail that is sent from this address. */
export function messageIdOf(id: string, from: { address: string }): string {
  return `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`;
}

const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Hands a mail to a mail server; answers its Message-ID. Rejects when the server does not take it, or not in time. */
export async function submit(server: MailServer, mail: OutgoingMail): Promise<string> {
  const transport = nodemailer.createTransport({
    ...server.options,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('The mail server took too long.')), sendLimitMs);
  const messageId = messageIdOf(mail.id, server.from);
  const attachments = mail.attachments ?? [];
  try {
    const sending = transport.sendMail({
      from: server.from,
      to: { name: '', address: mail.recipient },
      ...(mail.replyTo ? { replyTo: { name: '', address: mail.replyTo } } : {}),
      subject: mail.subject,
      text: mail.bodyText,
      ...(mail.bodyHtml === null ? {} : { html: mail.bodyHtml }),
      attachments: attachments.map(({ name, contentType, content }) => ({
        filename: name,
        contentType,
        content,
        contentTransferEncoding: 'base64' as const,
      })),
      messageId,
      date: new Date(mail.createdAt),
      ...(mail.personal ? {} : { headers: automatic }),
    });
    await Promise.race([sending, late.promise]);
    return messageId;
  } finally {
    clearTimeout(timer);
    transport.close();
    for (const { content } of attachments) content.destroy();
  }
}

/** Whether the server refused for good: the address or the content itself, not its own state or our sign-in. */
export function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500;
}

import nodemailer from 'nodemailer';
import type { Config } from '../config/config.ts';
import type { ClaimedMail } from './mail-row.ts';

/** The longest that one sending may take, from the first packet to the server's last word. */
export const sendLimitMs = 60_000;

/** The same for every try, so that a receiver who gets a mail twice after a crash can tell. */
export function messageIdOf(mailId: string, config: Pick<Config, 'mailFrom'>): string {
  const address = /<([^<>]*)>$/.exec(config.mailFrom)?.[1] ?? config.mailFrom;
  return `<${mailId}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}

/** Hands a mail to the server of SMTP_URL. Rejects when the server does not take it, or not in time. */
export async function submit(
  config: Pick<Config, 'mailFrom'> & { smtpUrl: string },
  mailId: string,
  mail: ClaimedMail,
): Promise<void> {
  const transport = nodemailer.createTransport({
    url: config.smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('The mail server took too long.')), sendLimitMs);
  try {
    const sending = transport.sendMail({
      from: config.mailFrom,
      to: { name: '', address: mail.recipient },
      subject: mail.subject,
      text: mail.bodyText,
      ...(mail.bodyHtml === null ? {} : { html: mail.bodyHtml }),
      messageId: messageIdOf(mailId, config),
      date: new Date(mail.createdAt),
      // Keeps out-of-office answers from coming back.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    await Promise.race([sending, late.promise]);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

/** Whether the server refused for good: the address or the content itself, not its own state or our sign-in. */
export function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500;
}

import { z } from 'zod';
import { email, optionalText, phone, rule, text } from './fields.ts';

export const messageChannels = ['email', 'sms'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export const messageStatuses = [
  'queued',
  'sent',
  'delivered',
  'failed',
  'bounced',
  'simulated',
  'suppressed',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** The most characters (UTF-16 units) of a message's parts. 1,600 is what Twilio takes for one text message. */
export const messageLimits = { subject: 250, email: 100_000, sms: 1600, attachments: 10 } as const;

export const emailSecurities = ['none', 'starttls', 'tls'] as const;
export type EmailSecurity = (typeof emailSecurities)[number];

const hostPattern =
  /^(?:\[[0-9a-f:.]+\]|[0-9a-f:]*:[0-9a-f:.]*|[a-z0-9_](?:[a-z0-9_-]{0,62})?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62})?)*\.?)$/i;
const domainPattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/i;

/** Whether the other rules of a line of text have nothing against the value, so that its form is what matters. */
const isOneLine = (value: string, max: number) =>
  value !== '' && value.length <= max && value.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(value);

/** Holds where a line of text has this form, and leaves what is no line of text to its own rules. */
function shaped(max: number, holds: (value: string) => boolean, code: 'invalid_format' | 'invalid_url') {
  return rule<string>((value) => !isOneLine(value, max) || holds(value), code);
}

/** The name or the address of a server, without a port or a path. */
const host = text(253).check(shaped(253, (value) => hostPattern.test(value), 'invalid_format'));

const domainName = optionalText(253).check(
  rule<string | null | undefined>(
    (value) => !value || !isOneLine(value, 253) || domainPattern.test(value),
    'invalid_format',
  ),
);

/** What a new secret may be; absent or empty keeps the one that is stored. */
const secret = z
  .string()
  .max(500)
  .transform((value) => (value === '' ? undefined : value));

export const emailSettingsBody = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  security: z.enum(emailSecurities),
  username: optionalText(254),
  /** Null removes the one that is stored. */
  password: secret.nullable().optional(),
  fromName: text(120),
  fromAddress: email,
  replyDomain: domainName,
});
export type EmailSettings = z.output<typeof emailSettingsBody>;

function isProviderAddress(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    !/\s/.test(value) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}

/** Where a provider's API begins: http or https, without credentials, query or fragment; no slash at the end. */
export const providerUrl = text(2000)
  .overwrite((value) => value.replace(/\/+$/, ''))
  .check(shaped(2000, isProviderAddress, 'invalid_url'));

export const smsSettingsBody = z.strictObject({
  baseUrl: providerUrl,
  accountSid: text(64).check(shaped(64, (value) => /^[\w-]+$/.test(value), 'invalid_format')),
  authToken: secret.optional(),
  from: text(40),
});
export type SmsSettings = z.output<typeof smsSettingsBody>;

export const emailTestBody = z.strictObject({ to: email });
export const smsTestBody = z.strictObject({ to: phone });

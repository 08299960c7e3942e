import { z } from 'zod';
import { email, phone, rule, text } from './fields.ts';

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

/** The name or the address of a server, without a port or a path. */
const host = text(253).check(rule((value) => hostPattern.test(value), 'invalid_format'));

const domainName = text(253)
  .overwrite((value) => value.toLowerCase())
  .check(
    rule(
      (value) => /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/.test(value),
      'invalid_format',
    ),
  );

/** What a new secret may be; absent keeps the one that is stored, null removes it. */
const secret = z.string().min(1).max(500).nullable().optional();

export const emailSettingsBody = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  security: z.enum(emailSecurities),
  username: text(254).nullable().optional(),
  password: secret,
  fromName: text(120),
  fromAddress: email,
  replyDomain: domainName.nullable().optional(),
});
export type EmailSettings = z.output<typeof emailSettingsBody>;

function isProviderAddress(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}

/** Where a provider's API begins: http or https, without credentials, query or fragment; no slash at the end. */
export const providerUrl = text(2000)
  .overwrite((value) => value.replace(/\/+$/, ''))
  .check(rule(isProviderAddress, 'invalid_url'));

export const smsSettingsBody = z.strictObject({
  baseUrl: providerUrl,
  accountSid: text(64).check(rule((value) => /^[\w-]+$/.test(value), 'invalid_format')),
  authToken: z.string().min(1).max(500).optional(),
  from: text(40),
});
export type SmsSettings = z.output<typeof smsSettingsBody>;

export const emailTestBody = z.strictObject({ to: email });
export const smsTestBody = z.strictObject({ to: phone });

import { z } from 'zod';
import { emailSecurities } from '#domain/messages.ts';
import type { EmailChannel, SmsChannel } from './queries-channels.ts';

/** Who sends the company's mail: its own server, the installation's, or nobody. */
export const emailSources = ['company', 'installation', 'simulation'] as const;

export const emailChannelSchema = z.object({
  configured: z.boolean(),
  source: z.enum(emailSources),
  /** What serves where the company sets up nothing of its own. */
  fallback: z.enum(['installation', 'simulation']),
  host: z.string().nullable(),
  port: z.int().nullable(),
  security: z.enum(emailSecurities).nullable(),
  username: z.string().nullable(),
  passwordSet: z.boolean(),
  fromName: z.string().nullable(),
  fromAddress: z.string().nullable(),
  replyDomain: z.string().nullable(),
  version: z.int(),
  updatedAt: z.string().nullable(),
});

/** The settings of a mail server as the API shows them: whether there is a password, never which. */
export function presentEmailChannel(row: EmailChannel | undefined, hasMailServer: boolean) {
  const fallback = hasMailServer ? 'installation' : 'simulation';
  return {
    configured: row !== undefined,
    source: row ? 'company' : fallback,
    fallback,
    host: row?.host ?? null,
    port: row?.port ?? null,
    security: row?.security ?? null,
    username: row?.username ?? null,
    passwordSet: (row?.passwordSealed ?? null) !== null,
    fromName: row?.fromName ?? null,
    fromAddress: row?.fromAddress ?? null,
    replyDomain: row?.replyDomain ?? null,
    version: row?.version ?? 0,
    updatedAt: row?.updatedAt ?? null,
  };
}

export const smsChannelSchema = z.object({
  configured: z.boolean(),
  source: z.enum(['company', 'simulation']),
  baseUrl: z.string().nullable(),
  accountSid: z.string().nullable(),
  authTokenSet: z.boolean(),
  from: z.string().nullable(),
  version: z.int(),
  updatedAt: z.string().nullable(),
});

export function presentSmsChannel(row: SmsChannel | undefined) {
  return {
    configured: row !== undefined,
    source: row ? 'company' : 'simulation',
    baseUrl: row?.baseUrl ?? null,
    accountSid: row?.accountSid ?? null,
    authTokenSet: row !== undefined,
    from: row?.sender ?? null,
    version: row?.version ?? 0,
    updatedAt: row?.updatedAt ?? null,
  };
}

/** What became of a test. A refusal of the provider is an answer, told in its words. */
export const testSchema = z.object({
  status: z.enum(['sent', 'simulated', 'failed']),
  error: z.string().nullable(),
});

export type TestResult = z.output<typeof testSchema>;

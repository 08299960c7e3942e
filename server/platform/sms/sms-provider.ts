import type { KeyObject } from 'node:crypto';
import type { Transaction } from '../database/database.ts';
import { requestOutside } from '../outside/request.ts';
import { openSecret } from '../secrets/secret.ts';

/** A company's provider of text messages as it is kept; the token is sealed. */
export type SmsSettingRow = { baseUrl: string; accountSid: string; tokenSealed: string; sender: string };

export type TextMessage = {
  /** The same for every try. */
  id: string;
  /** E.164. */
  to: string;
  body: string;
};

/** The longest that one sending may take. */
export const smsLimitMs = 30_000;

/** Where the token of a company's SMS provider is sealed. */
export const smsTokenPlace = (orgId: string) => ({ orgId, purpose: 'sms token' });

/** The company's provider, or undefined. */
export function findSmsSetting(database: Transaction, orgId: string): Promise<SmsSettingRow | undefined> {
  return database
    .selectFrom('smsSetting')
    .select(['baseUrl', 'accountSid', 'tokenSealed', 'sender'])
    .where('orgId', '=', orgId)
    .executeTakeFirst();
}

/** A refusal in the provider's own words. `optedOut`: the receiver answered STOP. */
export class SmsRefused extends Error {
  readonly forGood: boolean;
  readonly optedOut: boolean;

  constructor(message: string, { forGood, optedOut }: { forGood: boolean; optedOut: boolean }) {
    super(message);
    this.name = 'SmsRefused';
    this.forGood = forGood;
    this.optedOut = optedOut;
  }
}

type Answer = { sid?: unknown; code?: unknown; message?: unknown };

function answerOf(text: string): Answer {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

// "Attempt to send to unsubscribed recipient" in Twilio's list of errors.
const unsubscribed = 21_610;
// Its own state, too many at once, or credentials that somebody is about to correct: worth another try.
const passing = new Set([401, 403, 408, 425, 429]);

/**
 * Hands a text message to a provider that speaks Twilio's API (`POST {baseUrl}/2010-04-01/Accounts/{sid}/Messages.json`)
 * and answers the id that the provider gave it. Throws SmsRefused, PrivateAddress, or the network's error.
 */
export async function sendSms(
  config: { readonly secretKey: KeyObject; allowPrivateProviders: boolean },
  orgId: string,
  setting: SmsSettingRow,
  message: TextMessage,
): Promise<string | null> {
  const { baseUrl, accountSid, tokenSealed, sender } = setting;
  const token = openSecret(config, smsTokenPlace(orgId), tokenSealed);
  // Twilio's senders are numbers, names, or a service that chooses one of several.
  const form = new URLSearchParams({ To: message.to, Body: message.body });
  form.set(/^MG[0-9a-f]{32}$/i.test(sender) ? 'MessagingServiceSid' : 'From', sender);
  const { status, text } = await requestOutside(
    config,
    `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`,
    {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'i-twilio-idempotency-token': message.id,
      },
      body: form.toString(),
      timeoutMs: smsLimitMs,
      mostBytes: 100_000,
    },
  );
  const answer = answerOf(text);
  if (status >= 200 && status < 300) return typeof answer.sid === 'string' ? answer.sid.slice(0, 100) : null;
  const said = typeof answer.message === 'string' ? answer.message : 'no reason given';
  throw new SmsRefused(`The SMS provider refused with ${status}: ${said}`, {
    forGood: status >= 300 && status < 500 && !passing.has(status),
    optedOut: answer.code === unsubscribed,
  });
}

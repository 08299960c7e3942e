import type { Call } from '#platform/access/call.ts';
import { type EmailSettingRow, willBeSent } from '#platform/mail/mail-server.ts';
import type { SmsSettingRow } from '#platform/sms/sms-provider.ts';

type Kept = { version: number; updatedAt: string };
export type EmailChannel = EmailSettingRow & { replyDomain: string | null } & Kept;
export type SmsChannel = SmsSettingRow & Kept;

/** The company's own mail server, or undefined. */
export function findEmailChannel(call: Call): Promise<EmailChannel | undefined> {
  return call.database
    .selectFrom('emailSetting')
    .select(['host', 'port', 'security', 'username', 'passwordSealed', 'fromName', 'fromAddress'])
    .select(['replyDomain', 'version', 'updatedAt'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirst() as Promise<EmailChannel | undefined>;
}

/** The company's provider of text messages, or undefined. */
export function findSmsChannel(call: Call): Promise<SmsChannel | undefined> {
  return call.database
    .selectFrom('smsSetting')
    .select(['baseUrl', 'accountSid', 'tokenSealed', 'sender', 'version', 'updatedAt'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
}

/** Whether a mail would be sent now, rather than simulated: by the company's own mail server or the installation's. */
export function emailReady(call: Call): Promise<boolean> {
  return willBeSent(call);
}

/** Whether a text message would be sent now, rather than simulated. */
export async function smsReady(call: Call): Promise<boolean> {
  return (await findSmsChannel(call)) !== undefined;
}

import { fieldProblem } from '#domain/field-errors.ts';
import type { SmsSettings } from '#domain/messages.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { findSmsChannel, type SmsChannel } from '../queries-channels.ts';
import { leaveChannelTraces, requireChannels } from './change-channel.ts';

/** What the audit log says of a provider: everything but the token. */
function facts({ baseUrl, accountSid, sender }: Pick<SmsChannel, 'baseUrl' | 'accountSid' | 'sender'>) {
  return { baseUrl, accountSid, from: sender };
}

/** A token that is kept goes only to where it was meant for, as a password of a mail server does. */
function tokenFor(current: SmsChannel | undefined, given: SmsSettings, sealed: string | undefined): string {
  if (sealed !== undefined) return sealed;
  if (current?.baseUrl === given.baseUrl && current.accountSid === given.accountSid)
    return current.tokenSealed;
  throw invalidFields([fieldProblem('authToken', 'required')]);
}

/** Sets up the company's provider of text messages. `sealed` is the new token; undefined keeps the one there is. */
export async function setUpSms(
  call: Call,
  given: SmsSettings,
  { sealed, ifMatch }: { sealed: string | undefined; ifMatch: number | null },
): Promise<void> {
  requireChannels(call);
  const current = await findSmsChannel(call);
  if (current) requireVersion(current, ifMatch);
  const next = {
    baseUrl: given.baseUrl,
    accountSid: given.accountSid,
    sender: given.from,
    tokenSealed: tokenFor(current, given, sealed),
    version: (current?.version ?? 0) + 1,
    updatedAt: instant(call),
    updatedBy: call.actor.memberId,
  };
  await call.database
    .insertInto('smsSetting')
    .values({ orgId: call.orgId, ...next })
    .onConflict((conflict) => conflict.column('orgId').doUpdateSet(next))
    .execute();
  leaveChannelTraces(call, 'sms', 'changed', {
    before: current ? facts(current) : null,
    after: { ...facts(next), ...(sealed === undefined ? {} : { tokenChanged: true }) },
  });
}

/** Takes the provider away: text messages are simulated from now on. */
export async function removeSms(call: Call): Promise<void> {
  requireChannels(call);
  const current = await findSmsChannel(call);
  if (!current) return;
  await call.database.deleteFrom('smsSetting').where('orgId', '=', call.orgId).execute();
  leaveChannelTraces(call, 'sms', 'removed', { before: facts(current), after: null });
}

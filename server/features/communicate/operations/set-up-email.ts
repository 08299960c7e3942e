import { fieldProblem } from '#domain/field-errors.ts';
import type { EmailSettings } from '#domain/messages.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { type EmailChannel, findEmailChannel } from '../queries-channels.ts';
import { leaveChannelTraces, requireChannels } from './change-channel.ts';

/** What the audit log says of a mail server: everything but the password. */
function facts(row: EmailChannel) {
  const { host, port, security, username, fromName, fromAddress, replyDomain, passwordSealed } = row;
  const passwordSet = passwordSealed !== null;
  return { host, port, security, username, fromName, fromAddress, replyDomain, passwordSet };
}

/**
 * The password that holds from now on. One that is kept goes only to where it was meant for: whoever could point it at
 * another server would read it there.
 */
function passwordFor(
  current: EmailChannel | undefined,
  given: EmailSettings,
  sealed: string | null | undefined,
): string | null {
  const username = given.username ?? null;
  if (username === null) {
    if (sealed) throw invalidFields([fieldProblem('username', 'required')]);
    return null;
  }
  if (sealed !== undefined) return sealed;
  if (!current?.passwordSealed) return null;
  const same =
    current.host.toLowerCase() === given.host.toLowerCase() &&
    current.port === given.port &&
    current.security === given.security &&
    current.username === username;
  if (!same) throw invalidFields([fieldProblem('password', 'required')]);
  return current.passwordSealed;
}

/** Sets up the company's own mail server. `sealed` is the new password; undefined keeps the one there is, null removes it. */
export async function setUpEmail(
  call: Call,
  given: EmailSettings,
  { sealed, ifMatch }: { sealed: string | null | undefined; ifMatch: number | null },
): Promise<void> {
  requireChannels(call);
  const current = await findEmailChannel(call);
  if (current) requireVersion(current, ifMatch);
  const { password, ...rest } = given;
  void password;
  const next = {
    ...rest,
    username: given.username ?? null,
    replyDomain: given.replyDomain?.toLowerCase() ?? null,
    passwordSealed: passwordFor(current, given, sealed),
    version: (current?.version ?? 0) + 1,
    updatedAt: instant(call),
    updatedBy: call.actor.memberId,
  };
  await call.database
    .insertInto('emailSetting')
    .values({ orgId: call.orgId, ...next })
    .onConflict((conflict) => conflict.column('orgId').doUpdateSet(next))
    .execute();
  leaveChannelTraces(call, 'email', 'changed', {
    before: current ? facts(current) : null,
    after: { ...facts(next), ...(sealed ? { passwordChanged: true } : {}) },
  });
}

/** Takes the company's own mail server away: the installation's serves again, or mail is simulated. */
export async function removeEmail(call: Call): Promise<void> {
  requireChannels(call);
  const current = await findEmailChannel(call);
  if (!current) return;
  await call.database.deleteFrom('emailSetting').where('orgId', '=', call.orgId).execute();
  leaveChannelTraces(call, 'email', 'removed', { before: facts(current), after: null });
}

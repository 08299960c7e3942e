import { Problem } from '#domain/problems.ts';
import { type AuditDraft, audit } from '#platform/access/call.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { countAttempt, forgiveAttempt } from '#platform/sign-in/throttle.ts';
import { getMember } from './queries-members.ts';

/** Refuses programs: passwords, second factors and sessions belong to people. */
export function requirePerson(context: SessionContext): void {
  if (!context.headers.has('authorization')) return;
  throw new Problem('forbidden', { detail: 'Only a signed-in member can do this, not an API key.' });
}

/** Writes an entry about the person themselves to the audit log. */
export function auditPerson(context: SessionContext, entry: AuditDraft): Promise<void> {
  return context.inCall('write', async (call) => {
    audit(call, { recordKind: 'member', recordId: call.actor.memberId, ...entry });
  });
}

/**
 * Does what takes the person's password again, under the same limit as signing in: a browser left open must not become a
 * place to guess it.
 */
export async function withPassword<T>(context: SessionContext, run: () => Promise<T>): Promise<T> {
  requirePerson(context);
  const email = await context.inCall('read', async (call) => {
    const member = await getMember(call, call.actor.memberId ?? '');
    return member.email;
  });
  const attempt = { email, ip: context.origin.ip };
  await countAttempt(context.services, attempt);
  const result = await run();
  await forgiveAttempt(context.services, attempt, { whole: false });
  return result;
}

export function setCookies(context: SessionContext, cookies: readonly string[]): void {
  for (const cookie of cookies) context.setHeader('set-cookie', cookie);
}

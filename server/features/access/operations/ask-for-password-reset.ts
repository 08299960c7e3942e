import type { PublicContext } from '#platform/http/endpoint.ts';
import { countAttempt } from '#platform/sign-in/throttle.ts';
import { evenly } from '../evenly.ts';
import { auditVisitor } from '../traces.ts';

const answerMs = 400;

/**
 * Mails a reset link when a member has this address. The answer, and the time it takes, are the same whether or not. Each
 * request counts as an attempt, so that nobody's mailbox is filled.
 */
export function askForPasswordReset(context: PublicContext, email: string): Promise<void> {
  const { services, origin } = context;
  return evenly(answerMs, 'always', async () => {
    await countAttempt(services, { email: `reset ${email}`, ip: origin.ip });
    const about = await services.signIn.findMembership(email);
    await services.signIn.askForReset(email);
    if (about) await auditVisitor(context, about, { action: 'password.reset_asked' });
  });
}

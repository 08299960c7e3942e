import type { PasswordResetBody } from '#domain/sign-in.ts';
import type { PublicContext } from '#platform/http/endpoint.ts';
import { forgiveAttempt } from '#platform/sign-in/throttle.ts';
import { auditVisitor } from '../traces.ts';

/** Sets a new password by a mailed link, which works once. Every session of the person ends. */
export async function resetPassword(
  context: PublicContext,
  { token, password }: PasswordResetBody,
): Promise<void> {
  const { services, origin } = context;
  const { email, membership } = await services.signIn.resetPassword(token, password);
  await forgiveAttempt(services, { email, ip: origin.ip }, { whole: true });
  if (membership) await auditVisitor(context, membership, { action: 'password.reset' });
}

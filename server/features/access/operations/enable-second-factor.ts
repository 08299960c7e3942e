import type { PasswordBody } from '#domain/sign-in.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { withPassword } from '../person.ts';

/** Begins two-factor sign-in: answers with what the authenticator app needs. It holds once a code is confirmed. */
export function enableSecondFactor(
  context: SessionContext,
  { password }: PasswordBody,
): Promise<{ uri: string; backupCodes: string[] }> {
  return withPassword(context, () => context.services.signIn.enableTotp(context, password));
}

import type { PasswordBody } from '#domain/sign-in.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { auditPerson, setCookies, withPassword } from '../person.ts';

export async function disableSecondFactor(
  context: SessionContext,
  { password }: PasswordBody,
): Promise<void> {
  const { signIn } = context.services;
  setCookies(context, await withPassword(context, () => signIn.disableTotp(context, password)));
  await auditPerson(context, { action: 'second_factor.disabled' });
}

import type { PasswordChangeBody } from '#domain/sign-in.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { auditPerson, setCookies, withPassword } from '../person.ts';

/** Sets a new password for who knows the old one. All other sessions of the person end. */
export async function changePassword(
  context: SessionContext,
  { currentPassword, newPassword }: PasswordChangeBody,
): Promise<void> {
  const { signIn } = context.services;
  const given = { current: currentPassword, next: newPassword };
  setCookies(context, await withPassword(context, () => signIn.changePassword(context, given)));
  await auditPerson(context, { action: 'password.changed' });
}

import type { CodeBody } from '#domain/sign-in.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { auditPerson, requirePerson, setCookies } from '../person.ts';

/** Switches two-factor sign-in on, after the app has shown that it knows the secret. */
export async function confirmSecondFactor(context: SessionContext, { code }: CodeBody): Promise<void> {
  requirePerson(context);
  setCookies(context, await context.services.signIn.confirmTotp(context, code));
  await auditPerson(context, { action: 'second_factor.enabled' });
}

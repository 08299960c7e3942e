import type { SessionContext } from '#platform/http/endpoint.ts';
import { auditPerson, requirePerson, setCookies } from '../person.ts';

/** Ends this browser's session. */
export async function signOut(context: SessionContext): Promise<void> {
  requirePerson(context);
  await auditPerson(context, { action: 'sign_out' });
  setCookies(context, await context.services.signIn.leave(context));
}

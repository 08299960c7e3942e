import { notFound } from '#domain/problems.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { auditPerson, requirePerson } from '../person.ts';

/** Signs another browser of the same person out, or this one. */
export async function endSession(context: SessionContext, id: string): Promise<void> {
  requirePerson(context);
  if (!(await context.services.signIn.endSession(context, id))) throw notFound('session');
  await auditPerson(context, { action: 'session.ended', after: { sessionId: id } });
}

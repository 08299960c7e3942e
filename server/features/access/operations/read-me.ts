import type { SessionContext } from '#platform/http/endpoint.ts';
import { setCookies } from '../person.ts';
import { describeMe, type Me } from './describe-me.ts';

type MeWithFactor = Omit<Me, 'member'> & {
  member: (NonNullable<Me['member']> & { twoFactorEnabled?: boolean }) | null;
};

/**
 * The first question of every visit, so it is here that a session older than a day is prolonged: no other request writes
 * to the sessions or sets their cookie.
 */
export async function readMe(context: SessionContext): Promise<MeWithFactor> {
  const me = await context.inCall('read', describeMe);
  if (context.headers.has('authorization')) return me;
  const session = await context.services.signIn.refreshSession(context);
  if (!session || !me.member) return me;
  setCookies(context, session.cookies);
  return { ...me, member: { ...me.member, twoFactorEnabled: session.twoFactorEnabled } };
}

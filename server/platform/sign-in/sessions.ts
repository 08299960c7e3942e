import type { Auth } from './auth.ts';
import type { Memberships } from './memberships.ts';
import { translated } from './refusals.ts';
import type { SignIn } from './types.ts';
import { headersOf } from './visitor.ts';

type Sessions = Pick<SignIn, 'readSession' | 'refreshSession' | 'listSessions' | 'endSession'>;

const nowhere = { ip: null, userAgent: null };

/** Reading, listing and ending sessions. */
export function sessions(auth: Auth, memberships: Memberships): Sessions {
  return {
    readSession: async (headers) => {
      if (!headers.get('cookie')?.includes('.session_token=')) return null;
      const found = await auth.api.getSession({
        headers: headersOf({ headers, origin: nowhere }),
        query: { disableRefresh: true },
      });
      return found ? memberships.of(found.user.id) : null;
    },
    refreshSession: async (visitor) => {
      const { headers, response } = await auth.api.getSession({
        headers: headersOf(visitor),
        returnHeaders: true,
      });
      if (!response) return null;
      return {
        cookies: headers.getSetCookie(),
        twoFactorEnabled: response.user.twoFactorEnabled === true,
      };
    },
    listSessions: async (visitor) => {
      const headers = headersOf(visitor);
      const current = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      const list = await translated(() => auth.api.listSessions({ headers }));
      return list
        .map((session) => ({
          id: session.id,
          createdAt: session.createdAt.toISOString(),
          refreshedAt: session.updatedAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
          ip: session.ipAddress || null,
          userAgent: session.userAgent || null,
          current: session.id === current?.session.id,
        }))
        .sort((a, b) => b.refreshedAt.localeCompare(a.refreshedAt));
    },
    endSession: async (visitor, id) => {
      const headers = headersOf(visitor);
      const list = await translated(() => auth.api.listSessions({ headers }));
      const session = list.find((one) => one.id === id);
      if (!session) return false;
      await translated(() => auth.api.revokeSession({ body: { token: session.token }, headers }));
      return true;
    },
  };
}

import { Problem } from '#domain/problems.ts';
import type { Auth } from './auth.ts';
import type { Memberships } from './memberships.ts';
import { signInEmail } from './people.ts';
import { translated, wrongCredentials } from './refusals.ts';
import type { SignIn } from './sign-in.ts';
import { headersOf, headersWith } from './visitor.ts';

type Entering = Pick<SignIn, 'enter' | 'leave' | 'turnAway' | 'findMembership'>;
type Origin = Parameters<SignIn['enter']>[1];

const nowhere = { ip: null, userAgent: null };
const totpCode = /^\d{6}$/;

/** Signing in and out. */
export function entering(auth: Auth, memberships: Memberships): Entering {
  return {
    enter: async (given, origin) => {
      const { userId, cookies } = await checkBoth(auth, given, origin);
      const membership = await memberships.of(userId);
      if (!membership) throw wrongCredentials();
      return { membership, cookies };
    },
    leave: async (visitor) => {
      const { headers } = await auth.api.signOut({ headers: headersOf(visitor), returnHeaders: true });
      return headers.getSetCookie();
    },
    turnAway: async ({ cookies }) => {
      await auth.api.signOut({ headers: headersWith(nowhere, cookies) });
    },
    findMembership: async (email) => {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(signInEmail(email));
      return found ? memberships.of(found.user.id) : null;
    },
  };
}

async function checkBoth(
  auth: Auth,
  { email, password, code }: { email: string; password: string; code?: string },
  origin: Origin,
): Promise<{ userId: string; cookies: string[] }> {
  const first = await translated(() =>
    auth.api.signInEmail({
      body: { email: signInEmail(email), password },
      headers: headersOf({ origin }),
      returnHeaders: true,
    }),
  );
  const cookies = first.headers.getSetCookie();
  if (!('twoFactorRedirect' in first.response)) return { userId: first.response.user.id, cookies };
  if (!code) {
    throw new Problem('second_factor_required', {
      detail: 'Send the code of the authenticator app, or a backup code, along with the password.',
    });
  }
  return checkCode(auth, code.trim(), headersWith(origin, cookies));
}

async function checkCode(
  auth: Auth,
  code: string,
  headers: Headers,
): Promise<{ userId: string; cookies: string[] }> {
  const second = await translated(() => {
    const request = { body: { code }, headers, returnHeaders: true } as const;
    return totpCode.test(code) ? auth.api.verifyTOTP(request) : auth.api.verifyBackupCode(request);
  });
  return { userId: second.response.user.id, cookies: second.headers.getSetCookie() };
}

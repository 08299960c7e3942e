import type { Auth } from './auth.ts';
import type { Memberships } from './memberships.ts';
import { signInEmail } from './people.ts';
import { translated, wrongCode, wrongCredentials } from './refusals.ts';
import type { Challenge, Credentials, SignedIn, SignIn } from './types.ts';
import { headersOf, headersWith } from './visitor.ts';

type Entering = Pick<
  SignIn,
  'enter' | 'enterWithCode' | 'findChallenged' | 'leave' | 'turnAway' | 'findMembership'
>;
type Origin = Parameters<SignIn['enter']>[1];

const nowhere = { ip: null, userAgent: null };
// The name of the challenge, then its signature; the name alone is 20 random characters.
const challengeCookie = /\.two_factor=(2fa-\w+)(?:\.|%2E)/;
const totpCode = /^\d{6}$/;

/** Says whether a code of this person's app comes for the first time. */
type IsFirstUse = (userId: string, code: string) => Promise<boolean>;

/** Signing in and out. */
export function entering(auth: Auth, memberships: Memberships, isFirstUse: IsFirstUse): Entering {
  const signedIn = async ({ userId, cookies }: Entered): Promise<SignedIn> => {
    const membership = await memberships.of(userId);
    if (!membership) throw wrongCredentials();
    return { membership, cookies };
  };
  return {
    enter: async (given, origin) => {
      const entered = await checkPassword(auth, given, origin, isFirstUse);
      return 'challenge' in entered ? entered : signedIn(entered);
    },
    enterWithCode: async (visitor, code) =>
      signedIn(await checkCode(auth, code, headersOf(visitor), isFirstUse)),
    leave: async (visitor) => {
      const { headers } = await auth.api.signOut({ headers: headersOf(visitor), returnHeaders: true });
      return headers.getSetCookie();
    },
    turnAway: async ({ cookies }) => {
      await auth.api.signOut({ headers: headersWith(nowhere, cookies) });
    },
    findChallenged: async ({ headers }) => {
      const { internalAdapter } = await auth.$context;
      const identifier = challengeCookie.exec(headers.get('cookie') ?? '')?.[1];
      if (!identifier) return null;
      const row = await internalAdapter.findVerificationValue(identifier);
      return row ? memberships.of(row.value) : null;
    },
    findMembership: async (email) => {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(signInEmail(email));
      return found ? memberships.of(found.user.id) : null;
    },
  };
}

type Entered = { userId: string; cookies: string[] };

async function checkPassword(
  auth: Auth,
  { email, password, code }: Credentials,
  origin: Origin,
  isFirstUse: IsFirstUse,
): Promise<Entered | Challenge> {
  const { headers, response } = await translated(() =>
    auth.api.signInEmail({
      body: { email: signInEmail(email), password },
      headers: headersOf({ origin }),
      returnHeaders: true,
    }),
  );
  const cookies = headers.getSetCookie();
  if (!('twoFactorRedirect' in response)) return { userId: response.user.id, cookies };
  if (!code) return { challenge: true, cookies };
  return checkCode(auth, code, headersWith(origin, cookies), isFirstUse);
}

async function checkCode(
  auth: Auth,
  code: string,
  headers: Headers,
  isFirstUse: IsFirstUse,
): Promise<Entered> {
  const request = { body: { code }, headers, returnHeaders: true } as const;
  const isTotp = totpCode.test(code);
  const second = await translated(() =>
    isTotp ? auth.api.verifyTOTP(request) : auth.api.verifyBackupCode(request),
  );
  const entered = { userId: second.response.user.id, cookies: second.headers.getSetCookie() };
  // The library strikes out backup codes only.
  if (!isTotp || (await isFirstUse(entered.userId, code))) return entered;
  await auth.api.signOut({ headers: headersWith(nowhere, entered.cookies) });
  throw wrongCode();
}

import { randomBytes } from 'node:crypto';
import { type Auth, resetLinkSeconds } from './auth.ts';
import type { Memberships } from './memberships.ts';
import { signInEmail } from './people.ts';
import { linkExpired, translated } from './refusals.ts';
import type { SignIn } from './types.ts';
import { headersOf } from './visitor.ts';

type Passwords = Pick<SignIn, 'askForReset' | 'makeResetToken' | 'resetPassword' | 'changePassword'>;

// The library's own name for the row of a reset link.
const rowOf = (token: string) => `reset-password:${token}`;

/** Forgotten, reset and changed passwords. */
export function passwords(auth: Auth, memberships: Memberships): Passwords {
  return {
    askForReset: async (email) => {
      await auth.api.requestPasswordReset({ body: { email: signInEmail(email) } });
    },
    makeResetToken: async (email) => {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(signInEmail(email));
      if (!found) throw new Error('Nobody signs in with this address.');
      const token = randomBytes(24).toString('base64url');
      await internalAdapter.createVerificationValue({
        identifier: rowOf(token),
        value: found.user.id,
        expiresAt: new Date(Date.now() + resetLinkSeconds * 1000),
      });
      return token;
    },
    resetPassword: async (token, password) => {
      const { internalAdapter } = await auth.$context;
      const row = await internalAdapter.findVerificationValue(rowOf(token));
      const user = row ? await internalAdapter.findUserById(row.value) : null;
      if (!user) throw linkExpired('link');
      await translated(() => auth.api.resetPassword({ body: { newPassword: password, token } }));
      return { email: user.email, membership: await memberships.of(user.id) };
    },
    changePassword: async (visitor, { current, next }) => {
      const { headers } = await translated(() =>
        auth.api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: headersOf(visitor),
          returnHeaders: true,
        }),
      );
      return headers.getSetCookie();
    },
  };
}

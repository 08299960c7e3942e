import type { ReadSession } from '../access/authenticate.ts';
import type { Origin } from '../access/call.ts';
import type { Config } from '../config/config.ts';
import { openPool } from '../database/database.ts';
import type { Logger } from '../log/log.ts';
import { openAuth } from './auth.ts';
import { entering } from './entering.ts';
import { type Membership, openMemberships } from './memberships.ts';
import { passwords } from './passwords.ts';
import { secondFactor } from './second-factor.ts';
import { sessions } from './sessions.ts';

/** Where a request comes from; every endpoint's context is one. */
export type Visitor = { headers: Headers; origin: Origin };

/** A person, and the Set-Cookie headers that the answer must carry. */
export type SignedIn = { membership: Membership; cookies: string[] };

/** One browser in which a person is signed in. Instants are RFC 3339. */
export type SessionEntry = {
  id: string;
  createdAt: string;
  refreshedAt: string;
  expiresAt: string;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
};

export type SignIn = {
  /** Whose session the cookies carry; null when there is none, or it is over. Writes nothing. */
  readSession: ReadSession;
  /** Puts off the end of the visitor's session when it is more than a day old; null without a session. */
  refreshSession(visitor: Visitor): Promise<{ cookies: string[]; twoFactorEnabled: boolean } | null>;
  listSessions(visitor: Visitor): Promise<SessionEntry[]>;
  /** False when this person has no such session. */
  endSession(visitor: Visitor, id: string): Promise<boolean>;
  /** Refuses with `wrong_credentials`, `second_factor_required`, `wrong_code` or `too_many_requests`. */
  enter(given: { email: string; password: string; code?: string }, origin: Origin): Promise<SignedIn>;
  /** Ends the session that the cookies carry. Answers with the cookies that clear it. */
  leave(visitor: Visitor): Promise<string[]>;
  /** Ends the session that `enter` has just begun: the member may not work here any more. */
  turnAway(signedIn: SignedIn): Promise<void>;
  findMembership(email: string): Promise<Membership | null>;
  /** Calls `sendReset` when a member has this address; silent when nobody has. */
  askForReset(email: string): Promise<void>;
  /** The token of a reset link for a person who exists, for whoever runs the installation. */
  makeResetToken(email: string): Promise<string>;
  /** Refuses a token that was used or is too old with `link_expired`. Ends every session of the person. */
  resetPassword(token: string, password: string): Promise<Membership | null>;
  /** Ends every other session. Refuses with `wrong_credentials`. */
  changePassword(visitor: Visitor, given: { current: string; next: string }): Promise<string[]>;
  /** Begins two-factor sign-in; it holds from `confirmTotp` on. */
  enableTotp(visitor: Visitor, password: string): Promise<{ uri: string; backupCodes: string[] }>;
  confirmTotp(visitor: Visitor, code: string): Promise<string[]>;
  disableTotp(visitor: Visitor, password: string): Promise<string[]>;
  stop(): Promise<void>;
};

export type SignInOptions = {
  config: Config;
  log: Logger;
  databaseUrl: string;
  /** Mails the link; it may find that the member was deactivated and mail nothing. */
  sendReset(to: { email: string; membership: Membership }, token: string): Promise<void>;
};

const poolSize = 6;

/** Opens sign-in on its own connections, which run as parley_auth and see nothing of any company. */
export function openSignIn({ config, log, databaseUrl, sendReset }: SignInOptions): SignIn {
  const pool = openPool({
    url: databaseUrl,
    size: poolSize,
    applicationName: 'parley sign-in',
    role: 'parley_auth',
  });
  pool.on('error', (error) => log.warn({ err: error }, 'A connection of sign-in broke.'));
  const memberships = openMemberships(pool);
  const auth = openAuth({
    config,
    log,
    pool,
    sendReset: async ({ id, email }, token) => {
      const membership = await memberships.of(id);
      if (membership) await sendReset({ email, membership }, token);
    },
  });
  return {
    ...sessions(auth, memberships),
    ...entering(auth, memberships),
    ...passwords(auth, memberships),
    ...secondFactor(auth),
    stop: () => pool.end(),
  };
}

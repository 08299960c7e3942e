import type { Origin } from '../access/call.ts';

/** As whom a person works, and where. */
export type Membership = { orgId: string; memberId: string };

/** Where a request comes from; every endpoint's context is one. */
export type Visitor = { headers: Headers; origin: Origin };

export type Credentials = { email: string; password: string; code?: string };

/** The password was right and a code is wanted; the answer carries these Set-Cookie headers. */
export type Challenge = { challenge: true; cookies: string[] };

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
  readSession(headers: Headers): Promise<Membership | null>;
  /** Puts off the end of the visitor's session when it is more than a day old; null without a session. */
  refreshSession(visitor: Visitor): Promise<{ cookies: string[]; twoFactorEnabled: boolean } | null>;
  listSessions(visitor: Visitor): Promise<SessionEntry[]>;
  /** False when this person has no such session. */
  endSession(visitor: Visitor, id: string): Promise<boolean>;
  /**
   * Checks a password, and the code of the second factor when the person has switched it on. Without a code that is a
   * challenge: its cookies go to the browser, which comes back with the code to `enterWithCode`. Refuses with
   * `wrong_credentials`, `wrong_code` or `too_many_requests`.
   */
  enter(given: Credentials, origin: Origin): Promise<SignedIn | Challenge>;
  /** The second step of a sign-in; the visitor's cookies are those of the challenge. */
  enterWithCode(visitor: Visitor, code: string): Promise<SignedIn>;
  /** Who was challenged by the cookies that the visitor carries, for the audit log; null when nobody was. */
  findChallenged(visitor: Visitor): Promise<Membership | null>;
  /** Ends the session that the cookies carry. Answers with the cookies that clear it. */
  leave(visitor: Visitor): Promise<string[]>;
  /** Ends the session that `enter` has just begun: the member may not work here any more. */
  turnAway(signedIn: SignedIn): Promise<void>;
  findMembership(email: string): Promise<Membership | null>;
  /** Mails a reset link when an active member has this address; silent when nobody has. */
  askForReset(email: string): Promise<void>;
  /** The token of a reset link for a person who exists, for whoever runs the installation. */
  makeResetToken(email: string): Promise<string>;
  /** Refuses a token that was used or is too old with `link_expired`. Ends every session of the person. */
  resetPassword(token: string, password: string): Promise<{ email: string; membership: Membership | null }>;
  /** Ends every other session. Refuses with `wrong_credentials`. */
  changePassword(visitor: Visitor, given: { current: string; next: string }): Promise<string[]>;
  /** Begins two-factor sign-in; it holds from `confirmTotp` on. */
  enableTotp(visitor: Visitor, password: string): Promise<{ uri: string; backupCodes: string[] }>;
  confirmTotp(visitor: Visitor, code: string): Promise<string[]>;
  disableTotp(visitor: Visitor, password: string): Promise<string[]>;
  stop(): Promise<void>;
};

import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import { CamelCasePlugin, Kysely, type KyselyPlugin, PostgresDialect } from 'kysely';
import type { Config } from '../config/config.ts';
import { deriveKey } from '../config/secret-key.ts';
import type { Pool } from '../database/database.ts';
import { newId } from '../database/id.ts';
import type { Logger } from '../log/log.ts';
import { cookiePrefix, isSecure } from './session-cookie.ts';

const daySeconds = 86_400;
const sessionSeconds = 30 * daySeconds;
export const resetLinkSeconds = 3_600;
/** The header by which we tell the library where a request came from; whatever a client sends under it is dropped. */
export const addressHeader = 'x-parley-address';

export type AuthOptions = {
  config: Config;
  log: Logger;
  /** Runs as parley_auth, which sees the tables of sign-in and nothing else. */
  pool: Pool;
  /** Sends the link; the token is good once, for `resetLinkSeconds`. */
  sendReset(person: { id: string; email: string; name: string }, token: string): Promise<void>;
};

const instants = ['createdAt', 'updatedAt', 'expiresAt', 'lockedUntil'];

/** Our pool reads instants as text; the library compares them as dates. */
const datesFromText: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) => {
      const dates = instants.filter((name) => typeof row[name] === 'string');
      return { ...row, ...Object.fromEntries(dates.map((name) => [name, new Date(String(row[name]))])) };
    }),
  }),
};

/**
 * The sign-in library on our own tables (`auth_user`, `auth_session`, …). Its HTTP routes are not mounted: endpoints call
 * its functions, so every request passes the same limits, checks and audit as all others.
 */
export function openAuth({ config, log, pool, sendReset }: AuthOptions) {
  const database = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin(), datesFromText],
  });
  return betterAuth({
    appName: 'Parley',
    baseURL: config.publicUrl,
    secret: deriveKey(config, 'sign-in').toString('hex'),
    database: { db: database, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message, ...details) => log.error({ details }, `Sign-in: ${message}`),
    },
    rateLimit: { enabled: false },
    user: { modelName: 'authUser' },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification', storeIdentifier: 'hashed' },
    session: {
      modelName: 'authSession',
      expiresIn: sessionSeconds,
      updateAge: daySeconds,
      freshAge: 0,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: resetLinkSeconds,
      sendResetPassword: ({ user, token }) => sendReset(user, token),
    },
    plugins: [twoFactor({ issuer: 'Parley', schema: { twoFactor: { modelName: 'authTwoFactor' } } })],
    advanced: {
      cookiePrefix,
      useSecureCookies: isSecure(config),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Our own fence (same-site.ts) has stood before every request that comes this far.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      database: { generateId: () => newId() },
    },
  });
}

export type Auth = ReturnType<typeof openAuth>;

import { systemClock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import { openPool, type Pool } from '../database/database.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Logger } from '../log/log.ts';
import { openAuth } from './auth.ts';
import { entering } from './entering.ts';
import { mailResetLink } from './mail-reset-link.ts';
import { openMemberships } from './memberships.ts';
import { passwords } from './passwords.ts';
import { secondFactor } from './second-factor.ts';
import { sessions } from './sessions.ts';
import { isFirstUse } from './throttle.ts';
import type { SignIn } from './types.ts';

export type SignInOptions = {
  config: Config;
  log: Logger;
  databaseUrl: string;
  /** The app's own connections, and the queue that wakes the mailing. */
  pool: Pool;
  queue: Queue;
};

const poolSize = 6;

/** Opens sign-in on its own connections, which run as parley_auth and see nothing of any company. */
export function openSignIn(options: SignInOptions): SignIn {
  const { config, log, databaseUrl } = options;
  const pool = openPool({
    url: databaseUrl,
    size: poolSize,
    applicationName: 'parley sign-in',
    role: 'parley_auth',
  });
  pool.on('error', ({ message }) => {
    if (!pool.ending) log.warn({ reason: message }, 'A connection of sign-in broke.');
  });
  const memberships = openMemberships(pool);
  const auth = openAuth({
    config,
    log,
    pool,
    sendReset: async ({ id, email }, token) => {
      const membership = await memberships.of(id);
      if (membership) await mailResetLink(options, { email, membership }, token);
    },
  });
  return {
    ...sessions(auth, memberships),
    // The library reads codes by the machine's own clock.
    ...entering(auth, memberships, (userId, code) =>
      isFirstUse({ pool: options.pool, clock: systemClock }, userId, code),
    ),
    ...passwords(auth, memberships),
    ...secondFactor(auth),
    stop: () => pool.end(),
  };
}

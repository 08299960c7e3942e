import { systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { startProblem } from '#platform/config/start-problem.ts';
import { openPool, type Pool } from '#platform/database/database.ts';
import { isUuid } from '#platform/database/id.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { openQueue } from '#platform/jobs/queue.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import { createLog } from '#platform/log/log.ts';
import { openPdf } from '#platform/pdf/pdf.ts';
import type { Services } from '#platform/services.ts';
import { openSignIn } from '#platform/sign-in/sign-in.ts';
import { openStore } from '#platform/store/open-store.ts';

/** Runs a command with the services of this installation; a running Parley may go on beside it. */
export async function besideServer<T>(
  command: string,
  run: (services: Services, adminUrl: string) => Promise<T>,
): Promise<T> {
  const config = readConfig();
  const log = createLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const { appUrl, adminUrl, stop } = await prepareDatabase({ config, log, besideRunning: true });
  const pool = openPool({ url: appUrl, size: 2, applicationName: `parley ${command}` });
  const queue = await openQueue({ databaseUrl: appUrl, log, role: 'web', kinds: [] });
  const signIn = openSignIn({ config, log, databaseUrl: appUrl, pool, queue });
  const store = openStore(config);
  const pdf = openPdf(log);
  try {
    return await run({ config, log, clock: systemClock, pool, queue, store, signIn, pdf }, adminUrl);
  } finally {
    await pdf.stop();
    await signIn.stop();
    await queue.stop();
    await pool.end();
    await store.close();
    await stop();
  }
}

/** The company that a command is about: the one that is named, or the only one there is. Null: there is none yet. */
export async function findCompany(pool: Pool, company: string | undefined): Promise<string | null> {
  const all = await listTenants(pool);
  if (company === undefined) {
    const [only, ...others] = all;
    if (others.length === 0) return only ?? null;
    throw startProblem(`There are ${all.length} companies here; name one with --company <id>.`);
  }
  if (isUuid(company) && all.includes(company)) return company;
  throw startProblem(`There is no company ${company} in this installation.`);
}

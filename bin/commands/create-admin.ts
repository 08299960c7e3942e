import { parseArgs } from 'node:util';
import { email as emailSchema, text } from '#domain/fields.ts';
import { isProblem } from '#domain/problems.ts';
import { makeAdministrator } from '#features/access/operations/make-administrator.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { type Config, readConfig } from '#platform/config/config.ts';
import { startProblem } from '#platform/config/start-problem.ts';
import { openPool, type Pool } from '#platform/database/database.ts';
import { isUuid, newId } from '#platform/database/id.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { openQueue } from '#platform/jobs/queue.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import { createLog, type Logger } from '#platform/log/log.ts';
import type { Services } from '#platform/services.ts';
import { resetLink } from '#platform/sign-in/mail-reset-link.ts';
import { openSignIn } from '#platform/sign-in/sign-in.ts';

type Wanted = { email: string; name: string; company: string | undefined; withoutSecondFactor: boolean };

/**
 * For whoever is locked out: makes a member administrator of the whole company, adding or reactivating them, and prints a
 * link with which they set their password, once, within an hour. A running Parley may go on.
 */
export async function run(args: string[]): Promise<number> {
  const wanted = readWanted(args);
  const config = readConfig();
  const log = createLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const database = await prepareDatabase({ config, log, besideRunning: true });
  const services = await openServices(config, log, database.appUrl);
  try {
    const orgId = await chosen(services.pool, wanted.company);
    const principal = await loadSystem(services.pool, orgId, 'create-admin');
    const options = { access: 'write', requestId: newId(), checkAccessVersion: false } as const;
    const done = await runCall(services, principal, options, (call) => makeAdministrator(call, wanted));
    const link = resetLink(config, await services.signIn.makeResetToken(wanted.email));
    const what = done === 'added' ? 'was added as' : 'is';
    console.log(`${wanted.email} ${what} an administrator. Set the password within one hour:\n\n  ${link}\n`);
    return 0;
  } catch (error) {
    throw isProblem(error) ? startProblem(error.message, error) : error;
  } finally {
    await services.signIn.stop();
    await services.queue.stop();
    await services.pool.end();
    await database.stop();
  }
}

function readWanted(args: string[]): Wanted {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      company: { type: 'string' },
      'reset-second-factor': { type: 'boolean', default: false },
    },
  });
  const email = emailSchema.safeParse(values.email);
  if (!email.success) throw startProblem('create-admin needs --email with an email address.');
  const name = text(120).safeParse(values.name ?? email.data.split('@', 1)[0]);
  if (!name.success) throw startProblem('--name must be one line of at most 120 characters.');
  const withoutSecondFactor = values['reset-second-factor'];
  return { email: email.data, name: name.data, company: values.company, withoutSecondFactor };
}

async function openServices(config: Config, log: Logger, databaseUrl: string): Promise<Services> {
  const pool = openPool({ url: databaseUrl, size: 2, applicationName: 'parley create-admin' });
  const queue = await openQueue({ databaseUrl, log, role: 'web', kinds: [] });
  const signIn = openSignIn({ config, log, databaseUrl, pool, queue });
  return { config, log, clock: systemClock, pool, queue, signIn };
}

async function chosen(pool: Pool, company: string | undefined): Promise<string> {
  const all = await listTenants(pool);
  if (all.length === 0) {
    throw startProblem('There is no company yet; start Parley and open it in a browser to name yours.');
  }
  if (company === undefined) {
    const [only, ...others] = all;
    if (only !== undefined && others.length === 0) return only;
    throw startProblem(`There are ${all.length} companies here; name one with --company <id>.`);
  }
  if (isUuid(company) && all.includes(company)) return company;
  throw startProblem(`There is no company ${company} in this installation.`);
}

import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type Config, installationDir, readConfig } from '#platform/config/config.ts';
import { startProblem } from '#platform/config/start-problem.ts';
import { type PreparedDatabase, prepareDatabase } from '#platform/database/prepare.ts';
import { createLog, type Logger } from '#platform/log/log.ts';
import { ensureWebBundle } from '../web-bundle.ts';

const roles = ['web', 'worker', 'all'] as const;
type Role = (typeof roles)[number];
type Server = { url: string; stop(): Promise<void> };

// A supervisor usually waits ten seconds before it kills; PostgreSQL needs its share of them.
const serverPatienceMs = 6000;
const wholePatienceMs = 9500;

/** Runs until it is told to stop (0) or until something that it needs ends (1). */
export async function run(args: string[]): Promise<number> {
  const { role, pages } = readOptions(args);
  const config = readConfig();
  const log = createLog({ level: config.logLevel });
  if (role !== 'worker') await checkPort(config);
  // Listening for signals comes first: a Ctrl-C during the start must not leave a PostgreSQL behind.
  const reasonToStop = waitForReason(log);
  const database = await prepareDatabase({ config, log });
  void database.ended?.then((how) => reasonToStop.databaseEnded(how));
  let server: Server | undefined;
  try {
    if (role !== 'worker' && pages) await buildWebPages();
    const { startServer } = await import('#server/main.ts');
    const started = await startServer({ config, log, databaseUrl: database.appUrl, role }).catch(
      (error: unknown) => {
        throw explainListen(error, config);
      },
    );
    server = started;
    if (pages) await greet(role, started.url, database);
    return await reasonToStop.happened;
  } finally {
    reasonToStop.stopWith(1);
    await stopAll(server, database, log);
  }
}

async function buildWebPages(): Promise<void> {
  const say = () => console.log('Building the web pages; this takes some seconds, once per version.');
  if ((await ensureWebBundle(installationDir, say)) === 'absent') {
    console.log('There are no web pages in this installation; the API works without them.');
  }
}

// `--no-pages` leaves the web pages as they are: `npm run dev` serves them from their sources.
function readOptions(args: string[]): { role: Role; pages: boolean } {
  const options = { role: { type: 'string', default: 'all' }, 'no-pages': { type: 'boolean' } } as const;
  const { values } = parseArgs({ args, options });
  const role = roles.find((known) => known === values.role);
  if (role) return { role, pages: values['no-pages'] !== true };
  throw startProblem(`--role must be one of ${roles.join(', ')}, not "${values.role}".`);
}

// Found out before the database and the bundle are touched; another program may still be faster.
async function checkPort(config: Config): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen({ port: config.port, host: config.host, exclusive: true }, resolve);
    });
  } catch (error) {
    throw explainListen(error, config);
  } finally {
    probe.close();
  }
}

function explainListen(error: unknown, { port, host }: Config): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return startProblem(
      `Port ${port} is already used by another program; stop that, or set PORT to another one.`,
      error,
    );
  }
  if (code === 'EACCES') {
    return startProblem(`This user may not listen on port ${port}; set PORT to 1024 or higher.`, error);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return startProblem(
      `HOST ${host} is not an address of this machine; use localhost, or 0.0.0.0 for all.`,
      error,
    );
  }
  return error;
}

function waitForReason(log: Logger) {
  const { promise, resolve } = Promise.withResolvers<number>();
  let stopping = false;
  // The first reason decides the exit code.
  const stopWith = (code: number) => {
    if (stopping) return;
    stopping = true;
    // Whatever hangs, the process ends before its supervisor loses patience; the next start finds and stops a
    // PostgreSQL that is left.
    setTimeout(() => process.exit(1), wholePatienceMs).unref();
    resolve(code);
  };
  // Heard every time: npm passes on what the terminal has sent already, and a second signal without a listener would end
  // this process before PostgreSQL is stopped.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) log.info({ signal }, 'Stopping.');
      stopWith(0);
    });
  }
  const onFault = (error: unknown) => {
    log.fatal({ err: error }, 'Parley stops because of an error that nothing expected.');
    stopWith(1);
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
  const databaseEnded = (how: string) => {
    if (stopping) return;
    log.fatal(`PostgreSQL ended unexpectedly (${how}); Parley stops so that it can be started again.`);
    stopWith(1);
  };
  return { happened: promise, databaseEnded, stopWith };
}

async function greet(role: Role, url: string, database: PreparedDatabase): Promise<void> {
  if (role === 'worker') {
    console.log('Parley works on its jobs.');
    return;
  }
  const hint = (await isFirstTime(database.adminUrl)) ? '  (first time? open it to name your company)' : '';
  console.log(`Parley is ready: ${url}${hint}`);
}

async function isFirstTime(adminUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('set role parley_owner');
    const { rows } = await client.query<{ empty: boolean }>(
      'select not exists (select from parley.organisation) as empty',
    );
    return rows[0]?.empty ?? false;
  } finally {
    await client.end();
  }
}

async function stopAll(server: Server | undefined, database: PreparedDatabase, log: Logger): Promise<void> {
  const late = AbortSignal.timeout(serverPatienceMs);
  const gaveUp = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve()));
  await Promise.race([
    server?.stop().catch((error: unknown) => log.error({ err: error }, 'The server did not stop cleanly.')),
    gaveUp,
  ]);
  await database.stop();
}

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, installationDir, readConfig } from '#platform/config/config.ts';
import { type PreparedDatabase, prepareDatabase } from '#platform/database/prepare.ts';
import { createLog } from '#platform/log/log.ts';
import { openOwner } from './owner.ts';

/** The leads of the demo year, which every data set has beside those made to measure with. */
const demoLeads = 2_000;
const folder = join(installationDir, '.cache', 'bench');

export type DataSet = {
  leads: number;
  config: Config;
  database: PreparedDatabase;
  close(): Promise<void>;
};

/** A data folder fits the code as long as migrations and demo data are what it was made with. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const parts = ['migrations', 'server/features/demo', 'server/features/demo/operations'];
  for (const part of parts) {
    const files = readdirSync(join(installationDir, part), { withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile() && /\.(sql|ts)$/.test(entry.name))) {
      if (!file.name.endsWith('.test.ts')) hash.update(readFileSync(join(installationDir, part, file.name)));
    }
  }
  return hash.digest('hex').slice(0, 10);
}

/** The environment of a process that works on a data folder of the bench. */
export function settings(dataDir: string): NodeJS.ProcessEnv {
  return {
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '10000000',
    // An .env of this installation is about its own data.
    ENV_FILE: join(dataDir, 'no.env'),
  };
}

async function seed(dataDir: string, args: string[]): Promise<void> {
  const command = ['bin/parley.ts', 'seed-demo', ...args];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings(dataDir) };
  const child = spawn(process.execPath, command, { cwd: installationDir, env, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}.`);
}

async function settle(database: PreparedDatabase): Promise<void> {
  // What autovacuum does some minutes after so many rows were loaded.
  const admin = await openOwner(database.adminUrl, { asAdmin: true });
  await admin.query('vacuum (analyze)');
  await admin.query('checkpoint');
  await admin.end();
}

async function prepare(dataDir: string): Promise<{ config: Config; database: PreparedDatabase }> {
  const config = readConfig(settings(dataDir));
  const database = await prepareDatabase({ config, log: createLog({ level: config.logLevel }) });
  return { config, database };
}

/** The folder with this many leads, made with the product's own command when there is none that fits. */
export async function makeOnce(leads: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const name = `${leads}-${fingerprint()}`;
  const dataDir = join(folder, name);
  const made = join(dataDir, 'made');
  for (const other of readdirSync(folder)) {
    const stale = other.startsWith(`${leads}-`) && (other !== name || !existsSync(made));
    if (stale) rmSync(join(folder, other), { recursive: true });
  }
  if (existsSync(made)) return dataDir;
  console.log(`Making a company with ${leads.toLocaleString('en')} leads; the next run finds it again.`);
  await seed(dataDir, []);
  await seed(dataDir, ['--leads', String(leads - demoLeads)]);
  const { database } = await prepare(dataDir);
  await settle(database).finally(() => database.stop());
  writeFileSync(made, '');
  return dataDir;
}

/** Opens a copy of the data, so that every run begins with the same rows. The copy goes when it is closed. */
export async function openDataSet(leads: number): Promise<DataSet> {
  const made = await makeOnce(leads);
  const copy = `${made}-copy`;
  rmSync(copy, { recursive: true, force: true });
  // With owners and permissions, about which PostgreSQL is strict.
  execFileSync('cp', ['-a', made, copy]);
  const { config, database } = await prepare(copy);
  const close = async () => {
    await database.stop();
    rmSync(copy, { recursive: true });
  };
  return { leads, config, database, close };
}

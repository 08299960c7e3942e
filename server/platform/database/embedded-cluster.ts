import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProblem } from '../config/start-problem.ts';
import type { Binaries } from './embedded-binaries.ts';
import type { Place } from './embedded-place.ts';
import { runToEnd } from './embedded-process.ts';
import { handOver, type Runner } from './embedded-user.ts';

const clusterVersion = '18';

/** The superuser of an embedded cluster. The app never logs in as it; see roles.ts. */
export const adminName = 'parley_admin';

/**
 * Makes the cluster when it is not there. It is built beside its place and renamed, so that a start that is
 * killed halfway leaves nothing behind that looks like a database. UTF-8 and PostgreSQL's own C.UTF-8 make
 * sorting independent of the machine's locales, so the folder can move to another one.
 */
export async function ensureCluster(options: {
  binaries: Binaries;
  runner: Runner;
  place: Place;
  password: string;
  durable?: boolean;
}): Promise<'made' | 'found'> {
  const { binaries, runner, place } = options;
  const version = readVersion(place.pgData);
  if (version === clusterVersion) return 'found';
  if (version !== undefined) {
    throw startProblem(
      `The database in ${place.pgData} was made by PostgreSQL ${version}, and this Parley brings ${clusterVersion}; use the Parley that made it, or dump and restore it.`,
    );
  }
  const unfinished = `${place.pgData}.unfinished`;
  const passwordFile = join(place.home, `initial-${randomBytes(4).toString('hex')}`);
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  handOver(runner, passwordFile);
  const flags = [
    `--pgdata=${unfinished}`,
    `--username=${adminName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(options.durable === false ? ['--no-sync'] : []),
  ];
  const failure = await runToEnd(binaries, runner, binaries.initdb, flags, place.home);
  rmSync(passwordFile, { force: true });
  if (failure) throw startProblem(`The database cannot be made in ${place.home}: ${failure}`);
  renameSync(unfinished, place.pgData);
  return 'made';
}

function readVersion(pgData: string): string | undefined {
  const path = join(pgData, 'PG_VERSION');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  if (existsSync(pgData)) {
    throw startProblem(
      `The folder ${pgData} is there but holds no database; restore it from a backup or remove it.`,
    );
  }
  return undefined;
}

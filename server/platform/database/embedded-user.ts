import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chownSync, readFileSync, type Stats, statSync } from 'node:fs';
import { startProblem } from '../config/start-problem.ts';
import type { Binaries } from './embedded-binaries.ts';

/** How to run PostgreSQL, which refuses to run as root: words put before its command, and the user to become. */
export type Runner = { prefix: string[]; uid?: number; gid?: number };

const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];

/** The command and options for `spawn` under this runner. */
export function runAs(runner: Runner, program: string, args: string[]): [string, string[], SpawnOptions] {
  const [command = program, ...rest] = [...runner.prefix, program, ...args];
  const user = runner.uid === undefined ? {} : { uid: runner.uid, gid: runner.gid };
  return [command, rest, user];
}

/**
 * Chooses the runner. `pgData` is the cluster's folder when it exists. A plain user runs it plainly. Root keeps
 * its files and runs it in a user namespace, where it sees itself as user 1000; where those are forbidden it
 * becomes `postgres` or `nobody`, to whom `handOver` must then give the folders. A cluster that another user
 * made is run as that user.
 */
export function chooseRunner(binaries: Binaries, pgData: string): Runner {
  const uid = process.getuid?.() ?? 0;
  const owner = statSync(pgData, { throwIfNoEntry: false });
  if (uid !== 0) return checkOwner(pgData, owner, uid);
  if (owner && owner.uid !== 0) return checkRuns(binaries, { prefix: [], uid: owner.uid, gid: owner.gid });
  if (namespaceWorks()) return { prefix: namespace };
  return checkRuns(binaries, { prefix: [], ...findServiceUser() });
}

function checkOwner(pgData: string, owner: Stats | undefined, uid: number): Runner {
  if (owner && owner.uid !== uid) {
    throw startProblem(
      `The database in ${pgData} belongs to user ${owner.uid}, but Parley runs as user ${uid}; run it as that user, or give the folder to this one.`,
    );
  }
  return { prefix: [] };
}

function namespaceWorks(): boolean {
  const [command = '', ...args] = namespace;
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore', timeout: 5000 }).status === 0;
}

export function findServiceUser(passwd: string = readFileSync('/etc/passwd', 'utf8')): {
  uid: number;
  gid: number;
} {
  const users = new Map(
    passwd.split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }] as const;
    }),
  );
  const found = users.get('postgres') ?? users.get('nobody');
  if (found && found.uid > 0) return found;
  throw startProblem(
    'PostgreSQL refuses to run as root, user namespaces are forbidden here, and there is no user "postgres" or "nobody"; run Parley as a plain user, or set DATABASE_URL.',
  );
}

function checkRuns(binaries: Binaries, runner: Runner): Runner {
  const [command, args, options] = runAs(runner, binaries.postgres, ['--version']);
  const result = spawnSync(command, args, { ...options, env: binaries.env, cwd: '/', timeout: 10_000 });
  if (result.status === 0) return runner;
  throw startProblem(
    `PostgreSQL refuses to run as root, and user ${runner.uid} cannot run ${binaries.postgres}; run Parley as a plain user, move it to a folder that others may enter, or set DATABASE_URL.`,
    result.error,
  );
}

/** Gives folders and files to the user that will run PostgreSQL, where that is not the user of this process. */
export function handOver(runner: Runner, ...paths: string[]): void {
  const { uid, gid } = runner;
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) chownSync(path, uid, gid);
}

/** Checks that the user that will run PostgreSQL can get into a folder that was handed over to it. */
export function checkEnters(runner: Runner, folder: string): void {
  const [command, args, options] = runAs(runner, 'test', ['-w', folder]);
  if (spawnSync(command, args, { ...options, cwd: '/' }).status === 0) return;
  throw startProblem(
    `PostgreSQL refuses to run as root, and user ${runner.uid} cannot enter ${folder}; choose a DATA_DIR outside of closed folders, or run Parley as a plain user.`,
  );
}

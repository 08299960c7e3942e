import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProblem } from '../config/start-problem.ts';

// The name of a unix socket has room for 107 bytes.
const longestSocketPath = 107;
const port = 5432;

/** Where the embedded database keeps its things under the data folder. */
export type Place = {
  home: string;
  pgData: string;
  passwordPath: string;
  socketDir: string;
  port: number;
};

/**
 * The places under `dataDir`. The socket lives beside the cluster, or, when that path is too long for a socket,
 * in a private folder of the system's temporary folder whose name follows from the data folder.
 */
export function placeOf(dataDir: string, temporaryDir: string = tmpdir()): Place {
  const home = join(dataDir, 'postgres');
  const near = join(home, 'socket');
  const fits = (folder: string) => Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= longestSocketPath;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const socketDir = [near, join(temporaryDir, `parley-${name}`), join('/tmp', `parley-${name}`)].find(fits);
  if (!socketDir) throw startProblem(`The path of DATA_DIR ${dataDir} is too long for PostgreSQL's socket.`);
  return { home, pgData: join(home, 'cluster'), passwordPath: join(home, 'password'), socketDir, port };
}

/** Makes the socket's folder (mode 700). Refuses one in a shared place that somebody else made first. */
export function makeSocketDir(place: Place, allowedOwners: number[]): void {
  mkdirSync(place.socketDir, { recursive: true, mode: 0o700 });
  const stats = lstatSync(place.socketDir);
  if (!stats.isDirectory() || !allowedOwners.includes(stats.uid)) {
    throw startProblem(`The folder ${place.socketDir} belongs to somebody else; remove it and start again.`);
  }
  chmodSync(place.socketDir, 0o700);
}

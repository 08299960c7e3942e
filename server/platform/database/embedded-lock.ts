import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explain } from '../config/data-dir.ts';
import { startProblem } from '../config/start-problem.ts';

/**
 * Takes the data folder for this process, or throws a start problem that names the process that has it.
 * The lock is the kernel's own file lock (SQLite takes it; Node offers none): it vanishes with its process,
 * even on kill -9, and holds between containers that share a disk. A number in a file does neither.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const lockPath = join(dataDir, 'parley.lock');
  const holderPath = join(dataDir, 'parley.pid');
  let database: DatabaseSync;
  try {
    // Private from the beginning: whoever can read the file could lock it too. Closed before SQLite opens it,
    // because closing any other handle on the file would drop the lock.
    closeSync(openSync(lockPath, 'a', 0o600));
    database = new DatabaseSync(lockPath, { timeout: 0 });
    database.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) throw inUse(dataDir, holderPath, error);
    throw startProblem(`The lock in DATA_DIR ${dataDir} cannot be taken: ${explain(error)}.`, error);
  }
  // Only for the sentence above; the lock itself is the kernel's.
  writeFileSync(holderPath, `${process.pid}\n`, { mode: 0o600 });
  return { release: () => database.close() };
}

function inUse(dataDir: string, holderPath: string, cause: unknown): Error {
  return startProblem(
    `Another Parley (process ${readHolder(holderPath)}) is using ${dataDir}; stop it first, or set another DATA_DIR.`,
    cause,
  );
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}

import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { startProblem } from '../config/start-problem.ts';

/** What a running postmaster wrote down about itself. */
export type Postmaster = { pid: number; port: number; socketDir: string; ready: boolean };

/** The postmaster of this cluster, or undefined when none is alive, whatever a stale file says. */
export function findPostmaster(pgData: string): Postmaster | undefined {
  const lines = readPidFile(pgData);
  if (!lines) return undefined;
  const [pid, , , port, socketDir = '', , , status = ''] = lines;
  if (!isPostgresIn(Number(pid), pgData)) return undefined;
  return { pid: Number(pid), port: Number(port), socketDir, ready: status.trim() === 'ready' };
}

/**
 * Ends a PostgreSQL that outlived a killed server, and clears a stale pid file whose number now belongs to some
 * other process. Call only while holding the data folder's lock: then nobody else can own that PostgreSQL.
 * It is stopped rather than adopted, because only a child can be watched, and its sessions are dead anyway.
 */
export async function stopOrphan(pgData: string, log: Logger): Promise<void> {
  const orphan = findPostmaster(pgData);
  if (!orphan) {
    rmSync(join(pgData, 'postmaster.pid'), { force: true });
    return;
  }
  log.warn({ pid: orphan.pid }, 'Stopping a PostgreSQL that a killed Parley left running.');
  for (const [signal, patienceMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 15_000],
  ] as const) {
    sendSignal(orphan.pid, signal);
    if (await endsWithin(orphan.pid, pgData, patienceMs)) return;
  }
  throw startProblem(
    `A PostgreSQL (process ${orphan.pid}) that a killed Parley left running on ${pgData} does not stop; end it and start again.`,
  );
}

function readPidFile(pgData: string): string[] | undefined {
  try {
    return readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

// The number may have been given to another process since (after a reboot or in a new container it surely has),
// so the process must also be a postgres that works in this very folder.
function isPostgresIn(pid: number, pgData: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    const runsHere = readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgData);
    return runsHere && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function endsWithin(pid: number, pgData: string, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
    if (!isPostgresIn(pid, pgData)) return true;
    await wait(20);
  }
  return false;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Binaries } from './embedded-binaries.ts';
import type { Place } from './embedded-place.ts';
import { type Runner, runAs } from './embedded-user.ts';

export type PostgresProcess = {
  pid: number;
  /** Settles when the process has ended, whoever ended it, with a few words on how. */
  ended: Promise<string>;
  /** Ends it and waits: a fast shutdown, after `patienceMs` an immediate one (recovered at the next start). */
  stop(patienceMs?: number): Promise<void>;
  /** Lets this process end without waiting for PostgreSQL, which somebody else must then stop. */
  unref(): void;
};

type Failure = { failed: string };

/**
 * Starts the server program and waits until it takes connections, however long recovery lasts.
 * Answers with the last words of the server when it ends before that.
 */
export async function launchPostgres(options: {
  binaries: Binaries;
  runner: Runner;
  place: Place;
  settings: Record<string, string>;
  log: Logger;
}): Promise<PostgresProcess | Failure> {
  const { place, log } = options;
  const flags = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, args, user] = runAs(options.runner, options.binaries.postgres, [
    '-D',
    place.pgData,
    ...flags,
  ]);
  const child = spawn(command, args, {
    ...user,
    env: options.binaries.env,
    cwd: place.home,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C in a terminal must reach this process only, which then stops the database
    // after the last request.
    detached: true,
  });
  const lastWords = forwardLines(child, log);
  const ended = whenEnded(child);
  if (await becomesReady(child, ended, place, log)) {
    const stop = (patienceMs?: number) => stopProcess(child, ended, patienceMs);
    return { pid: child.pid ?? 0, ended, stop, unref: () => letGo(child) };
  }
  const how = await ended;
  return { failed: lastWords.length > 0 ? lastWords.join(' ') : how };
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
}

async function becomesReady(child: ChildProcess, ended: Promise<string>, place: Place, log: Logger) {
  let running = true;
  void ended.then(() => {
    running = false;
  });
  for (let waitedMs = 0; running; waitedMs += 10) {
    const lines = readPidFile(place.pgData);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    if (waitedMs > 0 && waitedMs % 10_000 === 0) log.info('PostgreSQL is still recovering; waiting.');
    await Promise.race([wait(10), ended]);
  }
  return false;
}

function readPidFile(pgData: string): string[] {
  try {
    return readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

// PostgreSQL's own log goes into ours. The last few lines that matter explain a failed start.
function forwardLines(child: ChildProcess, log: Logger): string[] {
  const lastWords: string[] = [];
  if (!child.stderr) return lastWords;
  createInterface({ input: child.stderr }).on('line', (line) => {
    const { process, label, text } = parseLogLine(line);
    if (['FATAL', 'PANIC', 'HINT', 'DETAIL'].includes(label)) lastWords.push(text);
    if (lastWords.length > 4) lastWords.shift();
    log[levelOf(process, label)]({ postgres: label }, text);
  });
  return lastWords;
}

/** Takes `client backend: ERROR:  text` apart; lines before the settings are read lack the first part. */
export function parseLogLine(line: string): { process: string; label: string; text: string } {
  const [, process = '', label = 'LOG', text = line] = /^(?:([a-z ]+): )?([A-Z]+): {2}(.*)$/.exec(line) ?? [];
  return { process, label, text };
}

// An error of a query is told to whoever asked; only the errors of PostgreSQL's own processes concern us.
function levelOf(process: string, label: string): 'warn' | 'debug' {
  if (label === 'ERROR') return process === 'client backend' ? 'debug' : 'warn';
  return ['WARNING', 'FATAL', 'PANIC'].includes(label) ? 'warn' : 'debug';
}

function letGo(child: ChildProcess): void {
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}

async function stopProcess(child: ChildProcess, ended: Promise<string>, patienceMs = 7000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGINT');
  const timer = new AbortController();
  const late = wait(patienceMs, undefined, { signal: timer.signal }).then(
    () => child.kill('SIGQUIT'),
    () => undefined,
  );
  await ended;
  timer.abort();
  await late;
}

/** Runs a program to its end. Answers with its error output when it fails, else undefined. */
export async function runToEnd(
  binaries: Binaries,
  runner: Runner,
  program: string,
  args: string[],
  cwd: string,
): Promise<string | undefined> {
  const [command, words, user] = runAs(runner, program, args);
  const child = spawn(command, words, {
    ...user,
    env: binaries.env,
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const output: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  try {
    const [code] = await once(child, 'close');
    return code === 0 ? undefined : output.join('').trim() || `code ${code}`;
  } catch (error) {
    return (error as Error).message;
  }
}

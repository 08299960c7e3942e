import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#domain/problems.ts';
import type { Logger } from '../log/log.ts';
import type { ChildAnswer, PdfResult, PdfSource } from './messages.ts';

export type PoolLimits = {
  /** Children at most; each takes about 200 MB while it works. */
  children: number;
  /** Documents that wait at most; the next one is refused with `unavailable`. */
  waiting: number;
  /** How long a document may take once a child has it; then the child is killed. */
  renderMs: number;
  /** How long an idle child is kept. */
  idleMs: number;
  /** Resident memory of a child: over it the child is killed while it works, or replaced after its document. */
  killBytes: number;
  retireBytes: number;
  /** Documents after which a child is replaced by a new one. */
  documentsPerChild: number;
};

type Work = {
  source: PdfSource;
  resolve(result: PdfResult): void;
  reject(error: unknown): void;
  /** Whether a child broke down under it before. */
  tried: boolean;
};

type Worker = {
  child: ChildProcess;
  work: Work | null;
  done: number;
  /** Why it was killed by us. */
  killed: 'time' | 'memory' | null;
  timers: NodeJS.Timeout[];
};

export type ChildPool = {
  /** Waits for a free child and its answer. */
  run(source: PdfSource): Promise<PdfResult>;
  /** Ids of the living children, for tests and measurements. */
  children(): number[];
  stop(): Promise<void>;
};

const watchMs = 100;
const pageBytes = 4096;

/** Resident bytes of a process; null where the system does not tell. */
function residentOf(pid: number | undefined): number | null {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return pages === undefined ? null : Number(pages) * pageBytes;
  } catch {
    return null;
  }
}

// Layouts name no package, but should one ever do, there is nobody to fetch it from.
const nowhere = 'http://127.0.0.1:9';
const environment = { TZ: 'UTC', http_proxy: nowhere, https_proxy: nowhere, all_proxy: nowhere };

function startChild(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'child.ts'), [], {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A child that waits keeps nobody alive; one that works is watched by a timer that does.
  child.unref();
  child.channel?.unref();
  return child;
}

const quiet = (worker: Worker) => {
  for (const timer of worker.timers.splice(0)) clearTimeout(timer);
};

type State = {
  limits: PoolLimits;
  log: Logger;
  workers: Set<Worker>;
  waiting: Work[];
  stopped: boolean;
};

function kill(worker: Worker, why: Worker['killed'] = null): void {
  worker.killed ??= why;
  worker.child.kill('SIGKILL');
}

/** Lets a child go that has nothing to do. */
function retire({ workers }: State, worker: Worker): void {
  quiet(worker);
  workers.delete(worker);
  worker.child.kill('SIGKILL');
}

function watch({ limits }: State, worker: Worker): void {
  const { pid } = worker.child;
  const late = setTimeout(() => kill(worker, 'time'), limits.renderMs);
  const memory = setInterval(() => {
    if ((residentOf(pid) ?? 0) > limits.killBytes) kill(worker, 'memory');
  }, watchMs);
  worker.timers.push(late, memory);
}

function answered(state: State, worker: Worker, { result, residentBytes }: ChildAnswer): void {
  const { limits } = state;
  quiet(worker);
  worker.done += 1;
  const { work } = worker;
  worker.work = null;
  work?.resolve(result);
  if (worker.done >= limits.documentsPerChild || residentBytes > limits.retireBytes) retire(state, worker);
  else worker.timers.push(setTimeout(() => retire(state, worker), limits.idleMs).unref());
  pump(state);
}

/** A child is gone: because of its document, or by itself. */
function ended(state: State, worker: Worker): void {
  quiet(worker);
  state.workers.delete(worker);
  const { work, killed } = worker;
  worker.work = null;
  if (work && killed) {
    state.log.warn({ limit: killed, layout: work.source.main }, 'A document was given up.');
    work.resolve({ refused: { reason: killed } });
  } else if (work && !work.tried && !state.stopped) {
    state.waiting.unshift({ ...work, tried: true });
  } else work?.reject(new Error('The child that made a PDF broke down.'));
  pump(state);
}

function start(state: State): Worker {
  const worker: Worker = { child: startChild(), work: null, done: 0, killed: null, timers: [] };
  worker.child.on('message', (answer: ChildAnswer) => answered(state, worker, answer));
  worker.child.once('exit', () => ended(state, worker));
  worker.child.on('error', ({ message }) => state.log.warn({ reason: message }, 'A child for PDFs failed.'));
  state.workers.add(worker);
  return worker;
}

/** Gives what waits to children that are free, and starts children as long as there may be more. */
function pump(state: State): void {
  const { workers, waiting, limits } = state;
  while (waiting.length > 0 && !state.stopped) {
    const free = workers.values().find(({ work }) => work === null);
    if (!free && workers.size >= limits.children) return;
    const worker = free ?? start(state);
    const work = waiting.shift()!;
    quiet(worker);
    worker.work = work;
    watch(state, worker);
    worker.child.send(work.source, (error) => error && kill(worker));
  }
}

async function end({ child }: Worker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

const stoppedError = () => new Error('The makers of PDFs are stopped.');

/**
 * Children that make PDFs, one document each at a time. The compiler blocks its process and cannot be interrupted, so a
 * document that takes too long is ended with its child (SIGKILL), and a new child takes its place. A child that breaks down
 * is replaced and its document tried once more.
 */
export function openChildPool(limits: PoolLimits, log: Logger): ChildPool {
  const state: State = { limits, log, workers: new Set(), waiting: [], stopped: false };
  const { workers, waiting } = state;
  return {
    run: (source) =>
      new Promise((resolve, reject) => {
        if (state.stopped) return reject(stoppedError());
        if (waiting.length >= limits.waiting) {
          return reject(
            new Problem('unavailable', { detail: 'Too many documents are being made right now.' }),
          );
        }
        waiting.push({ source, resolve, reject, tried: false });
        pump(state);
      }),
    children: () => [...workers].flatMap(({ child }) => child.pid ?? []),
    stop: async () => {
      state.stopped = true;
      for (const work of waiting.splice(0)) work.reject(stoppedError());
      await Promise.all([...workers].map(end));
    },
  };
}

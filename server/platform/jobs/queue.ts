import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { type JobResult, PgBoss, type SendOptions } from 'pg-boss';
import type { Transaction } from '../database/database.ts';
import { queueSchema } from '../database/roles.ts';
import type { Logger } from '../log/log.ts';
import type { Job, JobData, JobDraft, JobKind, JobOptions, WorkOptions } from './job.ts';
import { type Listener, listen } from './listen.ts';
import { deadLetterQueue, ensureQueues } from './queue-tables.ts';
import { runBatch } from './run-batch.ts';

/** Whatever runs in a transaction: a call, or the transaction itself where no company is known yet. */
export type InTransaction = { database: Transaction };

export type Schedule = { name: string; cron: string; timeZone: string };

/** A job that failed for good, as it waits for someone to send it again. `data` names the company. */
export type FailedJob = { id: string; name: string; data: JobData; message: string | null; failedAt: string };

export type Queue = {
  /** Asks for the delivery of the events that this call wrote. One insert; takes effect with the commit. */
  wakeDelivery(call: InTransaction & { orgId: string }): Promise<void>;
  /** Adds a job in the caller's own transaction: it exists if and only if that commits. */
  enqueue(call: InTransaction, name: string, data: JobData, options?: JobOptions): Promise<void>;
  /** Adds the jobs of one kind or several in one go. */
  enqueueAll(call: InTransaction, jobs: readonly JobDraft[]): Promise<void>;
  /** Begins to work on one kind of job. The handler runs at least once for each job and must bear being repeated. */
  work<Data extends JobData>(
    name: string,
    options: WorkOptions<Data>,
    handler: (job: Job<Data>) => Promise<void>,
  ): Promise<void>;
  /** Sets the whole timetable: a job of each name whenever its cron expression says so. Other schedules are removed. */
  schedule(schedules: readonly Schedule[]): Promise<void>;
  /** The failed jobs of one company, newest first. */
  findFailed(call: InTransaction & { orgId: string }): Promise<FailedJob[]>;
  /** Sends a failed job of this company again. False when there is none with this id. */
  retryFailed(call: InTransaction & { orgId: string }, id: string): Promise<boolean>;
  /** Lets running jobs end (up to five seconds), gives the rest back, and closes the connections. */
  stop(): Promise<void>;
};

export type QueueOptions = {
  databaseUrl: string;
  log: Logger;
  /** `web` only adds jobs; `worker` and `all` work on them, keep the timetable and look after stalled ones. */
  role: 'web' | 'worker' | 'all';
  /** Every kind of job that this program knows. */
  kinds: readonly JobKind[];
};

/** The kind of job that `wakeDelivery` adds. */
export const deliverEvents: JobKind = {
  name: 'deliver-events',
  retryLimit: 5,
  retryDelaySeconds: 1,
  retryDelayMostSeconds: 60,
  expireSeconds: 300,
  keepSeconds: 600,
};

const wakeChannel = 'parley_jobs';
const wakeDelayMs = 20;
const stopMs = 5_000;

/** A pool of its own: pg-boss expects the driver's usual types, and its polling must not wait behind requests. */
function openQueuePool(options: QueueOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.role === 'web' ? 2 : 4,
    application_name: 'parley jobs',
    options: '-c TimeZone=UTC',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  // A pool that is ending has let its connections go before the server has: their end is no news.
  pool.on('error', ({ message }) => {
    if (!pool.ending) options.log.warn({ reason: message }, 'A connection of the job queue broke.');
  });
  return pool;
}

function openBoss(options: QueueOptions, pool: pg.Pool): PgBoss {
  const works = options.role !== 'web';
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: queueSchema,
    // Tables are made by the migrations, as their owner; this login may not change them.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 300,
    flowIntervalSeconds: 3600,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 5,
  });
  let quietUntil = 0;
  boss.on('error', (error) => {
    // Every poll fails while the database is away: one line in ten seconds tells as much.
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 10_000;
    options.log.error({ err: error }, 'The job queue met an error.');
  });
  boss.on('warning', ({ message, data }) => options.log.warn({ data }, message));
  return boss;
}

function executorOf({ database }: InTransaction): NonNullable<SendOptions['db']> {
  return {
    executeSql: async (text, values = []) => {
      const { rows } = await database.executeQuery(CompiledQuery.raw(text, values as unknown[]));
      return { rows };
    },
  };
}

function sendOptions(call: InTransaction, options: JobOptions = {}): SendOptions {
  return {
    db: executorOf(call),
    ...(options.startAfter ? { startAfter: options.startAfter } : {}),
    ...(options.once ? { singletonKey: options.once.key, singletonSeconds: options.once.perSeconds } : {}),
  };
}

/**
 * Tells workers in every process that jobs were added, a moment later and once for many: a hint sent from outside the
 * transaction that added them, because a NOTIFY inside would make all such commits queue up behind one another.
 */
function openWaker(pool: pg.Pool, log: Logger) {
  const due = new Map<string, NodeJS.Timeout>();
  const send = (name: string) => {
    due.delete(name);
    pool.query('select pg_notify($1, $2)', [wakeChannel, name]).catch((error: unknown) => {
      log.debug({ err: error }, 'Workers were not woken; they find the job at their next look.');
    });
  };
  return {
    wake(name: string): void {
      if (!due.has(name)) due.set(name, setTimeout(send, wakeDelayMs, name));
    },
    stop(): void {
      for (const timer of due.values()) clearTimeout(timer);
      due.clear();
    },
  };
}

/** Opens the job queue in a database that `migrate` has prepared. Throws when its tables are missing or too old. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const pool = openQueuePool(options);
  const boss = openBoss(options, pool);
  const waker = openWaker(pool, options.log);
  const workers = new Map<string, string[]>();
  let listener: Listener | undefined;
  try {
    await boss.start();
    await ensureQueues(boss, [deliverEvents, ...options.kinds]);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    await pool.end();
    throw error;
  }
  if (options.role !== 'web') {
    const notify = (name: string) => {
      for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
    };
    listener = listen({
      databaseUrl: options.databaseUrl,
      applicationName: 'parley jobs listener',
      channel: wakeChannel,
      log: options.log,
      onNotice: notify,
      onConnect: () => {
        for (const name of workers.keys()) notify(name);
      },
    });
  }
  return {
    ...sending(boss, waker.wake),
    ...failures(boss, waker.wake),
    work: async (name, workOptions, handler) => {
      const id = await startWorker(boss, options.log, name, workOptions, handler);
      workers.set(name, [...(workers.get(name) ?? []), id]);
    },
    schedule: (schedules) => setTimetable(boss, schedules),
    stop: async () => {
      waker.stop();
      await listener?.stop();
      await boss.stop({ graceful: true, timeout: stopMs });
      await pool.end();
    },
  };
}

function sending(
  boss: PgBoss,
  wake: (name: string) => void,
): Pick<Queue, 'wakeDelivery' | 'enqueue' | 'enqueueAll'> {
  const enqueue: Queue['enqueue'] = async (call, name, data, options) => {
    await boss.send(name, data, sendOptions(call, options));
    if (!options?.startAfter) wake(name);
  };
  return {
    enqueue,
    wakeDelivery: (call) => enqueue(call, deliverEvents.name, { orgId: call.orgId }),
    enqueueAll: async (call, jobs) => {
      for (const { name, data, options } of jobs) await enqueue(call, name, data, options);
    },
  };
}

function failures(boss: PgBoss, wake: (name: string) => void): Pick<Queue, 'findFailed' | 'retryFailed'> {
  return {
    findFailed: async (call) => {
      const data = { orgId: call.orgId };
      const jobs = await boss.findJobs<JobData>(deadLetterQueue, {
        db: executorOf(call),
        data,
        queued: true,
      });
      return jobs
        .map((job) => ({
          id: job.id,
          name: job.sourceName ?? '',
          data: job.data,
          message: messageOf(job.sourceOutput),
          failedAt: new Date(job.createdOn).toISOString(),
        }))
        .sort((a, b) => b.failedAt.localeCompare(a.failedAt));
    },
    retryFailed: async (call, id) => {
      const db = executorOf(call);
      const data = { orgId: call.orgId };
      const [job] = await boss.findJobs<JobData>(deadLetterQueue, { db, id, data, queued: true });
      if (!job?.sourceName) return false;
      const moved = await boss.redrive(deadLetterQueue, { db, ids: [id], data });
      wake(job.sourceName);
      return moved === 1;
    },
  };
}

function messageOf(output: object | null): string | null {
  if (output === null || !('message' in output)) return null;
  return String(output.message);
}

function startWorker<Data extends JobData>(
  boss: PgBoss,
  log: Logger,
  name: string,
  options: WorkOptions<Data>,
  handler: (job: Job<Data>) => Promise<void>,
): Promise<string> {
  const bossOptions = {
    batchSize: options.batchSize,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: options.pollSeconds,
    perJobResults: true,
  } as const;
  return boss.work<Data, JobResult[]>(name, bossOptions, (jobs) =>
    runBatch({ name, log, options, handler }, jobs),
  );
}

async function setTimetable(boss: PgBoss, schedules: readonly Schedule[]): Promise<void> {
  const wanted = new Set(schedules.map(({ name }) => name));
  for (const { name, key } of await boss.getSchedules()) {
    if (!wanted.has(name)) await boss.unschedule(name, key);
  }
  for (const { name, cron, timeZone } of schedules) {
    await boss.schedule(name, cron, null, { tz: timeZone, missed: 'once' });
  }
}

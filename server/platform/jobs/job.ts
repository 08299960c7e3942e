/** What a job carries: ids and small facts, never the content of a record, because job rows stand behind no wall. */
export type JobData = { orgId?: string } & Record<string, string | number | boolean | null | undefined>;

/** A kind of job and how it is tried again. Times are in seconds. */
export type JobKind = {
  name: string;
  /** Tries after the first one. */
  retryLimit: number;
  /** The wait before the first retry; each further wait is about twice the one before. */
  retryDelaySeconds: number;
  retryDelayMostSeconds: number;
  /** How long a batch of these jobs may run before they are given to another worker. */
  expireSeconds: number;
  /** How long a finished job is kept to look at. */
  keepSeconds: number;
};

export type JobOptions = {
  /** Not before this time. */
  startAfter?: Date;
  /**
   * At most one job with this key in each slot of this many seconds. A second transaction that wants the same slot
   * waits for the first one to end, so never use it on a path that many requests take at once.
   */
  once?: { key: string; perSeconds: number };
};

export type JobDraft = { name: string; data: JobData; options?: JobOptions };

/** One job in the hands of a worker. `signal` aborts when the job is no longer this worker's. */
export type Job<Data extends JobData = JobData> = {
  id: string;
  data: Data;
  /** 0 on the first try. */
  retryCount: number;
  signal: AbortSignal;
};

export type WorkOptions<Data extends JobData = JobData> = {
  /** How often to look for jobs when nobody said that there are any. At least half a second. */
  pollSeconds: number;
  /** How many jobs are fetched at once. Ten or more: a worker that fetches single jobs does twenty a second. */
  batchSize: number;
  /** How many jobs of a batch run side by side. */
  concurrency: number;
  /** Jobs of one batch with the same answer are one piece of work: it is done once, for all of them. */
  sameWork?(data: Data): string;
};

/** Thrown by a handler that knows that trying again is useless: the job goes to the dead letters at once. */
export class GiveUp extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GiveUp';
  }
}

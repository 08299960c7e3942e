import type { Job as BossJob, JobResult } from 'pg-boss';
import type { Logger } from '../log/log.ts';
import { GiveUp, type Job, type JobData, type WorkOptions } from './job.ts';

const longestMessage = 500;

/** What is kept of a failure: its message, since a stack or an attached answer may hold what was in the record. */
export function failureOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, longestMessage);
}

type Task<Data extends JobData> = { jobs: BossJob<Data>[] };

function tasksOf<Data extends JobData>(jobs: BossJob<Data>[], options: WorkOptions<Data>): Task<Data>[] {
  const tasks = new Map<string, Task<Data>>();
  for (const job of jobs) {
    const key = options.sameWork ? options.sameWork(job.data) : job.id;
    const task = tasks.get(key);
    if (task) task.jobs.push(job);
    else tasks.set(key, { jobs: [job] });
  }
  return [...tasks.values()];
}

/**
 * Runs the jobs that were fetched together, a few side by side, and reports each one's end by itself: one failure
 * never fails its neighbours.
 */
export async function runBatch<Data extends JobData>(
  work: { name: string; log: Logger; options: WorkOptions<Data>; handler: (job: Job<Data>) => Promise<void> },
  jobs: BossJob<Data>[],
): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const waiting = tasksOf(jobs, work.options);
  const runNext = async (): Promise<void> => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const [first] = task.jobs as [BossJob<Data>];
      const { id, data, retryCount, signal } = first;
      const result = await settle(work, { id, data, retryCount, signal });
      results.push(...task.jobs.map((job) => ({ id: job.id, ...result })));
    }
  };
  await Promise.all(Array.from({ length: work.options.concurrency }, runNext));
  return results;
}

async function settle<Data extends JobData>(
  work: { name: string; log: Logger; handler: (job: Job<Data>) => Promise<void> },
  job: Job<Data>,
): Promise<Omit<JobResult, 'id'>> {
  try {
    await work.handler(job);
    return { status: 'completed' };
  } catch (error) {
    const useless = error instanceof GiveUp;
    work.log.warn(
      { job: work.name, jobId: job.id, orgId: job.data.orgId, tries: job.retryCount + 1, err: error },
      useless ? 'A job failed for good.' : 'A job failed; it is tried again unless this was its last try.',
    );
    return { status: useless ? 'deadletter' : 'failed', output: { message: failureOf(error) } };
  }
}

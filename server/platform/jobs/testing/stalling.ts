import type { JobKind } from '../job.ts';

/** The kind of job that the test of a killed worker uses in both processes. */
export const stalling: JobKind = {
  name: 'stalling',
  retryLimit: 3,
  retryDelaySeconds: 1,
  retryDelayMostSeconds: 1,
  expireSeconds: 600,
  keepSeconds: 600,
};

import type { JobKind } from '#platform/jobs/job.ts';

/** Tried again after a crash, from where it stands. An hour is more than a hundred thousand records take. */
export const bulkJobKind: JobKind = {
  name: 'bulk',
  retryLimit: 5,
  retryDelaySeconds: 5,
  retryDelayMostSeconds: 60,
  expireSeconds: 3_600,
  keepSeconds: 86_400,
};

import type { JobKind } from '#platform/jobs/job.ts';

/** Sends one message. Ten tries over about two hours: some 15 s, 30 s, 1 min, … up to an hour apart. */
export const deliverMessage: JobKind = {
  name: 'deliver-message',
  retryLimit: 9,
  retryDelaySeconds: 15,
  retryDelayMostSeconds: 3600,
  expireSeconds: 900,
  keepSeconds: 86_400,
};

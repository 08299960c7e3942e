import type { Consumer } from './events/consumer.ts';
import type { Endpoint } from './http/endpoint.ts';
import type { Job, JobKind, WorkOptions } from './jobs/job.ts';
import type { Services } from './services.ts';

/** A kind of job with what does it and, where it runs by itself, when. */
export type FeatureJob = {
  kind: JobKind;
  work: WorkOptions;
  /** A cron expression of five fields, read in this time zone. */
  schedule?: { cron: string; timeZone: string };
  run(services: Services, job: Job): Promise<void>;
};

/** What one feature adds to the server. */
export type Feature = {
  endpoints?: readonly Endpoint[];
  /** Its reactions to what happens elsewhere. */
  consumers?: readonly Consumer[];
  jobs?: readonly FeatureJob[];
};

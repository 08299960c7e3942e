import type { FeatureJob } from '../feature.ts';
import { mailJob } from '../mail/send-mail.ts';
import { sweepStoreJob } from '../store/sweep-store.ts';
import { cleanUpJob } from './clean-up.ts';

/** The jobs of the platform itself, run beside those of the features. */
export const platformJobs: readonly FeatureJob[] = [mailJob, cleanUpJob, sweepStoreJob];

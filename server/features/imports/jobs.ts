import type { FeatureJob } from '#platform/feature.ts';
import { backgroundJob } from '#platform/jobs/background-job.ts';
import { importJobKind, undoImportJobKind } from './operations/begin-import.ts';
import { runImport } from './operations/run-import.ts';
import { undoImport } from './operations/undo-import.ts';

const work = { pollSeconds: 2, batchSize: 10, concurrency: 1 } as const;

export const importJobs: readonly FeatureJob[] = [
  backgroundJob({ kind: importJobKind, work, run: runImport }),
  backgroundJob({ kind: undoImportJobKind, work, run: undoImport }),
];

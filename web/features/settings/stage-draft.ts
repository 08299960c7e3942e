import type { StageStatus } from '#domain/pipelines.ts';
import type { Stage } from '#web/platform/pipelines.ts';

/** A stage as it stands in the editor. */
export type StageDraft = {
  /** Of the row, also before the stage has an id. */
  key: string;
  id?: string;
  /** As it is shown: a name of ours in the reader's language. */
  shown: string;
  /** The name that the server has, while nobody typed another: its translation is not sent. */
  kept?: string;
  status: StageStatus;
  probability: number | null;
  rottingDays: number | null;
};

let made = 0;

export function draftOf(stage: Stage, say: (stage: Stage) => string): StageDraft {
  const { id, name, status, probability, rottingDays } = stage;
  return { key: id, id, shown: say(stage), kept: name, status, probability, rottingDays };
}

export function newStage(): StageDraft {
  made += 1;
  return { key: `new-${made}`, shown: '', status: 'qualified', probability: null, rottingDays: null };
}

/** The stage as the API takes it; what is left out is the server's default. */
export function wireOf({ id, shown, kept, status, probability, rottingDays }: StageDraft) {
  return {
    ...(id ? { id } : {}),
    name: kept ?? shown,
    status,
    ...(probability === null ? {} : { probability }),
    rottingDays,
  };
}

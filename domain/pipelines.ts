import { z } from 'zod';
import { rule, text, uuid, whole } from './fields.ts';
import { type LeadStatus, leadStatuses } from './leads.ts';
import { type OpportunityStage, openStages, opportunityStages, stageProbability } from './opportunities.ts';

/** The kinds of record that go along a pipeline. */
export const pipelineKinds = ['opportunity', 'lead'] as const;

export type PipelineKind = (typeof pipelineKinds)[number];

/** What a stage means: one of the opportunity stages or of the lead statuses, by the kind of its pipeline. */
export type StageStatus = OpportunityStage | LeadStatus;

export const stageStatuses: readonly [StageStatus, ...StageStatus[]] = [
  'new',
  'contacted',
  'qualified',
  'quote_ready',
  'negotiation',
  'won',
  'lost',
  'junk',
  'converted',
];

const openLead: readonly LeadStatus[] = ['new', 'contacted', 'qualified'];

export function statusesOf(kind: PipelineKind): readonly StageStatus[] {
  return kind === 'lead' ? leadStatuses : opportunityStages;
}

/** Whether a card in such a stage is still being worked on. */
export function isOpenStatus(kind: PipelineKind, status: StageStatus): boolean {
  return (kind === 'lead' ? openLead : openStages).includes(status as never);
}

/** The statuses that every pipeline of a kind has a stage of; leads open at new, whatever their pipeline. */
export function neededStatuses(kind: PipelineKind): readonly StageStatus[] {
  return kind === 'lead' ? ['new', 'converted'] : ['won', 'lost'];
}

/**
 * Whether the records of a removed stage may go to another: work that goes on stays work, what was won stays won. Moving
 * cards between outcomes is done card by card, by who may.
 */
export function mayTakeOver(kind: PipelineKind, from: StageStatus, to: StageStatus): boolean {
  return from === to || (isOpenStatus(kind, from) && isOpenStatus(kind, to));
}

/** The probability in percent that a new stage starts with; leads have none. */
export function defaultProbability(kind: PipelineKind, status: StageStatus): number | null {
  return kind === 'lead' ? null : stageProbability[status as OpportunityStage];
}

export type StageDraft = {
  name: string;
  /** Names the words of ours that the name is, until somebody types another. */
  nameKey?: string;
  status: StageStatus;
  probability?: number | null;
  rottingDays?: number | null;
};

export const pipelinePresets = ['handbook', 'classic'] as const;

export type PipelinePreset = (typeof pipelinePresets)[number];

const handbook = (kind: PipelineKind, names: readonly (readonly [StageStatus, string])[]): StageDraft[] =>
  names.map(([status, name]) => ({
    name,
    nameKey: `${kind}.${status}`,
    status,
    probability: defaultProbability(kind, status),
  }));

const classic: StageDraft[] = [
  { name: 'Prospect', nameKey: 'classic.prospect', status: 'new', probability: 10 },
  { name: 'Qualified', nameKey: 'classic.qualified', status: 'qualified', probability: 25 },
  { name: 'Proposal Sent', nameKey: 'classic.proposal_sent', status: 'quote_ready', probability: 50 },
  { name: 'Negotiation', nameKey: 'classic.negotiation', status: 'negotiation', probability: 75 },
  { name: 'Won', nameKey: 'classic.won', status: 'won', probability: 100 },
  { name: 'Lost', nameKey: 'classic.lost', status: 'lost', probability: 0 },
];

/** The stages that a pipeline of a preset starts with; null where the kind has no such preset. */
export function presetStages(kind: PipelineKind, preset: PipelinePreset): StageDraft[] | null {
  if (preset === 'classic') return kind === 'opportunity' ? classic : null;
  return kind === 'opportunity'
    ? handbook(kind, [
        ['new', 'New'],
        ['qualified', 'Qualified'],
        ['quote_ready', 'Quote ready'],
        ['negotiation', 'Negotiation'],
        ['won', 'Won'],
        ['lost', 'Lost'],
      ])
    : handbook(kind, [
        ['new', 'New'],
        ['contacted', 'Contacted'],
        ['qualified', 'Qualified'],
        ['lost', 'Lost'],
        ['junk', 'Junk'],
        ['converted', 'Converted'],
      ]);
}

/** What the pipeline that every company starts with is called, by kind. */
export const firstPipeline: Readonly<Record<PipelineKind, { name: string; nameKey: string }>> = {
  opportunity: { name: 'Sales', nameKey: 'handbook_opportunity' },
  lead: { name: 'Leads', nameKey: 'handbook_lead' },
};

const mostStages = 30;

const stageFields = {
  name: text(80),
  status: z.enum(stageStatuses),
  probability: whole(0, 100).nullable().optional(),
  rottingDays: whole(1, 3_650).nullable().optional(),
};

const newStage = z.strictObject(stageFields);
const changedStage = z.strictObject({ id: uuid.optional(), ...stageFields });

type Create = { kind: PipelineKind; preset?: PipelinePreset; stages?: unknown };

/** With neither preset nor stages a pipeline starts with the handbook's. */
export const pipelineCreate = z
  .strictObject({
    kind: z.enum(pipelineKinds),
    name: text(80),
    preset: z.enum(pipelinePresets).optional(),
    stages: z.array(newStage).min(1).max(mostStages).optional(),
    isDefault: z.boolean().optional(),
  })
  .check(
    rule<Create>(({ preset, stages }) => !(preset && stages), 'not_allowed', { because: 'stages' }, [
      'preset',
    ]),
    rule<Create>(
      ({ kind, preset }) => !preset || presetStages(kind, preset) !== null,
      'not_allowed',
      { because: 'kind' },
      ['preset'],
    ),
  );

/** Where the records of removed stages go: from each removed stage's id to that of the one that takes them over. */
const moveTo = z.record(uuid, uuid);

/** `stages` is the whole list in its new order: those without an id are new, those left out are removed. */
export const pipelinePatch = z
  .strictObject({
    name: text(80),
    isDefault: z.boolean(),
    stages: z.array(changedStage).min(1).max(mostStages),
    moveTo,
  })
  .partial();

export const pipelineRemoveBody = z.strictObject({ moveTo: moveTo.optional() });

export const pipelineOrderBody = z.strictObject({
  kind: z.enum(pipelineKinds),
  ids: z.array(uuid).min(1).max(200),
});

export type PipelineCreate = z.infer<typeof pipelineCreate>;
export type PipelinePatch = z.infer<typeof pipelinePatch>;
export type StageChange = z.infer<typeof changedStage>;
export type PipelineOrderBody = z.infer<typeof pipelineOrderBody>;

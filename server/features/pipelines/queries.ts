import type { PipelineKind } from '#domain/pipelines.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { Stage } from '#records/stages.ts';

export type Pipeline = {
  id: string;
  kind: PipelineKind;
  name: string;
  nameKey: string | null;
  position: number;
  isDefault: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  stages: Stage[];
};

const columns = [
  'id',
  'kind',
  'name',
  'nameKey',
  'position',
  'isDefault',
  'version',
  'createdAt',
  'updatedAt',
] as const;

async function withStages(call: Call, rows: readonly Omit<Pipeline, 'stages'>[]): Promise<Pipeline[]> {
  const stages = (await call.database
    .selectFrom('pipelineStage')
    .select(['id', 'pipelineId', 'name', 'nameKey', 'position', 'status', 'probability', 'rottingDays'])
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()) as Stage[];
  const byPipeline = Map.groupBy(stages, ({ pipelineId }) => pipelineId);
  return rows.map((row) => ({ ...row, stages: byPipeline.get(row.id) ?? [] }));
}

function inUse(call: Call) {
  return call.database
    .selectFrom('pipeline')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null);
}

/** The pipelines in use in their order, those of opportunities first. */
export async function listPipelines(call: Call, kind?: PipelineKind): Promise<Pipeline[]> {
  let query = inUse(call).orderBy('kind', 'desc').orderBy('position').orderBy('id');
  if (kind) query = query.where('kind', '=', kind);
  return withStages(call, (await query.execute()) as Omit<Pipeline, 'stages'>[]);
}

/** All pipelines in use, locked against each other's changes and against every move of a record until the end. */
export async function lockPipelines(call: Call): Promise<Pipeline[]> {
  await inUse(call).orderBy('id').forUpdate().execute();
  return listPipelines(call);
}

export function pipelineIn(pipelines: readonly Pipeline[], id: string): Pipeline {
  const pipeline = pipelines.find((one) => one.id === id);
  if (!pipeline) throw notFound('pipeline');
  return pipeline;
}

export async function getPipeline(call: Call, id: string): Promise<Pipeline> {
  return pipelineIn(await listPipelines(call), id);
}

import { type SqlBool, sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import type { StageStatus } from '#domain/pipelines.ts';
import { invalidFields, notFound } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import type { RecordKind, Values } from './kind.ts';
import { listConditions } from './list-conditions.ts';
import type { ListQuery } from './list-query.ts';
import { countCap, listRecords, type Page, type Total } from './list-records.ts';
import { presentRecords } from './present.ts';
import { type Stage, type Staged, stagesOf } from './stages.ts';

/** The sum over ALL cards of a column in a currency, and weighted by probability: decimals as text. */
export type BoardSum = { currency: string; amount: string; weighted: string; count: number };

/** What is told of a column beside its cards, over all of them, shown or not. */
export type Tally = {
  count: Total;
  /** How many have stood there longer than the stage's age. */
  rotting: Total;
  /** How many each owner has, most first; empty where there are too many to count. */
  owners: { ownerId: string | null; count: number }[];
  sums?: BoardSum[];
};

export type BoardColumn = Pick<Stage, 'status' | 'name' | 'nameKey' | 'probability' | 'rottingDays'> &
  Omit<Tally, 'owners'> & {
    stageId: string;
    owners: { ownerId: string | null; name: string | null; count: number }[];
    items: Values[];
    nextCursor: string | null;
  };

export type Board = {
  kind: RecordKind;
  staged: Staged;
  /** Counts the columns; by default no further than lists are counted. */
  tally?(call: Call, board: Board, stages: readonly Stage[], query: ListQuery): Promise<Map<string, Tally>>;
};

const mostOwners = 8;
const dayMs = 86_400_000;

/** The moment before which a card must have come to a stage to be rotting there now; null where cards do not rot. */
export function rottingSince(call: Call, { rottingDays }: Stage): string | null {
  return rottingDays === null ? null : new Date(call.now.getTime() - rottingDays * dayMs).toISOString();
}

/** The list query of one column. The status goes without saying, but indexes of lists begin with it. */
export function columnQuery({ staged }: Board, stage: Stage, query: ListQuery): ListQuery {
  return { ...query, pipelineId: [stage.pipelineId], stageId: [stage.id], [staged.column]: [stage.status] };
}

type Counted = { stageId: string; ownerId: string | null; count: bigint };

/** One column's cards, or those that rot, counted no further than the cap. */
async function cappedRows(call: Call, board: Board, stage: Stage, query: ListQuery, since: string | null) {
  const conditions = await listConditions(call, board.kind, columnQuery(board, stage, query));
  if (since) {
    const changedAt = sql.ref(`${board.kind.table}.${board.staged.changedAt}`);
    conditions.push(sql<SqlBool>`${changedAt} < ${since}::timestamptz`);
  }
  const { rows } = await sql<Counted>`
    select owner_id, count(*) as count from (select owner_id from ${sql.table(board.kind.table)}
      where ${sql.join(conditions, sql` and `)} limit ${countCap + 1}) as counted
    group by owner_id order by count desc, owner_id`.execute(call.database);
  return rows;
}

function capped(rows: readonly Counted[]): Total {
  const all = rows.reduce((sum, { count }) => sum + Number(count), 0);
  return all > countCap ? { value: countCap, exact: false } : { value: all, exact: true };
}

/** Counts each column up to the cap. Beyond it nobody's share is told, because it would be that of a part. */
export async function cappedTally(
  call: Call,
  board: Board,
  stages: readonly Stage[],
  query: ListQuery,
): Promise<Map<string, Tally>> {
  const tallies = await Promise.all(
    stages.map(async (stage): Promise<[string, Tally]> => {
      const since = rottingSince(call, stage);
      const [all, old] = await Promise.all([
        cappedRows(call, board, stage, query, null),
        since ? cappedRows(call, board, stage, query, since) : [],
      ]);
      const count = capped(all);
      const owners = all.map(({ ownerId, count }) => ({ ownerId, count: Number(count) }));
      return [stage.id, { count, rotting: capped(old), owners: count.exact ? owners : [] }];
    }),
  );
  return new Map(tallies);
}

/** The stages that a board shows: all of the pipeline, or those that the filters leave. */
async function shownStages(call: Call, board: Board, query: ListQuery): Promise<Stage[]> {
  const asked = query.pipelineId as string | undefined;
  const stages = await stagesOf(call, board.staged.kind, asked ?? null);
  if (stages.length === 0) throw notFound('pipeline');
  const ids = query.stageId as string[] | undefined;
  const statuses = query[board.staged.column] as StageStatus[] | undefined;
  const shown = stages.filter(
    ({ id, status }) => (ids?.includes(id) ?? true) && (statuses?.includes(status) ?? true),
  );
  if (query.cursor && shown.length !== 1) {
    throw invalidFields([fieldProblem('cursor', 'not_allowed', { because: 'stageId' })]);
  }
  return shown;
}

async function ownerNames(call: Call, tallies: readonly Tally[]): Promise<Map<string, string>> {
  const ids = new Set(tallies.flatMap(({ owners }) => owners.map(({ ownerId }) => ownerId)));
  ids.delete(null);
  if (ids.size === 0) return new Map();
  const rows = await call.database
    .selectFrom('member')
    .select(['id', 'name'])
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const nothing: Tally = { count: { value: 0, exact: true }, rotting: { value: 0, exact: true }, owners: [] };

/** The columns of a pipeline with their first cards (by keyset: one column goes on from its cursor) and their tallies. */
export async function boardColumns(
  call: Call,
  board: Board,
  query: ListQuery,
): Promise<{ pipelineId: string; columns: BoardColumn[] }> {
  const { kind, staged, tally = cappedTally } = board;
  const stages = await shownStages(call, board, query);
  const filters = { ...query, cursor: undefined };
  const [pages, tallies] = await Promise.all([
    Promise.all(
      stages.map((stage): Promise<Page> => listRecords(call, kind, columnQuery(board, stage, query))),
    ),
    tally(call, board, stages, filters),
  ]);
  const told = stages.map((stage) => {
    const { owners, ...rest } = tallies.get(stage.id) ?? nothing;
    return { ...rest, owners: owners.slice(0, mostOwners) };
  });
  const [cards, names] = await Promise.all([
    presentRecords(
      call,
      kind,
      pages.flatMap(({ rows }) => rows),
    ),
    ownerNames(call, told),
  ]);
  const now = instant(call);
  const columns = stages.map((stage, index) => {
    const { rows, nextCursor } = pages[index]!;
    const since = rottingSince(call, stage) ?? '';
    const items = cards.splice(0, rows.length).map((card) => ({
      ...card,
      rotting: Boolean(since) && String(card[staged.changedAt] ?? now) < since,
    }));
    const { id: stageId, status, name, nameKey, probability, rottingDays } = stage;
    const { owners, ...counts } = told[index]!;
    return {
      ...{ stageId, status, name, nameKey, probability, rottingDays },
      ...counts,
      owners: owners.map((one) => ({ ...one, name: names.get(one.ownerId ?? '') ?? null })),
      items,
      nextCursor,
    };
  });
  const [first] = await (stages.length > 0
    ? stages
    : stagesOf(call, staged.kind, (query.pipelineId as string | undefined) ?? null));
  return { pipelineId: first?.pipelineId ?? String(query.pipelineId), columns };
}

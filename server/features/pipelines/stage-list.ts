import { fieldProblem } from '#domain/field-errors.ts';
import {
  defaultProbability,
  isOpenStatus,
  neededStatuses,
  type PipelineKind,
  type StageChange,
  statusesOf,
} from '#domain/pipelines.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import type { Stage } from '#records/stages.ts';

const outcomes: Readonly<Record<string, number>> = { won: 100, lost: 0 };

function stageProblems(kind: PipelineKind, stage: StageChange, path: string, known?: Stage): FieldProblem[] {
  const { status, probability, rottingDays } = stage;
  const problems: FieldProblem[] = [];
  if (!statusesOf(kind).includes(status)) {
    problems.push(fieldProblem(`${path}.status`, 'unknown_value', { allowed: statusesOf(kind).join(', ') }));
  } else if (known && known.status !== status) {
    problems.push(fieldProblem(`${path}.status`, 'not_allowed', { because: 'id' }));
  }
  const certain = outcomes[status];
  const typed = probability ?? null;
  if (typed !== null && kind === 'lead') problems.push(fieldProblem(`${path}.probability`, 'not_allowed'));
  else if (typed !== null && certain !== undefined && typed !== certain) {
    problems.push(fieldProblem(`${path}.probability`, 'out_of_range', { min: certain, max: certain }));
  }
  if ((rottingDays ?? null) !== null && !isOpenStatus(kind, status)) {
    problems.push(fieldProblem(`${path}.rottingDays`, 'not_allowed', { because: 'status' }));
  }
  return problems;
}

/** Refuses a list of stages that a pipeline of this kind cannot have; `current` are the stages that ids may name. */
export function checkStages(
  kind: PipelineKind,
  stages: readonly StageChange[],
  current: readonly Stage[],
): void {
  const problems = stages.flatMap((stage, index) => {
    const path = `stages.${index}`;
    const known = current.find(({ id }) => id === stage.id);
    const found = stageProblems(kind, stage, path, known);
    const before = stages.slice(0, index);
    if (stage.id !== undefined && !known) found.push(fieldProblem(`${path}.id`, 'not_found'));
    if (stage.id !== undefined && before.some(({ id }) => id === stage.id))
      found.push(fieldProblem(`${path}.id`, 'duplicate'));
    if (before.some(({ name }) => name === stage.name)) found.push(fieldProblem(`${path}.name`, 'duplicate'));
    if (stage.status === 'converted' && before.some(({ status }) => status === 'converted')) {
      found.push(fieldProblem(`${path}.status`, 'duplicate'));
    }
    return found;
  });
  const missing: string[] = neededStatuses(kind).filter(
    (status) => !stages.some((one) => one.status === status),
  );
  if (!stages.some(({ status }) => isOpenStatus(kind, status))) missing.unshift('open');
  if (missing.length > 0) problems.push(fieldProblem('stages', 'required', { missing: missing.join(', ') }));
  if (problems.length > 0) throw invalidFields(problems);
}

/** The columns of a stage as it is wanted, at its place in the list. A name that stays keeps its translation. */
export function stageColumns(kind: PipelineKind, stage: StageChange, index: number, known?: Stage) {
  const { name, status } = stage;
  return {
    name,
    nameKey: known?.name === name ? known.nameKey : null,
    position: index + 1,
    status,
    probability:
      stage.probability === undefined && known
        ? known.probability
        : (stage.probability ?? defaultProbability(kind, status)),
    rottingDays: stage.rottingDays === undefined ? (known?.rottingDays ?? null) : stage.rottingDays,
  };
}

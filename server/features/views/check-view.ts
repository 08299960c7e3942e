import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import { capabilityOf, type RecordKind } from '#records/kind.ts';
import { listConditions } from '#records/list-conditions.ts';
import { groupWords } from '#records/list-groups.ts';
import { type ListQuery, listQuery } from '#records/list-query.ts';

export type ViewContent = {
  query: Record<string, string>;
  filter?: unknown;
  sort?: string | null;
  groupBy?: string | null;
};

/** Refuses a view that its own list would refuse, and one of a list that the actor may not see. */
export async function checkView(call: Call, kind: RecordKind, content: ViewContent): Promise<void> {
  requireCapability(call, capabilityOf(kind, 'view'));
  const given = {
    ...content.query,
    ...(content.sort ? { sort: content.sort } : {}),
    ...(content.filter ? { filter: JSON.stringify(content.filter) } : {}),
  };
  const parsed = listQuery(kind).safeParse(given);
  if (!parsed.success) {
    const placed = ['sort', 'filter'];
    throw invalidFields(
      fieldErrors(parsed.error, given).map((problem) =>
        placed.includes(problem.path) ? problem : { ...problem, path: `query.${problem.path}` },
      ),
    );
  }
  await listConditions(call, kind, parsed.data as ListQuery);
  if (content.groupBy && !groupWords(kind).includes(content.groupBy)) {
    throw invalidFields([fieldProblem('groupBy', 'unknown_value', { allowed: groupWords(kind).join(', ') })]);
  }
}

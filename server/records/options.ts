import { fieldProblem } from '#domain/field-errors.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { freeEntryLists, type OptionList } from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';

// Read once per call: an import checks a thousand rows against the same list.
const listsOfCall = new WeakMap<Call, Map<OptionList, ReadonlyMap<string, boolean>>>();

async function activityByValue(call: Call, list: OptionList): Promise<ReadonlyMap<string, boolean>> {
  const lists = listsOfCall.get(call) ?? new Map<OptionList, ReadonlyMap<string, boolean>>();
  listsOfCall.set(call, lists);
  const known = lists.get(list);
  if (known) return known;
  const rows = await call.database
    .selectFrom('optionValue')
    .select(['value', 'active'])
    .where('orgId', '=', call.orgId)
    .where('list', '=', list)
    .execute();
  const read = new Map(rows.map(({ value, active }) => [value, active]));
  lists.set(list, read);
  return read;
}

/**
 * What is wrong with a value for a list that administrators keep: `unknown_value`, or `inactive` once it is out of use.
 * Null when it is fine; lists with free entry take anything. Ask only about a value that changes.
 */
export async function checkOption(
  call: Call,
  list: OptionList,
  value: string,
  path: string,
): Promise<FieldProblem | null> {
  if (freeEntryLists.includes(list)) return null;
  const values = await activityByValue(call, list);
  const active = values.get(value);
  if (active === true) return null;
  if (active === false) return fieldProblem(path, 'inactive');
  const allowed = [...values].filter(([, inUse]) => inUse).map(([word]) => word);
  return fieldProblem(path, 'unknown_value', { allowed: allowed.join(', ').slice(0, 500) });
}

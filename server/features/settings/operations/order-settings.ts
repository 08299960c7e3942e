import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAtRoot } from '../access.ts';
import type { OrderedSetting } from '../ordered-settings.ts';
import { lockOrganisation } from '../queries-company.ts';
import { listSettings, orderedTables } from '../queries-lists.ts';
import { leaveTraces } from '../setting-traces.ts';

const sortStep = 10;

/** Puts a list into the order of the ids, which must name each of its rows once. */
export async function orderSettings(
  call: Call,
  setting: OrderedSetting,
  ids: readonly string[],
): Promise<void> {
  requireAtRoot(call, setting.capability);
  await lockOrganisation(call);
  const rows = await listSettings(call, setting);
  refuseOtherIds(
    rows.map(({ id }) => id),
    ids,
  );
  const places = new Map(ids.map((id, index) => [id, (index + 1) * sortStep]));
  const moved = rows.filter((row) => places.get(row.id) !== row.sortOrder);
  if (moved.length === 0) return;
  for (const row of moved) {
    await orderedTables(call)
      .updateTable(setting.table)
      .set({ sortOrder: places.get(row.id)!, version: row.version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', row.id)
      .execute();
  }
  leaveTraces(call, {
    section: setting.section,
    action: `${setting.name}.ordered`,
    kind: setting.name,
    before: { list: setting.list, ids: rows.map(({ id }) => id) },
    after: { list: setting.list, ids },
  });
}

function refuseOtherIds(known: readonly string[], ids: readonly string[]): void {
  const errors = ids.flatMap((id, index) => {
    if (!known.includes(id)) return [fieldProblem(`ids.${index}`, 'not_found')];
    return ids.indexOf(id) < index ? [fieldProblem(`ids.${index}`, 'duplicate')] : [];
  });
  if (errors.length === 0 && ids.length < known.length) {
    errors.push(fieldProblem('ids', 'too_few', { min: known.length }));
  }
  if (errors.length > 0) throw invalidFields(errors);
}

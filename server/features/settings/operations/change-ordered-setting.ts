import { notFound } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireAtRoot } from '../access.ts';
import type { OrderedSetting, SettingRow } from '../ordered-settings.ts';
import { lockOrganisation } from '../queries-company.ts';
import { findSetting, orderedTables } from '../queries-lists.ts';
import { differing, leaveTraces } from '../setting-traces.ts';
import { clearDefault, requireFree, type SettingValues } from './create-ordered-setting.ts';

/** Changes a row of an ordered list. What is out of use is no default. */
export async function changeOrderedSetting(
  call: Call,
  setting: OrderedSetting,
  id: string,
  given: SettingValues,
  ifMatch: number | null,
): Promise<SettingRow> {
  requireAtRoot(call, setting.capability);
  await lockOrganisation(call);
  const row = await findSetting(call, setting, id);
  if (!row) throw notFound(setting.name.replace('_', ' '));
  requireVersion(row, ifMatch);
  const next = { ...given };
  if (setting.hasDefault && !(next.active ?? row.active)) next.isDefault = false;
  const change = differing(withSameNumbers(row, next), next);
  if (change === null) return row;
  const name = next[setting.unique];
  if (name !== undefined) await requireFree(call, setting, name, id);
  if (change.after.isDefault === true) await clearDefault(call, setting);
  const written = await orderedTables(call)
    .updateTable(setting.table)
    .set({ ...change.after, version: row.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  leaveTraces(call, {
    section: setting.section,
    action: `${setting.name}.updated`,
    kind: setting.name,
    id,
    ...change,
  });
  return written;
}

/** "16" and "16.0000" are one number: a column that already holds the given value is shown as it was given. */
function withSameNumbers(row: SettingRow, next: SettingValues): SettingRow {
  if (next.rate === undefined || Number(row.rate) !== Number(next.rate)) return row;
  return { ...row, rate: next.rate };
}

import { notFound } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireAtRoot } from '../access.ts';
import type { OrderedSetting, SettingRow } from '../ordered-settings.ts';
import { lockOrganisation } from '../queries-company.ts';
import { findSetting, orderedTables } from '../queries-lists.ts';
import { leaveTraces } from '../setting-traces.ts';

/**
 * Removes a row that nothing carries, and takes one that records carry out of use instead: they keep its name. Answers
 * with the row if it stayed, or null.
 */
export async function removeOrderedSetting(
  call: Call,
  setting: OrderedSetting,
  id: string,
  ifMatch: number | null,
): Promise<SettingRow | null> {
  requireAtRoot(call, setting.capability);
  await lockOrganisation(call);
  const row = await findSetting(call, setting, id);
  if (!row) throw notFound(setting.name.replace('_', ' '));
  requireVersion(row, ifMatch);
  const kept = (await setting.isUsed(call, row)) ? await deactivate(call, setting, row) : null;
  if (kept === null) {
    await orderedTables(call)
      .deleteFrom(setting.table)
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
  }
  leaveTraces(call, {
    section: setting.section,
    action: `${setting.name}.${kept ? 'deactivated' : 'deleted'}`,
    kind: setting.name,
    id,
    before: row,
    after: kept ? { active: false } : null,
  });
  return kept;
}

function deactivate(call: Call, setting: OrderedSetting, row: SettingRow): Promise<SettingRow> {
  return orderedTables(call)
    .updateTable(setting.table)
    .set({
      active: false,
      ...(setting.hasDefault ? { isDefault: false } : {}),
      version: row.version + 1,
      updatedAt: instant(call),
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

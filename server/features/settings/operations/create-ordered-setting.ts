import { fieldProblem } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { requireAtRoot } from '../access.ts';
import type { OrderedSetting, SettingRow } from '../ordered-settings.ts';
import { lockOrganisation } from '../queries-company.ts';
import { findSettingNamed, listSettings, orderedTables } from '../queries-lists.ts';
import { leaveTraces } from '../setting-traces.ts';

/** What a client may say of a row; each list takes only its own columns. */
export type SettingValues = Partial<Omit<SettingRow, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'list'>>;

const mostRows = 1_000;
const sortStep = 10;

/** Adds a row to the end of an ordered list, or at the place it names; a new default takes over from the old one. */
export async function createOrderedSetting(
  call: Call,
  setting: OrderedSetting,
  given: SettingValues,
): Promise<SettingRow> {
  requireAtRoot(call, setting.capability);
  await lockOrganisation(call);
  await requireFree(call, setting, given[setting.unique] ?? '', null);
  const rows = await listSettings(call, setting);
  if (rows.length >= mostRows) {
    throw new Problem('validation_failed', {
      detail: 'The list is full.',
      errors: [fieldProblem('', 'too_many', { max: mostRows })],
    });
  }
  const active = given.active !== false;
  const isDefault = setting.hasDefault ? { isDefault: active && given.isDefault === true } : {};
  if (isDefault.isDefault) await clearDefault(call, setting);
  const at = instant(call);
  const values = {
    ...given,
    ...isDefault,
    active,
    sortOrder: given.sortOrder ?? (rows.at(-1)?.sortOrder ?? 0) + sortStep,
  };
  const row = await orderedTables(call)
    .insertInto(setting.table)
    .values({
      ...values,
      ...(setting.list ? { list: setting.list } : {}),
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  leaveTraces(call, {
    section: setting.section,
    action: `${setting.name}.created`,
    kind: setting.name,
    id: row.id,
    after: { ...(setting.list ? { list: setting.list } : {}), ...values },
  });
  return row;
}

/** Refuses a name that another row of the list has. */
export async function requireFree(
  call: Call,
  setting: OrderedSetting,
  name: string,
  exceptId: string | null,
): Promise<void> {
  if (!(await findSettingNamed(call, setting, name, exceptId))) return;
  throw new Problem('already_exists', {
    detail: `The list has "${name}" already.`,
    errors: [fieldProblem(setting.unique, 'already_exists')],
  });
}

/** Takes the default away from the row that has it, so that another may have it. */
export async function clearDefault(call: Call, setting: OrderedSetting): Promise<void> {
  await orderedTables(call)
    .updateTable(setting.table)
    .set((column) => ({ isDefault: false, version: column('version', '+', 1), updatedAt: instant(call) }))
    .where('orgId', '=', call.orgId)
    .where('isDefault', '=', true)
    .execute();
}

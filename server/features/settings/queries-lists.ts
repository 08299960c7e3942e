import type { Kysely } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import type { OrderedSetting, OrderedTable, SettingRow } from './ordered-settings.ts';

type Tables = Kysely<Record<OrderedTable, SettingRow & { orgId: string }>>;

/** Queries on one of the ordered tables, known by its description only. */
export function orderedTables(call: Call): Tables {
  return call.database as unknown as Tables;
}

function rowsOf(call: Call, { table, list }: OrderedSetting) {
  const rows = orderedTables(call).selectFrom(table).selectAll().where('orgId', '=', call.orgId);
  return list === undefined ? rows : rows.where('list', '=', list);
}

/** The whole list, in its order; inactive rows too, because old records carry them. */
export function listSettings(call: Call, setting: OrderedSetting): Promise<SettingRow[]> {
  return rowsOf(call, setting).orderBy('sortOrder').orderBy('id').execute();
}

export function findSetting(
  call: Call,
  setting: OrderedSetting,
  id: string,
): Promise<SettingRow | undefined> {
  return rowsOf(call, setting).where('id', '=', id).executeTakeFirst();
}

/** The row of a list with this name, if another than `exceptId` has it. */
export function findSettingNamed(
  call: Call,
  setting: OrderedSetting,
  name: string,
  exceptId: string | null,
): Promise<SettingRow | undefined> {
  const rows = rowsOf(call, setting).where(setting.unique, '=', name);
  return (exceptId === null ? rows : rows.where('id', '<>', exceptId)).executeTakeFirst();
}

/** Every option of every list in one query, in the order of each list. */
export function listAllOptions(call: Call) {
  return call.database
    .selectFrom('optionValue')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .orderBy('list')
    .orderBy('sortOrder')
    .orderBy('id')
    .execute();
}

/** The payment terms that new documents start with, or undefined. */
export function findDefaultPaymentTerm(call: Call) {
  return call.database
    .selectFrom('paymentTerm')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('isDefault', '=', true)
    .executeTakeFirst();
}

import { type Call, instant } from '../access/call.ts';
import { newStoreKey } from './store.ts';

/** Notes an object before its content is stored. What is not kept within a day is removed. */
export async function reserveObject(call: Call): Promise<string> {
  const key = newStoreKey(call.orgId);
  await call.database
    .insertInto('storedObject')
    .values({ orgId: call.orgId, key, createdAt: instant(call) })
    .execute();
  return key;
}

/** Keeps a stored object from now on, in the transaction that names it. Throws where it was cleared away meanwhile. */
export async function keepObject(call: Call, key: string): Promise<void> {
  await call.database
    .updateTable('storedObject')
    .set({ state: 'kept' })
    .where('orgId', '=', call.orgId)
    .where('key', '=', key)
    .where('state', '<>', 'unwanted')
    .returning('key')
    .executeTakeFirstOrThrow();
}

/** Gives an object up, in the transaction that no longer names it: its content is removed soon after. */
export async function dropObject(call: Call, key: string): Promise<void> {
  await call.database
    .updateTable('storedObject')
    .set({ state: 'unwanted' })
    .where('orgId', '=', call.orgId)
    .where('key', '=', key)
    .execute();
}

/** Forgets an object whose content is gone from the store. */
export async function forgetObject(call: Call, key: string): Promise<void> {
  await call.database
    .deleteFrom('storedObject')
    .where('orgId', '=', call.orgId)
    .where('key', '=', key)
    .where('state', '<>', 'kept')
    .execute();
}

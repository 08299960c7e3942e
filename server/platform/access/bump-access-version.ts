import type { Call } from './call.ts';

/**
 * Makes every server read again who may do what, from its next request: to be called with each change of the hierarchy,
 * modules, members, roles, and of what a principal carries of the company (currency, locale, time zone).
 */
export async function bumpAccessVersion(call: Call): Promise<void> {
  await call.database
    .updateTable('organisation')
    .set((column) => ({ accessVersion: column('accessVersion', '+', 1) }))
    .where('orgId', '=', call.orgId)
    .execute();
}

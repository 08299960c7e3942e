import type { Call } from '#platform/access/call.ts';

/** Makes room for another view that the company starts with: there is one for each list. */
export async function leaveCompanyDefault(call: Call, kind: string): Promise<void> {
  await call.database
    .updateTable('savedView')
    .set((column) => ({ companyDefault: false, version: column('version', '+', 1) }))
    .where('orgId', '=', call.orgId)
    .where('kind', '=', kind)
    .where('companyDefault', '=', true)
    .execute();
}

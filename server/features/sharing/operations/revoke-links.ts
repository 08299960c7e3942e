import { audit, type Call, instant } from '#platform/access/call.ts';

/** Closes the links of a record, which the caller holds: from now on they open nothing. Answers how many there were. */
export async function revokeLinks(call: Call, recordKind: string, recordId: string): Promise<number> {
  const revoked = await call.database
    .updateTable('publicLink')
    .set({ revokedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', recordId)
    .where('revokedAt', 'is', null)
    .returning(['id', 'scopePath'])
    .execute();
  for (const { id, scopePath } of revoked) {
    audit(call, {
      action: `${recordKind}.link_revoked`,
      recordKind,
      recordId,
      scopePath,
      before: { linkId: id },
      after: { linkId: null },
    });
  }
  return revoked.length;
}

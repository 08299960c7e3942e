import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
import { type RecordRow, tablesOf, type Values } from '#records/kind.ts';

/**
 * An account has one primary contact. Before another becomes it, the one that was steps back: in the same transaction,
 * with its own version, audit entry and event.
 */
export async function movePrimary(call: Call, merged: Values, current: RecordRow | null): Promise<void> {
  const becomes = merged.isPrimary === true && merged.accountId;
  if (!becomes || (current?.isPrimary === true && current.accountId === merged.accountId)) return;
  // Of two that become it at once the second waits here, and then finds the first.
  await tablesOf(call)
    .selectFrom('account')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('id', '=', merged.accountId as string)
    .forNoKeyUpdate()
    .execute();
  const before = (await tablesOf(call)
    .selectFrom('contact')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('accountId', '=', merged.accountId)
    .where('isPrimary', '=', true)
    .where('archivedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()) as RecordRow | undefined;
  if (!before || before.id === current?.id) return;
  const row = { ...before, version: before.version + 1 };
  await call.database
    .updateTable('contact')
    .set({ isPrimary: false, version: row.version, updatedAt: instant(call), updatedBy: call.actor.memberId })
    .where('orgId', '=', call.orgId)
    .where('id', '=', before.id)
    .execute();
  audit(call, {
    action: 'contact.updated',
    recordKind: 'contact',
    recordId: row.id,
    scopePath: row.scopePath,
    before: { isPrimary: true },
    after: { isPrimary: false },
  });
  announce(call, {
    type: 'contact.updated',
    record: eventRecord({ name: 'contact' }, row),
    payload: { changed: ['isPrimary'] },
  });
}

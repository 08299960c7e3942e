import { audit, type Call, instant } from '#platform/access/call.ts';
import type { Consumer } from '#platform/events/consumer.ts';
import { allKinds, type RecordKind, tablesOf } from './kind.ts';

/** Payments are never changed, and whose they are follows from their invoice. */
const isHandedOver = (kind: RecordKind) => kind.name !== 'payment';

async function handOver(call: Call, kind: RecordKind, from: string, to: string): Promise<number> {
  const done = await tablesOf(call)
    .updateTable(kind.table)
    .set((row) => ({
      ownerId: to,
      version: row('version', '+', 1) as never,
      updatedAt: instant(call),
      updatedBy: null,
    }))
    .where('orgId', '=', call.orgId)
    .where('ownerId', '=', from)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** Gives the records of a member who left to the colleague who was named, of every kind, archived ones included. */
export const reassignRecords: Consumer = {
  name: 'reassign-records',
  types: ['member.deactivated'],
  async run(call, { payload }) {
    const { memberId, reassignToId } = payload;
    if (typeof memberId !== 'string' || typeof reassignToId !== 'string') return;
    const counts: Record<string, number> = {};
    for (const kind of allKinds().filter(isHandedOver)) {
      const count = await handOver(call, kind, memberId, reassignToId);
      if (count > 0) counts[kind.name] = count;
    }
    audit(call, {
      action: 'member.records_reassigned',
      recordKind: 'member',
      recordId: memberId,
      after: { reassignToId, ...counts },
    });
  },
};

import type { RecordKindName } from '#domain/events.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import { type Call, instant, type Principal } from '#platform/access/call.ts';
import { memberIn } from '#platform/access/principal.ts';
import { allKinds, type RecordRow } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { longTime } from '../long-time.ts';

const batch = 100;

type Due = {
  id: string;
  memberId: string;
  recordKind: string;
  recordId: string;
  remindAt: string;
  note: string | null;
};

/**
 * Sends the reminders that are due, a batch at a time: those that it finds it holds, tells and marks in one transaction, so
 * that each is sent once whatever ends a worker and however many there are. Answers how many it dealt with and whether more
 * may be due.
 */
export async function sendReminders(call: Call): Promise<{ found: number; more: boolean }> {
  const due = await call.database
    .selectFrom('reminder')
    .select(['id', 'memberId', 'recordKind', 'recordId', 'remindAt', 'note'])
    .where('orgId', '=', call.orgId)
    .where('sentAt', 'is', null)
    .where('remindAt', '<=', instant(call))
    .orderBy('remindAt')
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length === 0) return { found: 0, more: false };
  const readers = new Map<string, Principal | null>();
  for (const reminder of due) {
    const { memberId } = reminder;
    if (!readers.has(memberId)) readers.set(memberId, await memberIn(call.database, call.orgId, memberId));
    const reader = readers.get(memberId);
    const record = reader ? await stillWorthIt(call, reader, reminder) : null;
    if (reader && record) await send(call, reader, reminder, record);
  }
  await call.database
    .updateTable('reminder')
    .set({ sentAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .execute();
  return { found: due.length, more: due.length === batch };
}

/** The record, as its reader sees it now; null where they lost sight of it, or it is put away or done. */
async function stillWorthIt(call: Call, reader: Principal, reminder: Due): Promise<RecordRow | null> {
  const kind = allKinds().find(({ name }) => name === reminder.recordKind);
  const record = kind ? await findRecord({ ...call, ...reader }, kind, reminder.recordId) : null;
  if (!record || record.archivedAt !== null) return null;
  return kind?.name === 'task' && record.status === 'done' ? null : record;
}

async function send(call: Call, reader: Principal, reminder: Due, record: RecordRow): Promise<void> {
  const { id, memberId, recordKind, recordId, remindAt, note } = reminder;
  await notify(call, {
    memberId,
    type: 'reminder_due',
    recordKind: recordKind as RecordKindName,
    recordId,
    actorId: null,
    key: `reminder:${id}:${remindAt}`,
    data: {
      ...(note ? { subject: note } : recordKind === 'task' ? { subject: record.subject as string } : {}),
      excerpt: longTime(remindAt, reader.locale, reader.timeZone),
    },
  });
}

import { type EventType, type RecordKindName, recordKinds } from '#domain/events.ts';
import type { NotificationType } from '#domain/notifications.ts';
import type { Consumer } from '#platform/events/consumer.ts';
import { notify } from './operations/notify-member.ts';

const kindOf = (kind: string): RecordKindName | null => recordKinds.find((name) => name === kind) ?? null;

// Whose a payment is follows from its invoice, nobody hands over a product, and a task tells its assignee itself.
const owned = recordKinds.filter((kind) => !['payment', 'product', 'task'].includes(kind));

/** Whoever is made the owner of a record by somebody else hears of it; many at once are one notification. */
const tellNewOwner: Consumer = {
  name: 'tell-new-owner',
  types: owned.flatMap((kind): EventType[] => [`${kind}.created`, `${kind}.updated`]),
  async run(call, { type, record, actorId, payload }) {
    const recordKind = record && kindOf(record.kind);
    if (!record?.ownerId || !recordKind) return;
    const created = type.endsWith('.created');
    const { changed } = payload;
    const handedOver = Array.isArray(changed) && changed.includes('ownerId');
    // What Parley makes by itself, such as demo data, is nobody's handing over.
    if (created ? actorId === null : !handedOver) return;
    await notify(call, {
      memberId: record.ownerId,
      type: 'assigned',
      recordKind,
      recordId: record.id,
      actorId,
      gather: true,
    });
  },
};

const tidingsOf: Partial<Record<EventType, NotificationType>> = {
  'quote.viewed': 'quote_viewed',
  'quote.accepted': 'quote_accepted',
  'quote.declined': 'quote_declined',
  'quote.changes_requested': 'quote_changes_requested',
  'invoice.viewed': 'invoice_viewed',
};

/** What the customer wrote, for the mail. */
function said({ note, reason }: Record<string, unknown>): { excerpt?: string } {
  const text = note ?? reason;
  return typeof text === 'string' && text !== '' ? { excerpt: text.slice(0, 500) } : {};
}

/** The owner of a quote or an invoice hears what the customer does with it. */
const tellDecided: Consumer = {
  name: 'tell-quote-decided',
  types: Object.keys(tidingsOf) as EventType[],
  async run(call, { type, record, actorId, payload }) {
    const tidings = tidingsOf[type];
    const recordKind = record && kindOf(record.kind);
    if (!record?.ownerId || !recordKind || !tidings) return;
    await notify(call, {
      memberId: record.ownerId,
      type: tidings,
      recordKind,
      recordId: record.id,
      data: said(payload),
      actorId,
    });
  },
};

/** Whoever began long work hears when it has ended; each step of it is only told live. */
const tellJobDone: Consumer = {
  name: 'tell-job-done',
  types: ['job.progressed'],
  async run(call, { record }) {
    if (!record) return;
    const job = await call.database
      .selectFrom('backgroundJob')
      .select(['kind', 'status', 'done', 'total', 'memberId'])
      .where('orgId', '=', call.orgId)
      .where('id', '=', record.id)
      .executeTakeFirst();
    if (!job?.memberId || job.status === 'queued' || job.status === 'running') return;
    await notify(call, {
      memberId: job.memberId,
      type: 'job_done',
      data: { job: job.kind, status: job.status, done: job.done, total: job.total ?? job.done },
      actorId: null,
      key: `job ${record.id}`,
    });
  },
};

export const notificationReactions: readonly Consumer[] = [tellNewOwner, tellDecided, tellJobDone];

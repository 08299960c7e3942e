import { memberIn } from '#platform/access/principal.ts';
import type { Consumer } from '#platform/events/consumer.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { kindNamed } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { createTask } from './operations/create-task.ts';

/** The task that comes before the end of a subscription, in the language of whoever gets it. */
const renewal = {
  en: (title: string, end: string) => ({
    subject: `Renew: ${title}`,
    description: `This subscription ends on ${end}. Talk to the customer before that: does it go on, does it grow, or does it end? To go on, set a later end date, or take it away.`,
  }),
  ar: (title: string, end: string) => ({
    subject: `تجديد: ${title}`,
    description: `ينتهي هذا الاشتراك في ⁨${end}⁩. تحدّث مع العميل قبل ذلك: هل يستمر، أم يتوسّع، أم ينتهي؟ للاستمرار حدّد تاريخ انتهاء أبعد أو احذفه.`,
  }),
};

const longestSubject = 180;

/** Whoever owns a subscription that is about to end gets something to do about it, once for each end. */
const askForRenewal: Consumer = {
  name: 'task-for-renewal',
  types: ['subscription.renewal_due'],
  async run(call, { record, payload }) {
    if (!record?.ownerId) return;
    const owner = await memberIn(call.database, call.orgId, record.ownerId);
    const row = await findRecord(call, kindNamed('subscription'), record.id);
    if (!owner || !row || row.archivedAt !== null) return;
    const { subject, description } = renewal[owner.locale](String(row.title), String(payload.endDate));
    await createTask(call, {
      subject: subject.slice(0, longestSubject),
      description,
      ownerId: record.ownerId,
      dueDate: await todayAt(call, row.scopeId),
      recordKind: 'subscription',
      recordId: record.id,
    });
  },
};

export const taskReactions: readonly Consumer[] = [askForRenewal];

import { notify } from '#features/notifications/operations/notify-member.ts';
import type { Consumer } from '#platform/events/consumer.ts';

/** The owner hears once that a subscription is about to end, and once that one could not be billed. */
const tellOwner: Consumer = {
  name: 'tell-subscription-owner',
  types: ['subscription.renewal_due', 'subscription.invoicing_failed'],
  async run(call, { id, type, record, payload }) {
    if (!record?.ownerId) return;
    const renewal = type === 'subscription.renewal_due';
    await notify(call, {
      memberId: record.ownerId,
      type: renewal ? 'renewal_due' : 'billing_failed',
      recordKind: 'subscription',
      recordId: record.id,
      data: typeof payload.endDate === 'string' ? { endDate: payload.endDate } : {},
      actorId: null,
      key: renewal ? `renewal ${record.id} ${String(payload.endDate)}` : `billing failed ${id}`,
    });
  },
};

export const subscriptionReactions: readonly Consumer[] = [tellOwner];

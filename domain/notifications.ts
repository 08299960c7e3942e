import { z } from 'zod';
import { rule, uuid } from './fields.ts';

/** What a member can be told, and how they are told unless they chose otherwise. */
export const notificationTypes = {
  mentioned: { inApp: true, email: true },
  assigned: { inApp: true, email: false },
  task_assigned: { inApp: true, email: true },
  reminder_due: { inApp: true, email: true },
  quote_accepted: { inApp: true, email: true },
  quote_declined: { inApp: true, email: true },
  quote_changes_requested: { inApp: true, email: true },
  quote_viewed: { inApp: true, email: false },
  invoice_viewed: { inApp: true, email: false },
  approval_requested: { inApp: true, email: true },
  approval_decided: { inApp: true, email: true },
  quote_sent: { inApp: true, email: false },
  send_failed: { inApp: true, email: true },
  renewal_due: { inApp: true, email: true },
  billing_failed: { inApp: true, email: true },
  job_done: { inApp: true, email: false },
} as const satisfies Record<string, { inApp: boolean; email: boolean }>;

export type NotificationType = keyof typeof notificationTypes;

export const notificationTypeNames = Object.keys(notificationTypes) as NotificationType[];

export type NotificationChoice = { inApp: boolean; email: boolean };

/** Which are read now: some by their ids, or all of one's own. */
export const notificationsReadBody = z
  .strictObject({ ids: z.array(uuid).min(1).max(200).optional(), all: z.literal(true).optional() })
  .check(
    rule<{ ids?: string[]; all?: true }>(
      ({ ids, all }) => (ids === undefined) !== (all === undefined),
      'required',
      {},
      ['ids'],
    ),
  );

/** The choices that change; the other types stay as they are. */
export const notificationPreferencesBody = z.strictObject({
  items: z
    .array(
      z.strictObject({
        type: z.enum(notificationTypeNames),
        inApp: z.boolean(),
        email: z.boolean(),
      }),
    )
    .min(1)
    .max(notificationTypeNames.length)
    .check(
      rule<{ type: string }[]>(
        (items) => new Set(items.map(({ type }) => type)).size === items.length,
        'duplicate',
      ),
    ),
});

export type NotificationsReadBody = z.infer<typeof notificationsReadBody>;
export type NotificationPreferencesBody = z.infer<typeof notificationPreferencesBody>;

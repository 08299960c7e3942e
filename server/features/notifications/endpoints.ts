import { z } from 'zod';
import {
  notificationPreferencesBody,
  notificationsReadBody,
  notificationTypeNames,
} from '#domain/notifications.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { chooseNotifications } from './operations/choose-notifications.ts';
import { readNotifications } from './operations/read-notifications.ts';
import { cursorOf, notificationSchema, pointOf, presentNotifications } from './present.ts';
import { choicesOf, countUnread, listNotifications } from './queries.ts';

const tag = 'notifications';
const unread = z.object({ unread: z.int() });
const preferences = z.object({
  items: z.array(z.object({ type: z.enum(notificationTypeNames), inApp: z.boolean(), email: z.boolean() })),
});

async function preferencesOf(call: Call) {
  const choices = await choicesOf(call, call.actor.memberId ?? '');
  return { items: notificationTypeNames.map((type) => ({ type, ...choices[type] })) };
}

/** What one is told, and how one wants to be told: always only one's own. */
export const notificationEndpoints: readonly Endpoint[] = [
  endpoint({
    tag,
    method: 'GET',
    path: '/notifications',
    summary: 'What you were told, newest first, and how much of it is unread (counted up to 1,000).',
    access: 'read',
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(30),
      cursor: z.string().max(200).optional(),
      unread: z.enum(['true', 'false']).optional(),
    }),
    answer: z.object({
      items: z.array(notificationSchema),
      nextCursor: z.string().nullable(),
      unread: z.int(),
    }),
    async run(call, { query }) {
      const { limit, cursor } = query;
      const rows = await listNotifications(call, {
        after: pointOf(cursor),
        unread: query.unread === 'true',
        limit,
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await presentNotifications(call, shown),
        nextCursor: rows.length > limit && last ? cursorOf(last) : null,
        unread: await countUnread(call),
      };
    },
  }),
  endpoint({
    tag,
    method: 'POST',
    path: '/notifications/read',
    summary: 'Mark some of your notifications, or all of them, as read.',
    access: 'write',
    body: notificationsReadBody,
    answer: unread,
    status: 200,
    async run(call, { body }) {
      await readNotifications(call, body);
      return { unread: await countUnread(call) };
    },
  }),
  endpoint({
    tag,
    method: 'GET',
    path: '/notification-preferences',
    summary: 'How you are told of each type of event.',
    access: 'read',
    answer: preferences,
    run: preferencesOf,
  }),
  endpoint({
    tag,
    method: 'PUT',
    path: '/notification-preferences',
    summary: 'Choose how you are told of some types of event; the others stay as they are.',
    access: 'write',
    body: notificationPreferencesBody,
    answer: preferences,
    async run(call, { body }) {
      await chooseNotifications(call, body);
      return preferencesOf(call);
    },
  }),
];

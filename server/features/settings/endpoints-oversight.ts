import { z } from 'zod';
import { calendarDate, instant, uuid } from '#domain/fields.ts';
import { addDays, endOfDayInstant, isCalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { type DeadLetterRef, findDeadLetters, retryDeadLetter } from '#platform/events/dead-letters.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { page } from '#platform/http/schemas.ts';
import { idParams } from '#records/record-endpoints.ts';
import { requireAtRoot } from './access.ts';
import { presentAuditEntry } from './present.ts';
import { type AuditFilter, countAuditEntries, listAuditEntries } from './queries-audit.ts';
import { auditEntryAnswer, deadLetterAnswer, itemsOf, verdictAnswer } from './schemas.ts';

const auditQuery = z.strictObject({
  actorId: uuid.optional(),
  recordKind: z.string().max(60).optional(),
  recordId: uuid.optional(),
  /** The action or the beginning of it. */
  action: z.string().max(120).optional(),
  /** A day in the reader's time zone, included as a whole, or an instant. */
  from: z.union([calendarDate, instant]).optional(),
  to: z.union([calendarDate, instant]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

type AuditQuery = z.output<typeof auditQuery>;

function filterOf(call: Call, { actorId, recordKind, recordId, action, from, to }: AuditQuery): AuditFilter {
  const midnightAfter = (date: string) => endOfDayInstant(date, call.timeZone).toISOString();
  const since = from !== undefined && isCalendarDate(from) ? midnightAfter(addDays(from, -1)) : from;
  const before = to !== undefined && isCalendarDate(to) ? midnightAfter(to) : to;
  return { actorId, recordKind, recordId, action, since, before };
}

const auditEndpoints: Endpoint[] = [
  endpoint({
    tag: 'audit',
    method: 'GET',
    path: '/audit',
    summary: 'Read the audit log, newest first.',
    access: 'read',
    capability: 'settings.audit.view',
    query: auditQuery,
    answer: page(auditEntryAnswer),
    run: async (call, { query }) => {
      const { limit, cursor } = query;
      const filter = filterOf(call, query);
      const rows = await listAuditEntries(call, filter, cursor ? BigInt(cursor) : null, limit + 1);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(presentAuditEntry),
        nextCursor: last ? String(last.position) : null,
        total: await countAuditEntries(call, filter),
      };
    },
  }),
  endpoint({
    tag: 'audit',
    method: 'GET',
    path: '/audit/verify',
    summary: 'Recompute the chain of the audit log and tell where it is broken, if it is.',
    access: 'read',
    capability: 'settings.audit.view',
    answer: verdictAnswer,
    run: async (call) => {
      requireAtRoot(call, 'settings.audit.view');
      return verifyAudit(call);
    },
  }),
];

/** An event is dead for one consumer, a job by itself. */
const retryBody = z.strictObject({ consumer: z.string().max(200).optional() });

const failedWorkEndpoints: Endpoint[] = [
  endpoint({
    tag: 'settings',
    method: 'GET',
    path: '/settings/jobs/failed',
    summary: 'List background work that failed for good, newest first.',
    access: 'session',
    capability: 'settings.jobs.manage',
    answer: itemsOf(deadLetterAnswer),
    run: async ({ inCall, services }) => ({
      items: await inCall('read', (call) => {
        requireAtRoot(call, 'settings.jobs.manage');
        return findDeadLetters(call, services.queue);
      }),
    }),
  }),
  endpoint({
    tag: 'settings',
    method: 'POST',
    path: '/settings/jobs/failed/:id/retry',
    summary: 'Try failed work again: a job, or an event for the consumer that is named.',
    access: 'session',
    capability: 'settings.jobs.manage',
    params: idParams,
    body: retryBody,
    status: 204,
    run: ({ inCall, services }, { params: { id }, body: { consumer } }) => {
      const letter: DeadLetterRef =
        consumer === undefined ? { kind: 'job', id } : { kind: 'event', id, consumer };
      return inCall('write', (call) => {
        requireAtRoot(call, 'settings.jobs.manage');
        return retryDeadLetter(call, services.queue, letter);
      });
    },
  }),
];

export const oversightEndpoints: Endpoint[] = [...auditEndpoints, ...failedWorkEndpoints];

import type { FastifyInstance } from 'fastify';
import ical from 'ical-generator';
import { instantAt } from '#domain/local-time.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { loadMember } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { readToken } from '#platform/access/token.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Services } from '#platform/services.ts';
import { type CalendarEntry, calendarEntries, feedOwner } from './queries-calendar.ts';

const halfHourMs = 1_800_000;

const words = {
  en: { name: 'Parley', next_action: 'Next action', closing: 'Expected close' },
  ar: { name: 'بارلي', next_action: 'الإجراء التالي', closing: 'الإغلاق المتوقع' },
};

// RFC 5545 §3.3.11 knows no control character but the tab and the line break.
const controls = /[^\P{Cc}\n\t]/gu;

function titleOf({ type, title }: CalendarEntry, locale: 'en' | 'ar'): string {
  return (type === 'task' ? title : `${words[locale][type]}: ${title}`).replace(controls, ' ');
}

/** A date is a whole day wherever it is read; a time is the member's own, as an instant. */
function timesOf({ date, time }: CalendarEntry, timeZone: string) {
  if (time === null) return { start: new Date(`${date}T00:00:00Z`), allDay: true };
  const start = instantAt(date, time, timeZone);
  return { start, end: new Date(start.getTime() + halfHourMs) };
}

/** The calendar as RFC 5545 has it. */
export function writeCalendar(
  { locale, timeZone }: Pick<Call, 'locale' | 'timeZone'>,
  entries: readonly CalendarEntry[],
  publicUrl: string,
): string {
  const calendar = ical({
    name: words[locale].name,
    prodId: { company: 'Parley', product: 'Parley', language: locale.toUpperCase() },
    ttl: 3_600,
  });
  for (const entry of entries) {
    calendar.createEvent({
      // A deal has two: when to act, and when it should close.
      id: `${entry.type}-${entry.id}@parley`,
      ...timesOf(entry, timeZone),
      summary: titleOf(entry, locale),
      description: entry.note?.replace(controls, ' ') ?? null,
      url: `${publicUrl}${entry.path}`,
      stamp: new Date(entry.updatedAt),
      sequence: entry.version,
    });
  }
  return `${calendar.toString()}\r\n`;
}

async function calendarOf(services: Services, text: string, requestId: string): Promise<string> {
  const token = readToken(text);
  if (!token) throw notFound('calendar');
  const wall = { mode: 'organisation', orgId: token.orgId } as const;
  const memberId = await inTransaction(services.pool, wall, { access: 'read' }, (database) =>
    feedOwner({ database }, token),
  );
  const principal = memberId && (await loadMember(services.pool, token.orgId, memberId));
  if (!principal) throw notFound('calendar');
  const options = { access: 'read', requestId, checkAccessVersion: false } as const;
  const entries = await runCall(services, principal, options, calendarEntries);
  return writeCalendar(principal, entries, services.config.publicUrl);
}

/** Serves `/calendar/{token}.ics` to whoever holds the address: calendar programs cannot sign in. */
export function mountCalendar(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { file: string } }>('/calendar/:file', async (request, reply) => {
    const { file } = request.params;
    if (!file.endsWith('.ics')) throw notFound('calendar');
    const text = await calendarOf(services, file.slice(0, -'.ics'.length), request.id);
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'inline; filename="parley.ics"')
      .header('x-robots-tag', 'noindex')
      .type('text/calendar; charset=utf-8')
      .send(text);
  });
}

/** A calendar date `YYYY-MM-DD`: no time, no zone. ISO dates compare as text. */
export type CalendarDate = string;

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
// There are some six hundred zones, but each can be spelled in any mixture of capitals.
const mostFormats = 1_000;

// Building a DateTimeFormat costs a thousand times what using one does.
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, format);
  return format;
}

/** Whether the platform knows the IANA zone; fixed offsets such as "+03:00" are no zones. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(zone)) return false;
  try {
    formatFor(zone);
    return true;
  } catch {
    return false;
  }
}

/** The zones to offer in a list, from the platform, with UTC first. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** The calendar date at the instant `now` in a zone. An unknown zone throws a RangeError. */
export function today(now: Date, zone: string): CalendarDate {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(now)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`;
}

/** Whether the text is a date that exists: `2026-02-29` does not. Years 0001 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function utcMidnight(date: CalendarDate): number {
  if (!isCalendarDate(date)) throw new RangeError(`"${date}" is not a date.`);
  return Date.parse(`${date}T00:00:00Z`);
}

function toDate(ms: number): CalendarDate {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The date so many days later (or earlier, when negative). Dates have no zone, so no clock change shifts them. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return toDate(utcMidnight(date) + days * dayMs);
}

/** The same day so many months later, or the last day of that month where it is shorter: 31 January + 1 = 28 February. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const from = new Date(utcMidnight(date));
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return toDate(Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay)));
}

/** Whole days from one date to another. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (utcMidnight(to) - utcMidnight(from)) / dayMs;
}

/**
 * The first instant after the calendar date in a zone: what is valid until `date` is valid while `now` is before it.
 * Found by bisection on the zone's own calendar, so days of 23 or 25 hours, midnights that do not exist and skipped
 * days need no special case.
 */
export function endOfDayInstant(date: CalendarDate, zone: string): Date {
  const next = utcMidnight(date) + dayMs;
  // Zones reach from UTC+14 to UTC-12; one hour more keeps old local mean times inside.
  let before = next - 15 * 3_600_000;
  let after = next + 13 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (today(new Date(middle), zone) > date) after = middle;
    else before = middle;
  }
  return new Date(after);
}

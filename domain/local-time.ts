import { addDays, type CalendarDate, today } from './time-zones.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 1_000;

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, format);
  return format;
}

/** The wall clock of a zone at an instant, `HH:MM:SS`. An unknown zone throws a RangeError. */
export function clockAt(at: Date, zone: string): string {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.hour}:${parts.minute}:${parts.second}`;
}

const wallMs = (at: Date, zone: string) => Date.parse(`${today(at, zone)}T${clockAt(at, zone)}Z`);

/**
 * The instant at which the clocks of a zone show `time` (`HH:MM`) on a date. A time that comes twice, when the clocks go
 * back, is the first of the two; one that is skipped is as long after the gap as it was meant to be after its start.
 */
export function instantAt(date: CalendarDate, time: string, zone: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (ms: number) => wallMs(new Date(ms), zone) - ms;
  const day = 86_400_000;
  const before = wanted - offsetAt(wanted - day);
  const after = wanted - offsetAt(wanted + day);
  const right = [before, after].filter((ms) => wallMs(new Date(ms), zone) === wanted);
  return new Date(right.length > 0 ? Math.min(...right) : before);
}

/** The first instant of a date in a zone, also where midnight itself is skipped. */
export function startOfDay(date: CalendarDate, zone: string): Date {
  const midnight = instantAt(date, '00:00', zone);
  // A day that a zone leaves out altogether begins when the next one does.
  return today(midnight, zone) < date ? instantAt(addDays(date, 1), '00:00', zone) : midnight;
}

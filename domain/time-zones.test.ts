import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  endOfDayInstant,
  isCalendarDate,
  isTimeZone,
  timeZones,
  today,
} from './time-zones.ts';

test('a zone is an IANA name that the platform knows', () => {
  for (const zone of [
    'UTC',
    'Asia/Amman',
    'Pacific/Kiritimati',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
  ]) {
    assert.ok(isTimeZone(zone), zone);
  }
  for (const zone of ['', '+03:00', 'Mars/Olympus', 'Asia/Amman ', 'Asia\nAmman', 'x'.repeat(200)]) {
    assert.equal(isTimeZone(zone), false, zone);
  }
  assert.ok(timeZones().every(isTimeZone));
});

test('one instant is three different days around the world', () => {
  const now = new Date('2026-03-01T10:30:00Z');
  assert.equal(today(now, 'Pacific/Kiritimati'), '2026-03-02');
  assert.equal(today(now, 'UTC'), '2026-03-01');
  assert.equal(today(now, 'Pacific/Pago_Pago'), '2026-02-28');
});

test('a day ends at its own midnight at UTC+14, UTC-11 and half-hour zones', () => {
  for (const [zone, end] of [
    ['Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-07-01T11:00:00.000Z'],
    ['UTC', '2026-07-01T00:00:00.000Z'],
    ['Asia/Kathmandu', '2026-06-30T18:15:00.000Z'],
    ['Asia/Amman', '2026-06-30T21:00:00.000Z'],
  ] as const) {
    assert.equal(endOfDayInstant('2026-06-30', zone).toISOString(), end, zone);
  }
});

test('a day ends right on the days when the clocks change', () => {
  for (const [date, zone, end] of [
    // 23 and 25 hours.
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    // The clock goes back over midnight: the day has a second 23:00.
    ['2026-10-24', 'Asia/Beirut', '2026-10-24T22:00:00.000Z'],
    // Midnight does not exist: the next day starts at 01:00.
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // The whole 30th does not exist.
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ] as const) {
    assert.equal(endOfDayInstant(date, zone).toISOString(), end, `${date} ${zone}`);
  }
});

test('the last millisecond belongs to the day and the end does not, in every zone', () => {
  const date = fc.integer({ min: 0, max: 365 * 8 }).map((days) => addDays('2022-01-01', days));
  fc.assert(
    fc.property(date, fc.constantFrom(...timeZones()), (day, zone) => {
      const end = endOfDayInstant(day, zone);
      assert.equal(today(new Date(end.getTime() - 1), zone), day);
      assert.ok(today(end, zone) > day);
    }),
    { numRuns: 200 },
  );
});

test('only dates that exist are dates', () => {
  for (const date of ['2026-01-31', '2028-02-29', '2000-02-29', '0001-01-01'])
    assert.ok(isCalendarDate(date), date);
  for (const date of [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '0000-01-01',
    '',
    '2026-01-01T00:00:00Z',
    '٢٠٢٦-٠١-٠١',
  ]) {
    assert.equal(isCalendarDate(date), false, date);
  }
});

test('days and months are added on the calendar, with month ends clamped', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2026-03-28', 2), '2026-03-30');
  assert.equal(addDays('2026-03-01', -1), '2026-02-28');
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29');
  assert.equal(addMonths('2026-11-30', 3), '2027-02-28');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2026-01-15', 24), '2028-01-15');
  assert.equal(daysBetween('2026-02-28', '2026-03-01'), 1);
  assert.throws(() => addDays('2026-02-30', 1), RangeError);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clockAt, instantAt, startOfDay } from './local-time.ts';
import { addDays, today } from './time-zones.ts';

const at = (date: string, time: string, zone: string) => instantAt(date, time, zone).toISOString();

describe('local time', () => {
  it('is the instant at which the clocks of the zone show it', () => {
    assert.equal(at('2026-03-01', '08:00', 'Pacific/Kiritimati'), '2026-02-28T18:00:00.000Z');
    assert.equal(at('2026-03-01', '08:00', 'Pacific/Niue'), '2026-03-01T19:00:00.000Z');
    assert.equal(at('2026-07-01', '08:00', 'Europe/Berlin'), '2026-07-01T06:00:00.000Z');
    assert.equal(at('2026-07-01', '08:00', 'Asia/Kathmandu'), '2026-07-01T02:15:00.000Z');
  });

  it('a skipped time comes after the gap, a doubled one is the first', () => {
    assert.equal(at('2026-03-29', '02:30', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z');
    assert.equal(at('2026-10-25', '02:30', 'Europe/Berlin'), '2026-10-25T00:30:00.000Z');
  });

  it('a day begins at midnight, or when the clocks jump over it', () => {
    assert.equal(startOfDay('2026-03-29', 'Europe/Berlin').toISOString(), '2026-03-28T23:00:00.000Z');
    assert.equal(startOfDay('2026-04-24', 'Africa/Cairo').toISOString(), '2026-04-23T22:00:00.000Z');
    assert.equal(clockAt(startOfDay('2026-04-24', 'Africa/Cairo'), 'Africa/Cairo'), '01:00:00');
  });

  it('goes back to the same clock, in every zone and on every day', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Amman',
      'Pacific/Kiritimati',
      'Pacific/Niue',
    ];
    const hour = fc.integer({ min: 4, max: 23 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 9_000 }),
        hour,
        (zone, days, hours) => {
          const date = addDays('2010-01-01', days);
          const time = `${String(hours).padStart(2, '0')}:30`;
          const instant = instantAt(date, time, zone);
          assert.deepEqual([today(instant, zone), clockAt(instant, zone)], [date, `${time}:00`]);
        },
      ),
    );
  });
});

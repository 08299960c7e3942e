import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nextOccurrence, occurrence, type Recurrence, recurrenceUnits } from './recurrence.ts';
import { addDays, daysBetween, isCalendarDate } from './time-zones.ts';

const date = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2000-01-01', days));
const recurrence: fc.Arbitrary<Recurrence> = fc.record({
  every: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom(...recurrenceUnits),
});

describe('recurrence', () => {
  it('a month that is too short shortens only itself [R66]', () => {
    const monthly: Recurrence = { every: 1, unit: 'month' };
    const seen = ['2026-01-31'];
    while (seen.length < 5) seen.push(nextOccurrence('2026-01-31', monthly, seen.at(-1)!) ?? '');
    assert.deepEqual(seen, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
    assert.equal(nextOccurrence('2024-01-31', monthly, '2024-01-31'), '2024-02-29');
    assert.equal(nextOccurrence('2024-02-29', { every: 1, unit: 'year' }, '2027-03-01'), '2028-02-29');
  });

  it('every quarter, every second week, and up to the end of the series [R66]', () => {
    assert.equal(nextOccurrence('2026-11-30', { every: 1, unit: 'quarter' }, '2026-11-30'), '2027-02-28');
    assert.equal(nextOccurrence('2026-03-02', { every: 2, unit: 'week' }, '2026-03-02'), '2026-03-16');
    const ending: Recurrence = { every: 1, unit: 'day', ends: '2026-03-03' };
    assert.equal(nextOccurrence('2026-03-02', ending, '2026-03-02'), '2026-03-03');
    assert.equal(nextOccurrence('2026-03-02', ending, '2026-03-03'), null);
    assert.equal(nextOccurrence('2199-12-01', { every: 1, unit: 'year' }, '2199-12-01'), null);
  });

  it('the next one is of the series, later, not too early, and nothing of the series lies between', () => {
    fc.assert(
      fc.property(date, recurrence, fc.nat(3_000), fc.nat(3_000), (anchor, rule, late, wait) => {
        const after = addDays(anchor, late);
        const notBefore = addDays(anchor, wait);
        const next = nextOccurrence(anchor, rule, after, notBefore);
        assert.ok(next !== null && isCalendarDate(next));
        assert.ok(next > after && next >= notBefore);
        const series: string[] = [];
        for (let step = 0; (series.at(-1) ?? '') < next; step += 1)
          series.push(occurrence(anchor, rule, step));
        assert.equal(series.at(-1), next);
        const before = series.at(-2) ?? anchor;
        assert.ok(before <= after || before < notBefore, `${before} was left out`);
      }),
    );
  });

  it('days and weeks are equally long, months keep their day where they have it', () => {
    fc.assert(
      fc.property(date, recurrence, fc.integer({ min: 0, max: 60 }), (anchor, rule, step) => {
        const at = occurrence(anchor, rule, step);
        if (rule.unit === 'day' || rule.unit === 'week') {
          const length = rule.every * (rule.unit === 'week' ? 7 : 1);
          assert.equal(daysBetween(anchor, at), step * length);
          return;
        }
        const [day, wanted] = [at.slice(8), anchor.slice(8)];
        assert.ok(day === wanted || (day < wanted && addDays(at, 1).endsWith('-01')), `${anchor} → ${at}`);
      }),
    );
  });
});

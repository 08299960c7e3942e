import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { monthlyRevenue } from './recurring-revenue.ts';
import {
  type Course,
  firstPeriodFrom,
  nextBilled,
  nextStep,
  periodAt,
  periodEnd,
  periodStart,
  type Step,
} from './subscription-periods.ts';
import { anchorOf, endAfterStart, type Interval, intervals, type Rhythm } from './subscriptions.ts';
import { addDays, daysBetween } from './time-zones.ts';

const monthly: Rhythm = { interval: 'month', intervalCount: 1 };
const starts = (anchor: string, rhythm: Rhythm, count: number) =>
  Array.from({ length: count }, (_, at) => periodStart(anchor, rhythm, at + 1));
const rhythms = fc.record({
  interval: fc.constantFrom<Interval>(...intervals),
  intervalCount: fc.integer({ min: 1, max: 60 }),
});
const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2000-01-01', count));

const course = (more: Partial<Course> = {}): Course => ({
  status: 'active',
  anchor: '2026-01-31',
  rhythm: monthly,
  begun: false,
  nextPeriod: 1,
  endDate: null,
  cancelsOn: null,
  pause: null,
  pauses: [],
  newPriceFrom: null,
  remindOn: null,
  ...more,
});

describe('periods of a subscription', () => {
  it('monthly from the last day of January keeps to the end of each month [R151]', () => {
    assert.deepEqual(starts('2026-01-31', monthly, 5), [
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
    assert.equal(periodStart('2027-12-31', monthly, 3), '2028-02-29');
    assert.equal(periodEnd('2026-01-31', monthly, 1), '2026-02-27');
  });

  it('yearly from 29 February is 28 February in common years and 29 February in leap years [R151]', () => {
    assert.deepEqual(starts('2024-02-29', { interval: 'year', intervalCount: 1 }, 5), [
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('weeks and quarters are reckoned alike', () => {
    assert.deepEqual(starts('2026-03-27', { interval: 'week', intervalCount: 2 }, 3), [
      '2026-03-27',
      '2026-04-10',
      '2026-04-24',
    ]);
    assert.deepEqual(starts('2025-11-30', { interval: 'quarter', intervalCount: 1 }, 3), [
      '2025-11-30',
      '2026-02-28',
      '2026-05-30',
    ]);
  });

  it('periods part time: every day from the anchor on lies in exactly one of them', () => {
    fc.assert(
      fc.property(days, rhythms, fc.integer({ min: 1, max: 60 }), (anchor, rhythm, number) => {
        const [start, end] = [periodStart(anchor, rhythm, number), periodEnd(anchor, rhythm, number)];
        assert.ok(end >= start);
        assert.equal(addDays(end, 1), periodStart(anchor, rhythm, number + 1));
        const inside = addDays(start, Math.floor(daysBetween(start, end) / 2));
        for (const day of [start, inside, end]) assert.equal(periodAt(anchor, rhythm, day), number);
        assert.equal(firstPeriodFrom(anchor, rhythm, start), number);
        assert.equal(firstPeriodFrom(anchor, rhythm, end), start === end ? number : number + 1);
      }),
    );
    assert.equal(periodAt('2026-01-31', monthly, '2026-01-30'), 0);
    assert.equal(firstPeriodFrom('2026-01-31', monthly, '2025-01-01'), 1);
  });

  it('the first billed day follows the trial, and an end lies behind both', () => {
    assert.equal(anchorOf({ startDate: '2026-01-01', trialEndDate: null }), '2026-01-01');
    assert.equal(anchorOf({ startDate: '2026-01-01', trialEndDate: '2026-01-30' }), '2026-01-31');
    assert.equal(
      endAfterStart({ startDate: '2026-01-01', trialEndDate: '2026-01-30', endDate: '2026-01-30' }),
      false,
    );
    assert.equal(endAfterStart({ startDate: '2026-01-01', endDate: '2026-01-01' }), true);
  });
});

/** Runs a course to a day as the server does, and tells what happened. */
function run(from: Course, day: string, most = 3_000): { steps: string[]; end: Course } {
  let at = from;
  const steps: string[] = [];
  for (let count = 0; count < most; count += 1) {
    const step = nextStep(at);
    if (!step || step.on > day) break;
    steps.push(`${step.on} ${step.kind}${step.kind === 'period' ? ` ${at.nextPeriod}` : ''}`);
    at = after(at, step);
  }
  return { steps, end: at };
}

function after(at: Course, { kind }: Step): Course {
  if (kind === 'cancel') return { ...at, status: 'cancelled' };
  if (kind === 'end') return { ...at, status: 'ended' };
  if (kind === 'begin')
    return { ...at, begun: true, status: at.status === 'trialing' ? 'active' : at.status };
  if (kind === 'pause') return { ...at, status: 'paused', pause: { ...at.pause!, running: true } };
  if (kind === 'resume') return { ...at, status: 'active', pause: null };
  if (kind === 'price') return { ...at, newPriceFrom: null };
  if (kind === 'remind') return { ...at, remindOn: null };
  return { ...at, nextPeriod: at.nextPeriod + 1 };
}

describe('what happens to a subscription next', () => {
  it('a trial ends with the first period; the end comes after the last', () => {
    const { steps, end } = run(
      course({ status: 'trialing', endDate: '2026-03-30', remindOn: '2026-03-01' }),
      '2030-01-01',
    );
    assert.deepEqual(steps, [
      '2026-01-31 begin',
      '2026-01-31 period 1',
      '2026-02-28 period 2',
      '2026-03-01 remind',
      '2026-03-31 end',
    ]);
    assert.equal(end.status, 'ended');
    assert.equal(nextStep(end), null);
  });

  it('what began before a cancellation is billed, however late', () => {
    const { steps } = run(
      course({ status: 'cancelled', begun: true, cancelsOn: '2026-03-15' }),
      '2026-12-31',
    );
    assert.deepEqual(steps, ['2026-01-31 period 1', '2026-02-28 period 2']);
  });

  it('a price holds before the period that begins on its day', () => {
    const { steps } = run(course({ begun: true, newPriceFrom: '2026-02-28' }), '2026-02-28');
    assert.deepEqual(steps, ['2026-01-31 period 1', '2026-02-28 price', '2026-02-28 period 2']);
  });

  it('a pause keeps the anchor, and the next invoice is the first after it', () => {
    const pauses = [{ from: '2026-02-10', to: '2026-04-01' }];
    const paused = course({
      begun: true,
      nextPeriod: 2,
      pause: { from: '2026-02-10', resumeOn: '2026-04-01', running: false },
      pauses,
    });
    assert.deepEqual(nextBilled(paused), { number: 4, startsOn: '2026-04-30', endsOn: '2026-05-30' });
    assert.deepEqual(run(paused, '2026-04-30').steps, [
      '2026-02-10 pause',
      '2026-02-28 period 2',
      '2026-03-31 period 3',
      '2026-04-01 resume',
      '2026-04-30 period 4',
    ]);
    assert.equal(nextBilled(course({ pauses: [{ from: '2026-02-10', to: null }], nextPeriod: 2 })), null);
  });

  it('periods come in order, without a gap, and none after the stop, whatever is planned', () => {
    const plans = fc.record({
      rhythm: rhythms,
      anchor: days,
      end: fc.option(fc.integer({ min: 0, max: 3_000 })),
      cancel: fc.option(fc.integer({ min: 0, max: 3_000 })),
      looks: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(plans, ({ rhythm, anchor, end, cancel, looks }) => {
        let at = course({
          rhythm,
          anchor,
          endDate: end === null ? null : addDays(anchor, end),
          cancelsOn: cancel === null ? null : addDays(anchor, cancel),
        });
        const seen: string[] = [];
        // However seldom somebody looks, the same happens in the same order.
        for (const look of [...looks].sort((a, b) => a - b)) {
          const { steps, end: next } = run(at, addDays(anchor, look));
          seen.push(...steps);
          at = next;
        }
        const once = run(
          course({ rhythm, anchor, endDate: at.endDate, cancelsOn: at.cancelsOn }),
          addDays(anchor, Math.max(...looks)),
          3_000,
        );
        assert.deepEqual(seen, once.steps);
        const periods = seen.filter((step) => step.includes('period'));
        assert.deepEqual(
          periods,
          periods.map((_, index) => `${periodStart(anchor, rhythm, index + 1)} period ${index + 1}`),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('monthly recurring revenue', () => {
  it('takes every interval to a month', () => {
    const of = (interval: Interval, netMinor: bigint, intervalCount = 1) =>
      monthlyRevenue([{ interval, netMinor, intervalCount }]);
    assert.equal(of('week', 12_00n), 52_00n);
    assert.equal(of('month', 100n, 3), 33n);
    assert.equal(of('quarter', 300n), 100n);
    assert.equal(of('year', 1_200n, 2), 50n);
  });

  it('rounds once, at the sum', () => {
    const third = { interval: 'quarter', intervalCount: 1, netMinor: 100n } as const;
    assert.equal(monthlyRevenue([third]), 33n);
    assert.equal(monthlyRevenue([third, third, third]), 100n);
    const many = Array.from({ length: 60 }, (_, at) => ({ ...third, intervalCount: at + 1 }));
    const sum = many.reduce((total, { intervalCount }) => total + 100 / 3 / intervalCount, 0);
    assert.equal(monthlyRevenue(many), BigInt(Math.round(sum)));
    assert.equal(monthlyRevenue([]), 0n);
    assert.equal(monthlyRevenue([{ ...third, netMinor: -50n }]), -17n);
  });
});

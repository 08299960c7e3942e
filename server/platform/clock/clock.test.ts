import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock, systemClock } from './clock.ts';

test('A manual clock moves only when it is told to', () => {
  const clock = manualClock('2026-01-31T12:00:00Z');
  clock.advance(90_000);
  assert.equal(clock.now().toISOString(), '2026-01-31T12:01:30.000Z');
  clock.set('2026-02-01T00:00:00Z');
  assert.equal(clock.now().toISOString(), '2026-02-01T00:00:00.000Z');
  assert.throws(() => clock.set('soon'), RangeError);
});

test('The system clock is the time of day', () => {
  assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 1000);
});

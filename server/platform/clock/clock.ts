/** Where "now" comes from. Everything that depends on the time takes one, so that tests decide the time. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

export type ManualClock = Clock & {
  /** Moves the clock to an instant, RFC 3339. */
  set(instant: string): void;
  advance(durationMs: number): void;
};

/** A clock that stands still until it is moved, for tests. `instant` is RFC 3339. */
export function manualClock(instant: string): ManualClock {
  let nowMs = parseInstant(instant);
  return {
    now: () => new Date(nowMs),
    set: (next) => {
      nowMs = parseInstant(next);
    },
    advance: (durationMs) => {
      nowMs += durationMs;
    },
  };
}

function parseInstant(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${instant}`);
  return ms;
}

/** A small reproducible source of chance (mulberry32): the same seed tells the same story. Not for secrets. */
export type Chance = {
  /** 0 ≤ n < 1. */
  next(): number;
  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number;
  of<Item>(list: readonly Item[]): Item;
  /** True in `percent` of a hundred cases. */
  percent(percent: number): boolean;
};

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    of: (list) => list[between(0, list.length - 1)]!,
    percent: (percent) => next() * 100 < percent,
  };
}

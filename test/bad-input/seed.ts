import { randomInt } from 'node:crypto';
import type { TestContext } from 'node:test';

/** Another seed each run, told in the output; `TEST_SEED=…` in the environment repeats one. */
export function seedOf(context: TestContext): number {
  const seed = Number(process.env.TEST_SEED ?? randomInt(2 ** 31));
  context.diagnostic(`TEST_SEED=${seed}`);
  return seed;
}

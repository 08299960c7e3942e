import { setTimeout as wait } from 'node:timers/promises';
import { isProblem, type ProblemCode } from '#domain/problems.ts';

/**
 * Runs `work` and lets its answer, or a refusal with one of these codes, come no sooner than `leastMs` after the start: the
 * time that an answer takes must not tell whether an address is known.
 */
export async function evenly<T>(
  leastMs: number,
  refusals: readonly ProblemCode[] | 'always',
  work: () => Promise<T>,
): Promise<T> {
  const pause = wait(leastMs);
  try {
    const result = await work();
    if (refusals === 'always') await pause;
    return result;
  } catch (error) {
    if (refusals === 'always' || (isProblem(error) && refusals.includes(error.code))) await pause;
    throw error;
  }
}

/**
 * A reason why Parley cannot start, told to whoever runs it. `bin/parley.ts` prints the message as it is,
 * without a stack, and exits with 1. Write whole sentences that say what to do next.
 */
export type StartProblem = Error & { readonly startProblem: true };

/** Makes the error for `throw`: one plain sentence (or one line each, when several settings are wrong). */
export function startProblem(sentence: string, cause?: unknown): StartProblem {
  return Object.assign(new Error(sentence, { cause }), { startProblem: true as const });
}

/** Tells a start problem from a bug, which keeps its stack. */
export function isStartProblem(error: unknown): error is StartProblem {
  return error instanceof Error && 'startProblem' in error && error.startProblem === true;
}

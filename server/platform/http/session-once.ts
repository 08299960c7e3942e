import type { Call } from '../access/call.ts';
import type { AnyInput, Endpoint, OnceContext } from './endpoint.ts';
import { claimKey, findKept, requestHash, storeAnswer } from './idempotency.ts';
import { keptAnswer, type WrittenAnswer, writeAnswer } from './write-answer.ts';

type Asked = { key: string | null; input: AnyInput; check: boolean };

/** Ends the transaction of a repeated request: another one with its key was first. */
const repeated = (answer: WrittenAnswer) =>
  Object.assign(new Error('The request is a repetition.'), { answer });

/**
 * Runs an endpoint of several transactions. The one that it does through `once` keeps its answer under the request's
 * Idempotency-Key; where there is an answer already, at the start or when that transaction begins, it is given again.
 */
export async function answerOnce(
  endpoint: Endpoint,
  { inCall }: Pick<OnceContext, 'inCall'>,
  { key, input, check }: Asked,
  run: (once: OnceContext['once']) => Promise<unknown>,
): Promise<WrittenAnswer> {
  const hash = requestHash(`${endpoint.method} ${endpoint.path}`, input);
  const kept = key === null ? null : await inCall('read', (call) => findKept(call, key, hash));
  if (kept) return keptAnswer(kept);
  let earlier: ReturnType<typeof repeated> | null = null;
  const once = <T>(act: (call: Call) => Promise<T>) =>
    inCall('write', async (call) => {
      const stored = key === null ? null : await claimKey(call, key, hash);
      if (stored) {
        earlier = repeated(keptAnswer(stored));
        throw earlier;
      }
      const result = await act(call);
      if (key !== null) await storeAnswer(call, key, writeAnswer(endpoint, result, check));
      return result;
    });
  try {
    return writeAnswer(endpoint, await run(once), check);
  } catch (error) {
    if (earlier !== null && error === earlier) return (earlier as ReturnType<typeof repeated>).answer;
    throw error;
  }
}

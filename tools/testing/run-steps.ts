import { spawn } from 'node:child_process';

export type Step = { name: string; command: string; args: string[] };
export type StepResult = { name: string; ok: boolean; seconds: number; lastLine: string };

/** Runs one step with its output passed on as it comes; a command that cannot be started is a failed step. */
export async function runStep(step: Step, cwd: string): Promise<StepResult> {
  const started = performance.now();
  const child = spawn(step.command, step.args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let tail = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    tail = (tail + text).slice(-1000);
  });
  const ok = await new Promise<boolean>((resolve) => {
    child.once('close', (code) => resolve(code === 0));
    child.once('error', (error) => {
      console.error(`${step.command} cannot be started: ${error.message}`);
      resolve(false);
    });
  });
  const lastLine = tail.trimEnd().split('\n').at(-1) ?? '';
  return { name: step.name, ok, seconds: (performance.now() - started) / 1000, lastLine };
}

/**
 * The last line of the whole check: the tests that the test step counted, and every other failed step as one more
 * failure. Without a count from the tests the check has failed, whatever else it says.
 */
export function countOf(results: StepResult[]): { passed: number; failed: number } {
  const counted = results
    .map(({ lastLine }) => /^(\d+) passed, (\d+) failed$/.exec(lastLine))
    .find((match) => match !== null);
  const passed = Number(counted?.[1] ?? 0);
  const failedTests = Number(counted?.[2] ?? 1);
  const failedSteps = results.filter(
    ({ ok, lastLine }) => !ok && !/^\d+ passed, \d+ failed$/.test(lastLine),
  ).length;
  return { passed, failed: failedTests + failedSteps };
}

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { startTestPostgres, testPostgresVariable } from '#test/build/postgres-server.ts';
import { findTestFiles } from '#tools/testing/find-test-files.ts';
import { runTestFiles, sum, type Tally } from '#tools/testing/run-test-files.ts';
import { ensureWebBundle } from './web-bundle.ts';

// npm test [-- file or folder …] [--no-browser]
// The last line is "N passed, N failed" and nothing else: programs read it.

const root = resolve(import.meta.dirname, '..');
const write = (text: string): void => void process.stdout.write(text);

const tally = await main(process.argv.slice(2)).catch((error: unknown): Tally => {
  console.error(error);
  return { passed: 0, failed: 1, skipped: 0 };
});
if (tally.skipped > 0) write(`${tally.skipped} skipped\n`);
write(`${tally.passed} passed, ${tally.failed} failed\n`);
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);

async function main(args: string[]): Promise<Tally> {
  const chosen = args.filter((arg) => !arg.startsWith('--'));
  const files = findTestFiles(root, chosen, process.env.INIT_CWD ?? process.cwd());
  if (args.includes('--no-browser')) files.browser = [];
  const stopDatabase = await startDatabase();
  try {
    const tallies: Tally[] = [];
    if (files.browser.length > 0) await prepareForBrowser();
    if (files.plain.length > 0) {
      const concurrency = Math.max(2, availableParallelism());
      tallies.push(await runTestFiles(files.plain, { root, concurrency, timeoutMs: 300_000, write }));
    }
    if (files.browser.length > 0) {
      write('\nIn the browser, one file at a time:\n');
      tallies.push(await runTestFiles(files.browser, { root, concurrency: 1, timeoutMs: 600_000, write }));
    }
    return sum(tallies);
  } finally {
    await stopDatabase();
  }
}

/** One PostgreSQL for the whole run; each test file clones its databases from a migrated template. */
async function startDatabase(): Promise<() => Promise<void>> {
  const { adminUrl, stop } = await startTestPostgres();
  process.env[testPostgresVariable] = adminUrl;
  return stop;
}

async function prepareForBrowser(): Promise<void> {
  const { unpackChromium } = await import('#test/browser/browser.ts');
  await unpackChromium();
  await ensureWebBundle(root, () => write('Building the web pages.\n'));
}

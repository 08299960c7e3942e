import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

export type Tally = { passed: number; failed: number; skipped: number };
export type RunOptions = {
  root: string;
  concurrency: number;
  timeoutMs: number;
  write: (text: string) => void;
};

const loopbackOnly = pathToFileURL(join(import.meta.dirname, 'loopback-only.ts')).href;

type Failure = { name: string; place: string; error: unknown };
type FileRecord = Tally & { failures: Failure[]; output: string };
type Outcome = {
  name?: string;
  file?: string;
  entryFile?: string;
  line?: number;
  skip?: unknown;
  todo?: unknown;
};
type Details = { type?: string; error?: Error & { failureType?: string; cause?: unknown } };

/**
 * Runs test files, each in a process of its own, writes one line per finished file and every failure whole,
 * and counts single tests (a suite, or a test that failed only through its subtests, is not counted again).
 * A file that holds no test counts as failed: it can prove nothing.
 */
export async function runTestFiles(files: string[], options: RunOptions): Promise<Tally> {
  const records = new Map<string, FileRecord>();
  const recordOf = (event: Outcome): FileRecord => {
    const key = relative(options.root, event.entryFile ?? event.file ?? '');
    const known = records.get(key) ?? { passed: 0, failed: 0, skipped: 0, failures: [], output: '' };
    records.set(key, known);
    return known;
  };
  const stream = run({
    files: files.map((file) => resolve(options.root, file)),
    cwd: options.root,
    concurrency: options.concurrency,
    timeout: options.timeoutMs,
    execArgv: ['--import', loopbackOnly],
  });
  stream.on('test:pass', (event) => notePass(recordOf(event), event, event.details));
  stream.on('test:fail', (event) => noteFailure(recordOf(event), event, event.details));
  stream.on('test:stderr', (event) => {
    recordOf(event).output += event.message;
  });
  stream.on('test:stdout', (event) => {
    recordOf(event).output += event.message;
  });
  stream.on('test:summary', (event) => {
    if (event.file)
      options.write(
        line(relative(options.root, event.file), recordOf({ file: event.file }), event.duration_ms),
      );
  });
  await new Promise<void>((done, failed) => stream.on('end', done).on('error', failed).resume());
  for (const [file, record] of records) if (record.failed > 0) options.write(describeFailures(file, record));
  return sum([...records.values()]);
}

/** Adds up tallies. */
export function sum(tallies: Tally[]): Tally {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

function notePass(record: FileRecord, event: Outcome, details: Details): void {
  if (details.type === 'suite') return;
  if (event.skip !== undefined || event.todo !== undefined) {
    record.skipped += 1;
  } else if (event.name === event.file) {
    record.failed += 1;
    record.failures.push({
      name: 'the file itself',
      place: '',
      error: 'It holds no test: write one or remove the file.',
    });
  } else {
    record.passed += 1;
  }
}

function noteFailure(record: FileRecord, event: Outcome, details: Details): void {
  const error = details.error;
  if (error?.failureType === 'subtestsFailed') return;
  record.failed += 1;
  const itself = event.name === event.file;
  record.failures.push({
    name: itself ? 'the file itself' : (event.name ?? 'a test'),
    place: itself || event.line === undefined ? '' : `:${event.line}`,
    error: error?.cause ?? error,
  });
}

function line(file: string, record: FileRecord, durationMs: number): string {
  const counts = `${record.passed} passed${record.failed > 0 ? `, ${record.failed} failed` : ''}`;
  return `${record.failed > 0 ? '✖' : '✔'} ${file}  ${counts}  ${(durationMs / 1000).toFixed(1)} s\n`;
}

function describeFailures(file: string, record: FileRecord): string {
  const parts = record.failures.map((failure) => {
    const text = typeof failure.error === 'string' ? failure.error : inspect(failure.error, { depth: 6 });
    return `✖ ${file}${failure.place}  ${failure.name}\n${text.replace(/^/gm, '    ')}\n`;
  });
  if (record.output.trim() !== '')
    parts.push(`  output of ${file}:\n${record.output.replace(/^/gm, '    ')}\n`);
  return `\n${parts.join('\n')}`;
}

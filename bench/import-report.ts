import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

/** Times in seconds, `p95` in milliseconds, memory in MiB. */
export type ImportMeasured = {
  rows: number;
  leadsBefore: number;
  upload: number;
  dryRun: number | null;
  took: number;
  start: number | null;
  peak: number | null;
  p95: number;
  answers: number;
  postgres: string;
  copy: { leads: number; rest: number };
};

const file = join(import.meta.dirname, 'RESULTS.md');
const heading = '## Imports';
const tableHead = `| rows | date, commit, load | upload | dry run | import | COPY of leads | COPY of all three tables | import ÷ COPY of all | memory at start, peak | GET /leads meanwhile, p95 |
|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|`;

const whole = (value: number) => Math.round(value).toLocaleString('en');
const rate = (rows: number, seconds: number) => `${whole(rows / seconds)}/s`;
const memory = (value: number | null) => (value === null ? '–' : `${whole(value)} MiB`);

function lineOf(one: ImportMeasured): string {
  const { rows, copy, dryRun } = one;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const all = copy.leads + copy.rest;
  const cells = [
    whole(rows),
    `${new Date().toISOString().slice(0, 10)}, ${commit}, ${loadavg()[0]?.toFixed(1)}`,
    `${one.upload.toFixed(1)} s`,
    dryRun === null ? '–' : rate(rows, dryRun),
    `${one.took.toFixed(1)} s, ${rate(rows, one.took)}`,
    rate(rows, copy.leads),
    rate(rows, all),
    `${(one.took / all).toFixed(2)}×`,
    `${memory(one.start)}, ${memory(one.peak)}`,
    `${one.p95.toFixed(0)} ms of ${whole(one.answers)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Adds the figures as a line of the table of imports, in place of the line with as many rows. */
export function writeImports(one: ImportMeasured): void {
  const old = readFileSync(file, 'utf8');
  const at = old.indexOf(heading);
  const before = at === -1 ? `${old.trimEnd()}\n\n` : old.slice(0, at);
  const others =
    at === -1
      ? []
      : old
          .slice(at)
          .split('\n')
          .filter((line) => /^\| [\d,]+ \|/.test(line));
  const line = lineOf(one);
  const size = (text: string) => Number((text.split('|')[1] ?? '').replaceAll(',', ''));
  const kept = [...others.filter((other) => size(other) !== one.rows), line].sort(
    (a, b) => size(a) - size(b),
  );
  const [cpu] = cpus();
  const text = `${before}${heading}

\`npm run bench -- imports [--rows 100000]\` writes a line here. A CSV of new leads (names, company, mail, phone, job title) is
uploaded, tried and brought in over HTTP by the whole product in a process of its own, into a company with ${one.leadsBefore.toLocaleString('en')} leads,
matched by mail and phone; meanwhile a colleague opens the list of leads ten times a second. Then the very rows are
taken out and loaded again by bare COPY, with all indexes and constraints: the leads alone, and with the history and the ledger
that an import keeps of each. Memory is that of the product's process.

- Machine: ${cpus().length} × ${cpu?.model.trim() || 'unnamed processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, the database on it as well
- Node ${process.versions.node}, PostgreSQL ${one.postgres}, fsync on

${tableHead}
${kept.join('\n')}
`;
  writeFileSync(file, text);
  console.log(`${tableHead}\n${line}\n\nWritten to ${file}`);
}

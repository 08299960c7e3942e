import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './measure.ts';
import { scenarios } from './scenarios.ts';

export type Rounds = { warm: number; rounds: number; perRound: number };

const mostRatio = 2;
const mostGrowth = 1.5;
const file = join(import.meta.dirname, 'RESULTS.md');
/** Below this line stands what people wrote about the figures; a new run keeps it. */
const notesLine = '## Notes';

const ms = (value: number) => value.toFixed(2);
const judged = (value: number, most: number) => `${value.toFixed(2)}×${value > most ? ' ✗' : ''}`;

type BySize = ReadonlyMap<number, readonly Measured[]>;

function growthOf(bySize: BySize, name: string): string {
  const series = [...bySize.keys()].sort((a, b) => a - b);
  const at = (leads: number | undefined) => bySize.get(leads ?? 0)?.find((one) => one.name === name);
  const small = at(series[0]);
  const large = at(series.at(-1));
  if (series.length < 2 || !small || !large) return '';
  const growth = large.http.median / small.http.median;
  const grows = scenarios.find((scenario) => scenario.name === name)?.grows;
  return grows ? `${growth.toFixed(2)}× (${grows})` : judged(growth, mostGrowth);
}

/** The figures as a Markdown table: milliseconds, and what is above its target marked with ✗. */
export function table(bySize: BySize): string {
  const lines = [
    '| operation | leads | HTTP median | p95 | statements | bare SQL median | p95 | HTTP ÷ SQL | growth |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|',
  ];
  for (const name of [...bySize.values()][0]?.map((one) => one.name) ?? []) {
    for (const [leads, measured] of bySize) {
      const one = measured.find((candidate) => candidate.name === name);
      if (!one) continue;
      const { http, bare } = one;
      const isLast = leads === [...bySize.keys()].at(-1);
      lines.push(
        `| ${name} | ${leads.toLocaleString('en')} | ${ms(http.median)} | ${ms(http.p95)} | ${one.statements} | ${ms(bare.median)} | ${ms(bare.p95)} | ${judged(http.median / bare.median, mostRatio)} | ${isLast ? growthOf(bySize, name) : ''} |`,
      );
    }
  }
  return lines.join('\n');
}

/** Writes the table with what it was measured on, and keeps the notes that stand below. */
export function writeResults(bySize: BySize, postgres: string, { rounds, perRound, warm }: Rounds): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const notes = old.includes(notesLine) ? old.slice(old.indexOf(notesLine)) : `${notesLine}\n`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const text = `# Measured

\`npm run bench\` wrote this table. Times are milliseconds. Each operation was sent ${rounds * perRound} times by one client over
one open connection, after ${warm} to warm up, to the whole server (\`--role web\`, in the same process) on its embedded PostgreSQL
with fsync on. "Bare SQL" is the very statements that the request sent, recorded at the driver with their parameters and
replayed one after another on one connection of \`pg\` as the owner of the tables; writes inside \`begin\` … \`commit\`. All take turns, ${perRound}
of each. Wanted: HTTP ÷ SQL at most ${mostRatio}×; growth, the HTTP median at a million leads by that at ten thousand, at
most ${mostGrowth}× where the answer has the same size. ✗ marks what misses it.

- Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit}
- Machine: ${cpus().length} × ${cpu?.model.trim() || 'unnamed processor'}, ${Math.round(totalmem() / 2 ** 30)} GB; load before the end ${loadavg()[0]?.toFixed(1)}
- Node ${process.versions.node}, PostgreSQL ${postgres}
- Data: one company with the demo year (2,000 leads, 500 accounts, over 300 opportunities) and further leads up to the number in the table

${table(bySize)}

${notes}`;
  writeFileSync(file, text);
  console.log(`\nWritten to ${file}`);
}

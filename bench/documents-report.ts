import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

/** Milliseconds. */
export type Times = { median: number; p95: number };
/** `processor` is the time of the processor for one, in all processes of the product. */
export type Timed = Times & { name: string; bytes: number; processor: number };

/** Memory in MiB, looked at after every twenty invoices. */
export type DocumentsMeasured = {
  previews: Timed[];
  invoices: {
    documents: number;
    took: number;
    first: Times;
    again: Times;
    children: number[];
    product: number[];
  };
};

/** What a warm PDF may take, and how much memory may grow from the first tenth of a long run to its last. */
const mostMs = 150;
const mostGrowth = 1.2;

const file = join(import.meta.dirname, 'RESULTS.md');
const heading = '## Documents';

const whole = (value: number) => Math.round(value).toLocaleString('en');
const late = (value: number) => `${value.toFixed(0)}${value > mostMs ? ' ✗' : ''}`;
const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of the first tenth after warming up, that of the last tenth, and the peak. */
function growth(values: readonly number[]): string {
  const part = Math.max(1, Math.floor(values.length / 10));
  const [start, end] = [mean(values.slice(part, 2 * part)), mean(values.slice(-part))];
  const ratio = start === 0 ? 1 : end / start;
  const peak = Math.max(0, ...values);
  return `${whole(start)} → ${whole(end)} MiB (${ratio.toFixed(2)}×${ratio > mostGrowth ? ' ✗' : ''}), peak ${whole(peak)}`;
}

function sectionOf({ previews, invoices }: DocumentsMeasured): string {
  const [cpu] = cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const { documents, took, first, again, children, product } = invoices;
  const rows = [
    ...previews,
    { name: 'Issued invoice, 20 lines: made and stored', ...first, bytes: 0, processor: 0 },
    { name: 'The same again, from the store', ...again, bytes: 0, processor: 0 },
  ];
  return `${heading}

\`npm run bench -- documents [--documents 500]\` writes this section. PDFs through the whole product in a process of its own,
over HTTP, from a company with 10,000 leads. A preview is another quote each time: it is priced and saved, the transaction taken
back, and the PDF made by a child that is warm. Wanted: at most ${mostMs} ms in the median, and memory that does not grow by more
than ${mostGrowth}× from the second tenth of the run to its last. ✗ marks what misses it. Times follow the load of the machine; the
processor's time for one preview, of the server and its children together, does not.

- Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit}
- Machine: ${cpus().length} × ${cpu?.model.trim() || 'unnamed processor'}, ${Math.round(totalmem() / 2 ** 30)} GB; load before the end ${loadavg()[0]?.toFixed(1)}
- ${whole(documents)} invoices of 20 lines created, issued, made as PDF and read again in ${whole(took)} s (${(documents / took).toFixed(1)}/s, one client)
- Memory of the largest child: ${growth(children)}
- Memory of the product's own process: ${growth(product)}

| document | median, ms | p95, ms | processor, ms | KB |
|---|--:|--:|--:|--:|
${rows.map(({ name, median, p95, processor, bytes }) => `| ${name} | ${late(median)} | ${p95.toFixed(0)} | ${processor === 0 ? '' : processor.toFixed(0)} | ${bytes === 0 ? '' : whole(bytes / 1024)} |`).join('\n')}
`;
}

/** Writes the section of documents anew; everything else in the file stays. */
export function writeDocuments(measured: DocumentsMeasured): void {
  const old = readFileSync(file, 'utf8');
  const at = old.indexOf(heading);
  const next = at === -1 ? -1 : old.indexOf('\n## ', at + 1);
  const before = (at === -1 ? old : old.slice(0, at)).trimEnd();
  const after = next === -1 ? '' : old.slice(next).trimStart();
  const section = sectionOf(measured);
  writeFileSync(file, [before, '', section, after].join('\n').trimEnd().concat('\n'));
  console.log(`${section}\nWritten to ${file}`);
}

import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { administratorKey } from './callers.ts';
import { openDataSet } from './data-set.ts';
import { type DocumentsMeasured, type Timed, writeDocuments } from './documents-report.ts';
import { apiOf, residentOf, startProduct } from './imports.ts';
import { openOwner } from './owner.ts';

const leadsBefore = 10_000;
const rounds = 40;

const languages = ['en', 'ar', 'both'] as const;
const sizes = [3, 20, 120] as const;
const words = {
  en: ['Discovery workshop', 'Design and build of the website', 'Printed handbook', 'Training on site'],
  ar: ['ورشة عمل تمهيدية', 'تصميم وتطوير الموقع الإلكتروني', 'دليل مطبوع', 'تدريب في الموقع'],
};

function linesOf(count: number, language: (typeof languages)[number]) {
  const of = language === 'ar' ? words.ar : words.en;
  return Array.from({ length: count }, (_, at) => ({
    description: `${of[at % of.length]} ${at + 1}`,
    quantity: String((at % 9) + 1),
    unit: language === 'ar' ? 'يوم' : 'day',
    unitPrice: String(100 + at * 3),
    taxRate: at % 2 ? '19' : '7',
  }));
}

function timesOf(samples: readonly number[]): { median: number; p95: number } {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** Processes that a process has started, by what the system tells of each. */
function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

// Linux counts the time of processes in hundredths of a second.
const tickMs = 10;

/** Processor time that a process and its children have used, in ms: it tells the same on a busy machine as on a quiet one. */
function processorMs(pid: number | undefined): number {
  return [pid, ...childrenOf(pid)].reduce<number>((sum, one) => {
    const stat = readFileSync(`/proc/${one}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * tickMs;
  }, 0);
}

type Pdf = (method: 'GET' | 'POST', path: string, body?: object) => Promise<{ took: number; bytes: number }>;

function pdfOf(url: string, key: string): Pdf {
  return async (method, path, body) => {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}.`);
    return { took: performance.now() - begun, bytes };
  };
}

/** What looking at an unsaved quote costs, another one each time: nothing is answered from memory. */
async function measurePreviews(pdf: Pdf, pid: number | undefined): Promise<Timed[]> {
  const measured: Timed[] = [];
  for (const language of languages) {
    for (const lines of sizes) {
      const body = { language, currency: 'EUR', lines: linesOf(lines, language) };
      const samples: number[] = [];
      let bytes = 0;
      let begun = 0;
      for (let round = -5; round < rounds; round += 1) {
        if (round === 0) begun = processorMs(pid);
        const one = await pdf('POST', '/quotes/preview', { ...body, title: `Measured ${round}` });
        bytes = one.bytes;
        if (round >= 0) samples.push(one.took);
      }
      const processor = (processorMs(pid) - begun) / rounds;
      const name = `Preview of a quote, ${lines} lines, ${language}`;
      measured.push({ name, ...timesOf(samples), processor, bytes });
    }
  }
  return measured;
}

type Place = { pid: number | undefined; url: string; key: string };

/** Issues invoices and has the PDF of each made, and looks at the memory of everybody who takes part. */
async function measureInvoices({ pid, url, key }: Place, documents: number) {
  const api = apiOf(url, key);
  const pdf = pdfOf(url, key);
  const { items } = (await api.call('GET', '/hierarchy/nodes')) as { items: { level: string; id: string }[] };
  const entityId = items.find(({ level }) => level === 'entity')?.id;
  const scope = { level: 'entity', entityId };
  const account = await api.call('POST', '/accounts', { name: 'Measured Motors', scope });
  const lines = linesOf(20, 'en');
  const [first, again]: [number[], number[]] = [[], []];
  const children: number[] = [];
  const product: number[] = [];
  const begun = performance.now();
  for (let number = 0; number < documents; number += 1) {
    const { id } = await api.call('POST', '/invoices', { accountId: account.id, scope, lines });
    await api.call('POST', `/invoices/${id}/issue`, {});
    first.push((await pdf('GET', `/invoices/${id}/pdf`)).took);
    again.push((await pdf('GET', `/invoices/${id}/pdf`)).took);
    if (number % 20 !== 19) continue;
    children.push(Math.max(0, ...childrenOf(pid).map((child) => residentOf(child) ?? 0)));
    product.push(residentOf(pid) ?? 0);
  }
  const took = (performance.now() - begun) / 1000;
  return { documents, took, first: timesOf(first), again: timesOf(again), children, product };
}

/** Measures documents through the whole product, in a process of its own; adds the figures to RESULTS.md. */
export async function measureDocuments(documents: number): Promise<void> {
  const dataSet = await openDataSet(leadsBefore);
  const owner = await openOwner(dataSet.database.adminUrl);
  try {
    const started = await startProduct(dataSet);
    const { child, url } = started;
    const place: Place = { pid: child.pid, url, key: await administratorKey(owner) };
    const measured: DocumentsMeasured = await (async () => {
      const previews = await measurePreviews(pdfOf(place.url, place.key), place.pid);
      return { previews, invoices: await measureInvoices(place, documents) };
    })().finally(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    writeDocuments(measured);
  } finally {
    await owner.end();
    await dataSet.close();
  }
}

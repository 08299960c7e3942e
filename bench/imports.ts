import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { administratorKey } from './callers.ts';
import { openClient } from './client.ts';
import { type DataSet, openDataSet, settings } from './data-set.ts';
import { copyAgain } from './import-copy.ts';
import { writeImports } from './import-report.ts';
import { openOwner } from './owner.ts';

const mebibyte = 2 ** 20;
const leadsBefore = 10_000;
/** A dry run is one request; nobody waits for one of a million rows. */
const mostTried = 100_000;

const firstNames = 'Amal Bruno Chen Dina Emre Farah Greta Hugo Iris Jamal Kira Layla Mateo Nadia'.split(' ');
const lastNames = 'Abbas Berger Costa Diaz Evans Fischer Garcia Haddad Ito Jansen Khan Lopez'.split(' ');
const trades = 'Trading Logistics Medical Robotics Foods Energy Textiles Optics Marine Studios'.split(' ');

function* lines(rows: number): Generator<string> {
  yield 'First name,Last name,Company,Email,Phone,Job title\n';
  for (let n = 0; n < rows; n += 1) {
    const first = firstNames[n % firstNames.length]!;
    const last = lastNames[Math.floor(n / 7) % lastNames.length]!;
    const company = `${lastNames[(n * 5) % lastNames.length]} ${trades[n % trades.length]} ${n % 9973}`;
    const mail = `${first}.${last}.${n}@firm${n % 9973}.example`.toLowerCase();
    const phone = `+49 89 ${String(5_000_000 + n)}`;
    yield `${first},${last},${company},${mail},${phone},Head of ${trades[(n * 3) % trades.length]}\n`;
  }
}

/** Resident memory of a process in MiB; null where the system does not tell. */
export function residentOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / mebibyte;
  } catch {
    return null;
  }
}

export type Product = { child: ChildProcess; url: string };

export async function startProduct({ config, database }: DataSet): Promise<Product> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, 'import-server.ts'), database.appUrl],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings(config.dataDir) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return { child, url: message.url };
}

export type Api = {
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Record<string, unknown>>;
};

export function apiOf(url: string, key: string): Api {
  return {
    call: async (method, path, body) => {
      const form = body instanceof FormData;
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}

const seconds = (begun: number) => (performance.now() - begun) / 1000;
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

type Reader = { end(): void; answers: Promise<{ p95: number; answers: number }> };

/** While the import runs, a colleague opens the list of leads ten times a second; 95th percentile in ms. */
function colleague(url: string, key: string): Reader {
  const client = openClient(url, { key });
  let going = true;
  const read = async () => {
    const times: number[] = [];
    while (going) {
      const begun = performance.now();
      await client.send({ method: 'GET', path: '/leads' });
      times.push(performance.now() - begun);
      await pause(100);
    }
    client.close();
    times.sort((a, b) => a - b);
    return { p95: times[Math.floor(times.length * 0.95)] ?? 0, answers: times.length };
  };
  const end = () => {
    going = false;
  };
  return { end, answers: read() };
}

async function run(
  api: Api,
  id: string,
  pid: number | undefined,
): Promise<{ took: number; peak: number | null }> {
  const begun = performance.now();
  const { jobId } = await api.call('POST', `/imports/${id}/run`, {});
  let peak = residentOf(pid);
  for (;;) {
    const { status } = await api.call('GET', `/jobs/${jobId}`);
    const resident = residentOf(pid);
    if (resident !== null && resident > (peak ?? 0)) peak = resident;
    if (status === 'done') return { took: seconds(begun), peak };
    if (status !== 'queued' && status !== 'running') throw new Error(`The import is ${status}.`);
    await pause(100);
  }
}

async function uploaded(api: Api, config: DataSet['config'], rows: number) {
  const file = join(config.dataDir, 'leads.csv');
  await pipeline(Readable.from(lines(rows)), createWriteStream(file));
  const form = new FormData();
  form.set('kind', 'lead');
  form.set('file', await openAsBlob(file), 'leads.csv');
  const begun = performance.now();
  const { id, mapping } = await api.call('POST', '/imports', form);
  return { id: String(id), mapping, upload: seconds(begun) };
}

async function planned(api: Api, owner: pg.Client, id: string, mapping: unknown, rows: number) {
  const plan = { mapping, matchOn: ['email', 'phone'], onDuplicate: 'skip', dateOrder: 'ymd' };
  if (rows > mostTried) {
    const whole = JSON.stringify({ ...plan, decimalComma: false, values: {} });
    await owner.query('update data_import set plan = $2 where id = $1', [id, whole]);
    return null;
  }
  const begun = performance.now();
  await api.call('POST', `/imports/${id}/dry-run`, plan);
  return seconds(begun);
}

async function measure(dataSet: DataSet, product: Product, owner: pg.Client, rows: number) {
  const { pid } = product.child;
  const key = await administratorKey(owner);
  const api = apiOf(product.url, key);
  const { id, mapping, upload } = await uploaded(api, dataSet.config, rows);
  const dryRun = await planned(api, owner, id, mapping, rows);
  const start = residentOf(pid);
  const reader = colleague(product.url, key);
  const ran = await run(api, id, pid).finally(() => reader.end());
  const { counts } = await api.call('GET', `/imports/${id}`);
  const { created } = counts as { created: number };
  if (created !== rows) throw new Error(`${created} of ${rows} were created.`);
  return { id, upload, dryRun, start, ...ran, ...(await reader.answers) };
}

/** Brings leads in through the product, in its own process, and the same rows by bare COPY; adds the figures to RESULTS.md. */
export async function measureImports(rows: number): Promise<void> {
  const dataSet = await openDataSet(leadsBefore);
  const { adminUrl } = dataSet.database;
  const owner = await openOwner(adminUrl);
  try {
    const product = await startProduct(dataSet);
    const { id, ...measured } = await measure(dataSet, product, owner, rows).finally(async () => {
      product.child.kill('SIGTERM');
      await once(product.child, 'exit');
    });
    const copy = await copyAgain(adminUrl, id, dataSet.config.dataDir);
    const { rows: versions } = await owner.query<{ postgres: string }>(
      `select current_setting('server_version') as postgres`,
    );
    writeImports({ rows, leadsBefore, ...measured, copy, postgres: versions[0]!.postgres });
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await owner.end();
    await dataSet.close();
  }
}

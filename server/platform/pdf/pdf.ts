import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Logger } from '../log/log.ts';
import type { PdfResult, PdfSource } from './messages.ts';
import { openChildPool, type PoolLimits } from './pool.ts';

export type { PdfRefusal, PdfResult, PdfSource } from './messages.ts';

/** What makes PDFs: children that are started when first needed and end when idle. */
export type Pdf = {
  /** The document as PDF/A-2a, or why not. The same source is made once as long as it is remembered. */
  render(source: PdfSource): Promise<PdfResult>;
  /** Ids of the living children, for tests and measurements. */
  children(): number[];
  stop(): Promise<void>;
};

const mebibyte = 2 ** 20;

const usual: PoolLimits = {
  children: Math.min(2, availableParallelism()),
  waiting: 200,
  renderMs: 20_000,
  idleMs: 60_000,
  killBytes: 1024 * mebibyte,
  retireBytes: 400 * mebibyte,
  documentsPerChild: 500,
};

/** What previews of an unchanged document are answered from. */
const rememberedBytes = 32 * mebibyte;

function nameOf({ folder, main, data, files = {} }: PdfSource): string {
  const hash = createHash('sha256').update(`${folder}\n${main}\n${data.length}\n${data}`);
  for (const [name, bytes] of Object.entries(files))
    hash.update(`\n${name}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

/** Opens the maker of PDFs of this process; nothing starts until the first document is asked for. */
export function openPdf(log: Logger, limits: Partial<PoolLimits> = {}): Pdf {
  const pool = openChildPool({ ...usual, ...limits }, log);
  const made = new Map<string, Uint8Array>();
  const underWay = new Map<string, Promise<PdfResult>>();
  let bytes = 0;
  const remember = (name: string, pdf: Uint8Array) => {
    made.set(name, pdf);
    bytes += pdf.length;
    for (const [oldest, { length }] of made) {
      if (bytes <= rememberedBytes) return;
      made.delete(oldest);
      bytes -= length;
    }
  };
  const make = async (name: string, source: PdfSource): Promise<PdfResult> => {
    try {
      const result = await pool.run(source);
      if ('pdf' in result) remember(name, result.pdf);
      return result;
    } finally {
      underWay.delete(name);
    }
  };
  return {
    render: async (source) => {
      const name = nameOf(source);
      const known = made.get(name);
      if (known) {
        // The most recently used stand last.
        made.delete(name);
        made.set(name, known);
        return { pdf: known };
      }
      const going = underWay.get(name) ?? make(name, source);
      underWay.set(name, going);
      return going;
    },
    children: pool.children,
    stop: pool.stop,
  };
}

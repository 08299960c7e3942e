import assert from 'node:assert/strict';
import { apiBase } from '#platform/http/server.ts';
import { readPdf } from './pdf-text.ts';

export type Sums = Record<'subtotal' | 'discountTotal' | 'taxTotal' | 'total', string>;

/** The four sums of a document, of whatever else it says. */
export function sumsOf({ subtotal, discountTotal, taxTotal, total }: Sums): Sums {
  return { subtotal, discountTotal, taxTotal, total };
}

/** An amount as it stands on paper. */
export function printed(amount: string): string {
  const [whole = '', part] = amount.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part === undefined ? '' : `.${part}`);
}

/** A file of the API, as the holder of the key gets it, or nobody in particular. */
export async function fileOf(url: string, path: string, key?: string): Promise<Uint8Array> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const answer = await fetch(url + apiBase + path, { headers });
  assert.equal(answer.status, 200, path);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The text of a PDF of the API. */
export async function paperOf(url: string, path: string, key?: string): Promise<string> {
  return (await readPdf(await fileOf(url, path, key))).text;
}

import { timingSafeEqual } from 'node:crypto';
import type { Call } from '#platform/access/call.ts';
import { isUuid } from '#platform/database/id.ts';

const purpose = 'public link';
const idBytes = 16;
// 128 bits of the seal: nobody guesses one, and the address stays short.
const sealBytes = 16;

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The token of a link: its company, its id and their seal. The same link has the same token every time. */
export function writeLinkToken(seal: Call['seal'], orgId: string, id: string): string {
  const ids = Buffer.concat([bytesOf(orgId), bytesOf(id)]);
  return Buffer.concat([ids, seal(purpose, ids).subarray(0, sealBytes)]).toString('base64url');
}

/** What a token names; null when this installation did not make it. */
export function readLinkToken(seal: Call['seal'], text: string): { orgId: string; id: string } | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 2 * idBytes + sealBytes || bytes.toString('base64url') !== text) return null;
  const ids = bytes.subarray(0, 2 * idBytes);
  if (!timingSafeEqual(bytes.subarray(2 * idBytes), seal(purpose, ids).subarray(0, sealBytes))) return null;
  const [orgId, id] = [idOf(ids.subarray(0, idBytes)), idOf(ids.subarray(idBytes))];
  return isUuid(orgId) && isUuid(id) ? { orgId, id } : null;
}

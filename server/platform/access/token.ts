import { createHash, randomBytes } from 'node:crypto';
import { isUuid } from '../database/id.ts';

const secretBytes = 24;

/** What a token names, and the hash that the row keeps of its secret. */
export type Token = { orgId: string; id: string; secretSha256: string };

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A new secret text that is shown once, and the hash to keep. The company and the row's id are part of the text, so that
 * the row can be found behind its wall: 192 random bits are the secret.
 */
export function makeToken(orgId: string, id: string): { text: string; secretSha256: string } {
  const secret = randomBytes(secretBytes);
  const text = Buffer.concat([uuidBytes(orgId), uuidBytes(id), secret]).toString('base64url');
  return { text, secretSha256: sha256(secret) };
}

/** What a token's text says; null when it is not one. */
export function readToken(text: string): Token | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 32 + secretBytes || bytes.toString('base64url') !== text) return null;
  const orgId = uuidText(bytes.subarray(0, 16));
  const id = uuidText(bytes.subarray(16, 32));
  return isUuid(orgId) && isUuid(id) ? { orgId, id, secretSha256: sha256(bytes.subarray(32)) } : null;
}

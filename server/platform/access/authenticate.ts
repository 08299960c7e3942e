import { createHash, randomBytes } from 'node:crypto';
import { isUuid } from '../database/id.ts';
import type { Services } from '../services.ts';
import type { Principal } from './call.ts';
import { loadApiKey, loadMember } from './principal.ts';

/** Somebody who proved who they are; `load` reads what they may do. */
export type Identity = {
  via: 'session' | 'api_key';
  /** Key of the principal cache. */
  cacheKey: string;
  load(): Promise<Principal | null>;
};

/** A session that sign-in vouches for: the member it belongs to. Null when the cookie is absent, forged or over. */
export type ReadSession = (headers: Headers) => Promise<{ orgId: string; memberId: string } | null>;

const keyPrefix = 'parley_';
const secretBytes = 24;

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

/** A new API key: the text to show once, and the hash to keep. The company and the key's id are part of the text. */
export function makeApiKey(orgId: string, id: string): { text: string; secretSha256: string } {
  const secret = randomBytes(secretBytes);
  const text = keyPrefix + Buffer.concat([uuidBytes(orgId), uuidBytes(id), secret]).toString('base64url');
  return { text, secretSha256: sha256(secret) };
}

function parseApiKey(text: string): { orgId: string; id: string; secretSha256: string } | null {
  if (!text.startsWith(keyPrefix)) return null;
  const bytes = Buffer.from(text.slice(keyPrefix.length), 'base64url');
  if (bytes.length !== 32 + secretBytes) return null;
  const orgId = uuidText(bytes.subarray(0, 16));
  const id = uuidText(bytes.subarray(16, 32));
  return isUuid(orgId) && isUuid(id) ? { orgId, id, secretSha256: sha256(bytes.subarray(32)) } : null;
}

/** Who sent the request: a bearer key if there is one, the session otherwise. Null: nobody that we know. */
export async function authenticate(
  services: Services,
  readSession: ReadSession,
  headers: Headers,
): Promise<Identity | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const key = parseApiKey(authorization.replace(/^Bearer\s+/i, ''));
    if (!key) return null;
    return {
      via: 'api_key',
      cacheKey: `${key.orgId}:${key.id}:${key.secretSha256}`,
      load: () => loadApiKey(services.pool, { ...key, now: services.clock.now() }),
    };
  }
  const session = await readSession(headers);
  if (!session) return null;
  return {
    via: 'session',
    cacheKey: `${session.orgId}:${session.memberId}`,
    load: () => loadMember(services.pool, session.orgId, session.memberId),
  };
}

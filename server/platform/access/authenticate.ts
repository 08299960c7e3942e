import type { Services } from '../services.ts';
import type { Principal } from './call.ts';
import { loadApiKey, loadMember } from './principal.ts';
import { makeToken, readToken, type Token } from './token.ts';

/** Somebody who proved who they are; `load` reads what they may do. */
export type Identity = {
  via: 'session' | 'api_key';
  /** Key of the principal cache. */
  cacheKey: string;
  /** Which key it was, if it was one. */
  apiKey?: { orgId: string; id: string };
  load(): Promise<Principal | null>;
};

/** A session that sign-in vouches for: the member it belongs to. Null when the cookie is absent, forged or over. */
export type ReadSession = (headers: Headers) => Promise<{ orgId: string; memberId: string } | null>;

const keyPrefix = 'parley_';

/** A new API key: the text to show once, and the hash to keep. The company and the key's id are part of the text. */
export function makeApiKey(orgId: string, id: string): { text: string; secretSha256: string } {
  const { text, secretSha256 } = makeToken(orgId, id);
  return { text: keyPrefix + text, secretSha256 };
}

function readApiKey(text: string): Token | null {
  return text.startsWith(keyPrefix) ? readToken(text.slice(keyPrefix.length)) : null;
}

/** Who sent the request: a bearer key if there is one, the session otherwise. Null: nobody that we know. */
export async function authenticate(
  services: Services,
  readSession: ReadSession,
  headers: Headers,
): Promise<Identity | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const key = readApiKey(authorization.replace(/^Bearer\s+/i, ''));
    if (!key) return null;
    return {
      via: 'api_key',
      cacheKey: `${key.orgId}:${key.id}:${key.secretSha256}`,
      apiKey: { orgId: key.orgId, id: key.id },
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

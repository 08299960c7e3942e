import { setTimeout } from 'node:timers/promises';
import { accessChanged } from '../database/transaction.ts';
import type { Principal } from './call.ts';

const mostPrincipals = 10_000;
// Several administrators at work move the version on while a request waits for its connection.
const mostTries = 10;
const stepMs = 10;

/** Principals that this process has read lately, by key; the oldest one goes when the cache is full. */
export type PrincipalCache = Map<string, Principal>;

export function principalCache(): PrincipalCache {
  return new Map();
}

/**
 * Runs `use` with the cached principal of `key`, reading it when absent. Each transaction compares the company's access
 * version with the principal's; when it has moved on, the principal is read again and `use` is run again, so a
 * changed role holds from the very next request on every server. Null when `load` finds nobody.
 */
export async function withPrincipal<P extends Principal, T>(
  cache: PrincipalCache,
  key: string,
  load: () => Promise<P | null>,
  use: (principal: P) => Promise<T>,
): Promise<{ value: T } | null> {
  for (let tries = 1; ; tries += 1) {
    let principal = cache.get(key) as P | undefined;
    if (!principal) {
      const loaded = await load();
      if (!loaded) return null;
      principal = loaded;
      if (cache.size >= mostPrincipals) cache.delete(cache.keys().next().value as string);
      cache.set(key, principal);
    }
    try {
      return { value: await use(principal) };
    } catch (error) {
      if (error !== accessChanged || tries >= mostTries) throw error;
      // Another request may have read it anew already.
      if (cache.get(key) === principal) cache.delete(key);
      if (tries > 1) await setTimeout(Math.random() * stepMs * 2 ** Math.min(tries, 6));
    }
  }
}

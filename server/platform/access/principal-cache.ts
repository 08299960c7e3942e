import { accessChanged } from '../database/transaction.ts';
import type { Principal } from './call.ts';

const mostPrincipals = 10_000;

/** Principals that this process has read lately, by key; the oldest one goes when the cache is full. */
export type PrincipalCache = Map<string, Principal>;

export function principalCache(): PrincipalCache {
  return new Map();
}

/**
 * Runs `use` with the cached principal of `key`, reading it when absent. Each transaction compares the company's access
 * version with the principal's; when it has moved on, the principal is read again and `use` is run once more, so a
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
      if (error !== accessChanged || tries >= 3) throw error;
      cache.delete(key);
    }
  }
}

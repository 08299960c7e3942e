import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Capability, Reach } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { Level, Scope } from '#domain/scope.ts';
import { api } from './api.ts';
import type { LanguageCode } from './language.ts';

export type Me = {
  member: {
    id: string;
    name: string;
    email: string;
    locale: LanguageCode;
    timeZone: string | null;
    colourScheme: 'auto' | 'light' | 'dark';
  };
  organisation: {
    id: string;
    name: string;
    currency: string;
    country: string | null;
    timeZone: string;
  };
  capabilities: { capability: Capability; reach: Reach }[];
  modules: ModuleName[];
  /** The outermost nodes where the member holds a role, and where new records go unless they say otherwise. */
  scopes: { nodeId: string; level: Level; name: string }[];
  homeScope: Scope;
};

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/me', { signal }),
  staleTime: 60_000,
});

/** Who is signed in, from the cache: null on the pages before sign-in. The frame loads it before it draws. */
export function useSession(): Me | null {
  return useQuery({ ...meQuery, enabled: false }).data ?? null;
}

export function allows(me: Me | null, capability: Capability): boolean {
  if (!me) return false;
  return me.capabilities.some((one) => one.capability === capability);
}

/** `const can = useCan(); can('crm.leads.create')`. The server checks again; this only decides what is shown. */
export function useCan(): (capability: Capability | undefined) => boolean {
  const me = useSession();
  return (capability) => capability === undefined || allows(me, capability);
}

export function useModule(module: ModuleName): boolean {
  return useSession()?.modules.includes(module) ?? false;
}

/** The zone in which this member reads and writes times: their own, else the company's. */
export function useTimeZone(): string {
  const me = useSession();
  return me?.member.timeZone ?? me?.organisation.timeZone ?? 'UTC';
}

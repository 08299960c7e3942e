import { useQuery } from '@tanstack/react-query';
import type { ConsentChannel, ConsentState } from '#domain/consent.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';

export type Sum = { currency: string; amount: string };

export type Person = {
  id: string;
  name: string;
  jobTitle: string | null;
  role: string | null;
  status: string;
  isPrimary: boolean;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  lastContactedAt: string | null;
  emailOptIn: boolean;
  smsOptIn: boolean;
  openOpportunities: number;
  openQuotes: number;
};

export type Relative = { id: string; name: string; status: string; parentId: string | null };

export type ConsentEntry = {
  id: string;
  channel: ConsentChannel;
  address: string;
  state: ConsentState;
  source: string;
  proof: string | null;
  recordKind: 'lead' | 'contact';
  recordId: string;
  at: string;
  by: string | null;
  byName: string | null;
};

export type Profile = {
  figures: {
    money: {
      lifetimeValue: Sum[];
      paid: Sum[];
      outstanding: Sum[];
      overdue: Sum[];
      invoices: number;
      customerSince: string | null;
    } | null;
    pipeline: {
      openPipeline: Sum[];
      weighted: Sum[];
      won: Sum[];
      open: number;
      wonCount: number;
      lostCount: number;
    } | null;
    lastContactedAt: string | null;
  };
  family: Relative[];
  people: Person[] | null;
  consent: ConsentEntry[];
};

export type Ledger = {
  current: { channel: ConsentChannel; address: string | null; state: ConsentState }[];
  items: ConsentEntry[];
};

/** The overview of an account; the timeline has a tab of its own, so a single line of it is asked for. */
export function useProfile(accountId: string) {
  return useQuery({
    queryKey: ['account', 'profile', accountId],
    queryFn: ({ signal }) =>
      api.get<Profile>(`/accounts/${accountId}/profile`, { query: { limit: 1 }, signal }),
  });
}

export function useLedger(kind: 'lead' | 'contact', id: string) {
  return useQuery({
    queryKey: [kind, 'consent', id],
    queryFn: ({ signal }) => api.get<Ledger>(`/${kinds[kind].path}/${id}/consent`, { signal }),
  });
}

import type { Scope } from '#domain/scope.ts';
import type { Api } from './api.ts';
import { bodyOf, consulting, type InvoiceSummary, type Refusal } from './documents.ts';

type Price = { id: string; validFrom: string; total: string };

export type SubscriptionWire = Refusal & {
  id: string;
  status: string;
  version: number;
  title: string;
  currency: string;
  total: string;
  mrr: string;
  quoteId: string | null;
  endDate: string | null;
  cancelsOn: string | null;
  cancelReason: string | null;
  nextInvoiceDate: string | null;
  failure: { code: string; errors?: { path: string; code: string }[] } | null;
  failing: boolean;
  retryAt: string | null;
  next: { number: number; startsOn: string; endsOn: string; total: string } | null;
  pause: { from: string; resumeOn: string | null } | null;
  plannedPrice: Price | null;
  prices: Price[];
  lines: { description: string; total: string }[];
  abilities: Record<string, boolean>;
};

export type PeriodWire = {
  number: number;
  startsOn: string;
  endsOn: string;
  outcome: string;
  invoice: InvoiceSummary | null;
};

/** The moves of subscriptions through the API, all in one scope. */
export function subscriptionsIn(api: Api, scope: Scope) {
  const post = (id: string, act: string, body?: object) =>
    api.post<SubscriptionWire>(`/subscriptions/${id}/${act}`, body);
  const get = async (id: string) => bodyOf(await api.get<SubscriptionWire>(`/subscriptions/${id}`));
  return {
    get,
    make: async (body: object) =>
      bodyOf(
        await api.post<SubscriptionWire>('/subscriptions', {
          title: 'Support',
          scope,
          lines: [consulting],
          ...body,
        }),
        201,
      ),
    start: (id: string) => post(id, 'start'),
    pause: (id: string, body: object) => post(id, 'pause', body),
    resume: (id: string) => post(id, 'resume'),
    cancel: (id: string, body: object) => post(id, 'cancel', body),
    changePrice: (id: string, body: object) => post(id, 'change-price', body),
    keep: (id: string) => api.delete<SubscriptionWire>(`/subscriptions/${id}/scheduled-cancellation`),
    dropPrice: (id: string) => api.delete<SubscriptionWire>(`/subscriptions/${id}/scheduled-price`),
    periods: async (id: string) =>
      bodyOf(await api.get<{ items: PeriodWire[] }>(`/subscriptions/${id}/periods?limit=200`)).items,
  };
}

/** Periods as one line each. */
export function settledSteps(periods: readonly PeriodWire[]): string[] {
  return periods.map(
    ({ number, startsOn, endsOn, outcome, invoice }) =>
      `${number} ${startsOn}–${endsOn} ${invoice ? `${invoice.total} ${invoice.status}` : outcome}`,
  );
}

import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

export type PaymentTerm = { id: string; name: string; days: number; isDefault: boolean; active: boolean };

const none: PaymentTerm[] = [];

/** The payment terms that the company keeps under Settings. */
export function usePaymentTerms(): PaymentTerm[] {
  const terms = useQuery({
    queryKey: ['payment-terms'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: PaymentTerm[] }>('/payment-terms', { signal })).items,
    staleTime: 5 * 60_000,
  });
  return terms.data ?? none;
}

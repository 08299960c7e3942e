import { useQuery } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';

export type TaxRate = { id: string; name: string; rate: string; isDefault: boolean; active: boolean };

const none: TaxRate[] = [];

/** The tax rates that the company keeps under Settings and still uses. */
export function useTaxRates(): TaxRate[] {
  const rates = useQuery({
    queryKey: ['tax-rates'],
    queryFn: async ({ signal }) => (await api.get<{ items: TaxRate[] }>('/tax-rates', { signal })).items,
    staleTime: 5 * 60_000,
    select: (items) => items.filter((rate) => rate.active),
  });
  return rates.data ?? none;
}

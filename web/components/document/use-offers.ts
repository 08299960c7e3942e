import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import type { DraftLine } from './draft.ts';
import { askedPrices, type Offer } from './offers.ts';
import type { DocumentState } from './use-document.ts';

const pauseMs = 150;
const none: Offer[] = [];

/** For whom and in what prices are asked. */
export function priceFor(state: DocumentState): { currency: string; accountId: string | undefined } {
  const { currency, accountId } = state.draft.fields;
  return { currency: String(currency), accountId: typeof accountId === 'string' ? accountId : undefined };
}

/** What the catalogue has for the words of a line. Empty until there are words, and for those who may not see products. */
export function useOffers(state: DocumentState, words: string, wanted: boolean): Offer[] {
  const can = useCan();
  const [settled] = useDebouncedValue(words.trim(), pauseMs);
  const query = { q: settled, ...priceFor(state) };
  const enabled = wanted && settled !== '' && can('catalog.products.view');
  const found = useQuery({
    queryKey: ['product', 'lookup', query],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Offer[] }>('/products/lookup', { query, signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled,
  });
  return enabled ? (found.data ?? none) : none;
}

/** Today's prices of the lines that name products. */
export async function pricesOf(lines: readonly DraftLine[], asked: { currency: string; accountId?: string }) {
  const items = askedPrices(lines);
  if (items.length === 0) return [];
  return (await api.post<{ items: Offer[] }>('/products/prices', { ...asked, items })).items;
}

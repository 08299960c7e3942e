import { useRef, useState } from 'react';
import type { PublicContent, PublicPricing } from '#domain/sharing.ts';
import { api } from '#web/platform/api.ts';

export type Sums = Pick<PublicContent, 'subtotal' | 'discountTotal' | 'taxTotal' | 'total'>;

/** The optional lines that the reader wants, and what the document comes to with them, as the server prices it. */
export function useChoice(token: string, content: PublicContent) {
  const chosen = content.lines.filter(({ optional, selected }) => optional && selected).map(({ id }) => id);
  const [selected, setSelected] = useState<readonly string[]>(chosen);
  const [priced, setPriced] = useState<PublicPricing | null>(null);
  const [state, setState] = useState<'done' | 'pricing' | 'refused'>('done');
  const asked = useRef(0);
  const price = async (next: readonly string[], before: readonly string[]) => {
    asked.current += 1;
    const turn = asked.current;
    setSelected(next);
    setState('pricing');
    try {
      const answer = await api.post<PublicPricing>(`/public/${token}/price`, { selected: next });
      if (turn !== asked.current) return;
      setPriced(answer);
      setState('done');
    } catch {
      if (turn !== asked.current) return;
      setSelected(before);
      setState('refused');
    }
  };
  return {
    selected,
    sums: (priced ?? content) as Sums,
    state,
    toggle: (id: string) =>
      void price(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id], selected),
  };
}

export type Choice = ReturnType<typeof useChoice>;

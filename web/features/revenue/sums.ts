import { formatMinor, toMinor } from '#domain/money.ts';
import type { ThreadItem } from '#web/components/thread/thread.ts';

export const figures = ['accepted', 'ordered', 'invoiced', 'credited', 'paid', 'outstanding'] as const;
export type Figure = (typeof figures)[number];

const counts: Record<Figure, (item: ThreadItem) => string | null> = {
  accepted: ({ kind, status, amount }) => (kind === 'quote' && status === 'accepted' ? amount : null),
  ordered: ({ kind, status, amount }) =>
    kind === 'order' && status !== 'draft' && status !== 'cancelled' ? amount : null,
  invoiced: ({ kind, status, amount }) =>
    kind === 'invoice' && status !== 'draft' && status !== 'void' ? amount : null,
  credited: ({ kind, status, amount }) => (kind === 'credit_note' && status !== 'draft' ? amount : null),
  paid: ({ kind, paid }) => (kind === 'invoice' ? paid : null),
  outstanding: ({ kind, status, balance }) => (kind === 'invoice' && status !== 'draft' ? balance : null),
};

/** What was accepted, ordered, invoiced and paid, per currency; figures that nothing counts towards are left out. */
export function sumsOf(items: readonly ThreadItem[]): { figure: Figure; sums: [string, string][] }[] {
  return figures.flatMap((figure) => {
    const sums = new Map<string, bigint>();
    for (const item of items) {
      const amount = counts[figure](item);
      if (amount === null || item.currency === null) continue;
      sums.set(item.currency, (sums.get(item.currency) ?? 0n) + toMinor(amount, item.currency));
    }
    return sums.size === 0
      ? []
      : [{ figure, sums: [...sums].map(([currency, minor]) => [currency, formatMinor(minor, currency)]) }];
  });
}

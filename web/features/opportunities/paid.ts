import { formatMinor, toMinor } from '#domain/money.ts';
import type { RelatedInvoice } from './invoice-columns.ts';

export type PaidSum = { currency: string; paid: string; balance: string; overdue: number };

/** What was paid and what is still due, per currency. Drafts ask for no money yet, and void invoices no longer do. */
export function paidSums(invoices: readonly RelatedInvoice[]): PaidSum[] {
  const sums = new Map<string, { paid: bigint; balance: bigint; overdue: number }>();
  for (const { status, currency, paid, balance, overdue } of invoices) {
    if (status === 'draft' || status === 'void') continue;
    const sum = sums.get(currency) ?? { paid: 0n, balance: 0n, overdue: 0 };
    sum.paid += toMinor(paid, currency);
    sum.balance += toMinor(balance, currency);
    sum.overdue += overdue ? 1 : 0;
    sums.set(currency, sum);
  }
  return [...sums].map(([currency, sum]) => ({
    currency,
    paid: formatMinor(sum.paid, currency),
    balance: formatMinor(sum.balance, currency),
    overdue: sum.overdue,
  }));
}

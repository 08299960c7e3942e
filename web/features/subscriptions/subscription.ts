import type { Scope } from '#domain/scope.ts';
import type { Interval, SubscriptionStatus } from '#domain/subscriptions.ts';
import type { WireLine } from '#web/components/document/draft.ts';
import type { SavedRecord } from '#web/components/document/saved-sheet.tsx';
import type { Values } from '#web/components/form/field.ts';

type Price = {
  id: string;
  validFrom: string;
  subtotal: string;
  discountTotal: string;
  taxTotal: string;
  total: string;
};

/** A subscription on the wire; what its own page shows beside its fields is absent in lists. */
export type Subscription = Omit<SavedRecord, 'title'> & {
  title: string;
  status: SubscriptionStatus;
  scope: Scope;
  interval: Interval;
  intervalCount: number;
  startDate: string;
  trialEndDate: string | null;
  anchorDate: string;
  endDate: string | null;
  nextInvoiceDate: string | null;
  cancelsOn: string | null;
  cancelReason: string | null;
  autoIssue: boolean;
  renewalNoticeDays: number;
  failure: {
    code: string;
    detail?: string;
    errors?: { path: string; code: string; message: string }[];
  } | null;
  failedAt: string | null;
  retryAt: string | null;
  mrr: string;
  failing: boolean;
  reference: string | null;
  billingAddress: Values | null;
  accountId: string;
  contactId: string | null;
  opportunityId: string | null;
  quoteId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
  next?: { number: number; startsOn: string; endsOn: string; total: string } | null;
  pause?: { from: string; resumeOn: string | null } | null;
  plannedPrice?: (Price & { lines: WireLine[] }) | null;
  prices?: (Price & { current: boolean })[];
};

/** One period that has come. */
export type Period = {
  id: string;
  number: number;
  startsOn: string;
  endsOn: string;
  outcome: 'invoiced' | 'paused';
  invoice: {
    id: string;
    number: string | null;
    status: string;
    currency: string;
    total: string;
  } | null;
};

/** A text that keeps its direction inside a sentence of the other one. */
export const isolated = (text: string) => `\u2068${text}\u2069`;

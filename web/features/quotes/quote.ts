import type { QuoteStatus } from '#domain/quotes.ts';
import type { Scope } from '#domain/scope.ts';
import type { SavedRecord } from '#web/components/document/saved-sheet.tsx';
import type { Values } from '#web/components/form/field.ts';
import type { Approval } from '#web/features/approvals/approval.ts';

/** A quote on the wire. */
export type Quote = SavedRecord & {
  title: string;
  number: string;
  status: QuoteStatus;
  statusChangedAt: string;
  scheduledAt: string | null;
  /** How it stands with the rules of approval; lists leave it out. */
  approval?: Approval;
  scope: Scope;
  description: string | null;
  reference: string | null;
  validUntil: string | null;
  amount: string | null;
  billingAddress: Values | null;
  leadId: string | null;
  opportunityId: string | null;
  accountId: string | null;
  contactId: string | null;
  versionNumber: number;
  revisionOfId: string | null;
  supersededById?: string | null;
  acceptanceMethod: string | null;
  decisionNote: string | null;
  decidedByName: string | null;
  decidedAt: string | null;
  changesRequestedAt: string | null;
  changesRequestedNote: string | null;
  changesRequestedByName: string | null;
  orderId: string | null;
  invoiceId: string | null;
  subscriptionId: string | null;
  order?: { id: string; number: string; status: string; total: string } | null;
  /** Whether something of it is left to be invoiced, by whoever looks. */
  invoiceable?: boolean;
  invoice?: {
    id: string;
    number: string | null;
    status: string;
    total: string;
    paid: string;
    balance: string;
  } | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

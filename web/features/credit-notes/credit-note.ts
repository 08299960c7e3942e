import type { CreditNoteStatus } from '#domain/credit-notes.ts';
import type { Scope } from '#domain/scope.ts';
import type { SavedRecord } from '#web/components/document/saved-sheet.tsx';
import type { Values } from '#web/components/form/field.ts';

/** A credit note on the wire. */
export type CreditNote = SavedRecord & {
  number: string | null;
  invoiceNumber: string;
  status: CreditNoteStatus;
  scope: Scope;
  reason: string;
  reference: string | null;
  creditDate: string | null;
  sentAt: string | null;
  applied: string;
  kept: string;
  billingAddress: Values | null;
  invoiceId: string;
  accountId: string;
  contactId: string | null;
  opportunityId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

import type { AgeBucket } from '#domain/receivables.ts';

export type Ages = Record<AgeBucket, string> & { total: string; currency: string };
export type AgeingRow = Ages & { accountId: string; name: string };
export type Ageing = { items: AgeingRow[]; totals: Ages[]; more: boolean };

export type Entry = {
  id: string;
  date: string;
  kind: 'invoice' | 'credit_note' | 'payment' | 'refund' | 'write_off';
  number: string | null;
  reference: string | null;
  dueDate: string | null;
  charge: string | null;
  credit: string | null;
  balance: string;
};

export type Statement = {
  accountName: string;
  from: string;
  to: string;
  currency: string;
  currencies: string[];
  opening: string;
  closing: string;
  entries: Entry[];
  more: boolean;
};

export type Reminders = {
  items: {
    id: string;
    stepDays: number | null;
    outcome: string;
    createdAt: string;
    createdBy: string | null;
  }[];
  pause: { reason: string | null; createdAt: string } | null;
  steps: number[];
};

export type Schedule = {
  enabled: boolean;
  enabledOn: string | null;
  steps: { days: number; texts: { en?: string | null; ar?: string | null } }[];
  version: number;
};

import type { AccountStatus } from '#domain/accounts.ts';
import type { Address } from '#domain/record-fields.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** An account on the wire. */
export type Account = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  name: string;
  legalName: string | null;
  accountType: string | null;
  status: AccountStatus;
  email: string | null;
  phone: string | null;
  website: string | null;
  industry: string | null;
  registrationNumber: string | null;
  taxNumber: string | null;
  address: Address | null;
  paymentTermId: string | null;
  parentAccountId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

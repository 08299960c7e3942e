import type { ContactStatus, contactMethods } from '#domain/contacts.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** A contact on the wire. */
export type Contact = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  name: string;
  firstName: string;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  jobTitle: string | null;
  role: string | null;
  status: ContactStatus;
  isPrimary: boolean;
  emailOptIn: boolean;
  smsOptIn: boolean;
  preferredContactMethod: (typeof contactMethods)[number] | null;
  source: string | null;
  campaignId: string | null;
  lastContactedAt: string | null;
  accountId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

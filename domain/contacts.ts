import { z } from 'zod';
import { customValues } from './custom-fields.ts';
import {
  optionalEmail,
  optionalInstant,
  optionalOption,
  optionalPhone,
  optionalText,
  optionalUuid,
  optionalWord,
  rule,
  text,
} from './fields.ts';
import { recordFields } from './record-fields.ts';

export const contactStatuses = ['active', 'inactive', 'archived'] as const;
export const contactMethods = ['email', 'phone', 'sms'] as const;

export type ContactStatus = (typeof contactStatuses)[number];

const base = z.strictObject({
  ...recordFields,
  custom: customValues,
  firstName: text(120),
  lastName: optionalText(120),
  email: optionalEmail,
  phone: optionalPhone,
  mobile: optionalPhone,
  jobTitle: optionalText(120),
  role: optionalOption,
  status: z.enum(contactStatuses).optional(),
  isPrimary: z.boolean().optional(),
  emailOptIn: z.boolean().optional(),
  smsOptIn: z.boolean().optional(),
  preferredContactMethod: optionalWord(contactMethods),
  source: optionalText(120),
  campaignId: optionalUuid,
  lastContactedAt: optionalInstant,
  accountId: optionalUuid,
});

type Primary = { isPrimary?: boolean; accountId?: string | null };

/** A contact can be primary only of an account; a patch is checked against the contact as it would become. */
export function primaryHasAccount(contact: Primary): boolean {
  return !contact.isPrimary || Boolean(contact.accountId);
}

export const contactCreate = base.check(rule<Primary>(primaryHasAccount, 'required', {}, ['accountId']));
export const contactPatch = base.partial();

export type ContactCreate = z.infer<typeof contactCreate>;
export type ContactPatch = z.infer<typeof contactPatch>;

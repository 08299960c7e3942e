import { z } from 'zod';
import { customValues } from './custom-fields.ts';
import {
  optionalEmail,
  optionalOption,
  optionalPhone,
  optionalText,
  optionalUrl,
  optionalUuid,
  text,
} from './fields.ts';
import { optionalAddress, recordFields } from './record-fields.ts';

export const accountStatuses = ['active', 'inactive', 'archived'] as const;

export type AccountStatus = (typeof accountStatuses)[number];

const shape = {
  ...recordFields,
  custom: customValues,
  name: text(180),
  legalName: optionalText(180),
  accountType: optionalOption,
  status: z.enum(accountStatuses).optional(),
  email: optionalEmail,
  phone: optionalPhone,
  website: optionalUrl,
  industry: optionalOption,
  registrationNumber: optionalText(60),
  taxNumber: optionalText(60),
  address: optionalAddress,
  paymentTermId: optionalUuid,
  parentAccountId: optionalUuid,
};

export const accountCreate = z.strictObject(shape);
export const accountPatch = accountCreate.partial();

export type AccountCreate = z.infer<typeof accountCreate>;
export type AccountPatch = z.infer<typeof accountPatch>;

import { z } from 'zod';
import { customValues } from './custom-fields.ts';
import { documentFields, lines, pricedFields } from './document-lines.ts';
import {
  currencyCode,
  limits,
  optionalDate,
  optionalDecimal,
  optionalProse,
  optionalUuid,
  orNothing,
  text,
} from './fields.ts';
import { typedNumber } from './numbering.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';

export const quoteStatuses = [
  'draft',
  'sent',
  'viewed',
  'accepted',
  'declined',
  'expired',
  'revised',
] as const;

export type QuoteStatus = (typeof quoteStatuses)[number];

/** Accepted and revised quotes are final; what was declined or has expired can still be revised. */
export const quoteStatus = transitions<QuoteStatus>(
  {
    draft: ['sent'],
    sent: ['viewed', 'accepted', 'declined', 'expired', 'revised'],
    viewed: ['accepted', 'declined', 'expired', 'revised'],
    accepted: [],
    declined: ['revised'],
    expired: ['revised'],
    revised: [],
  },
  ['accepted', 'revised'],
);

export const acceptanceMethods = ['manual', 'link', 'signature'] as const;

export const quoteCreate = z.strictObject({
  ...recordFields,
  custom: customValues,
  ...documentFields,
  title: text(180),
  /** When it is absent, null or empty, the entity's numbering gives one. */
  number: orNothing(typedNumber),
  description: optionalProse(5_000),
  validUntil: optionalDate,
  /** An estimate while there are no lines; with lines it is the total and cannot be set. */
  amount: optionalDecimal(limits.amount),
  currency: currencyCode.optional(),
  leadId: optionalUuid,
  opportunityId: optionalUuid,
  accountId: optionalUuid,
  contactId: optionalUuid,
  /** The lines, words and discount of a template, where the body names none of its own. */
  templateId: optionalUuid,
});
/** A quote keeps a number: it can be changed while it is a draft, not cleared. */
export const quotePatch = quoteCreate
  .omit({ templateId: true })
  .extend({ number: typedNumber.min(1) })
  .partial();

/** Computes without saving. */
export const quotePriceBody = z.strictObject({ ...pricedFields, lines, currency: currencyCode });

export const quoteStatusBody = z.strictObject({
  status: z.enum(quoteStatuses),
  /** What the customer said, kept with an acceptance or a refusal. */
  note: optionalProse(1_000),
});

/** A quote of the whole organisation must say which entity invoices. */
export const quoteConvertBody = z.strictObject({ entityId: optionalUuid });

export type QuoteCreate = z.infer<typeof quoteCreate>;
export type QuotePatch = z.infer<typeof quotePatch>;
export type QuotePriceBody = z.infer<typeof quotePriceBody>;
export type QuoteStatusBody = z.infer<typeof quoteStatusBody>;
export type QuoteConvertBody = z.infer<typeof quoteConvertBody>;

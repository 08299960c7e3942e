import { z } from 'zod';
import { documentLanguages, lineTypes, mostLines } from './document-lines.ts';
import { optionalInstant, optionalProse, optionalText, prose, text, uuid } from './fields.ts';

/** The optional lines that the customer wants; the others are left out. */
const selected = z.array(uuid).max(mostLines);

export const shareBody = z.strictObject({
  /** When the link stops working; absent: a year from now. */
  expiresAt: optionalInstant,
});

export const publicPriceBody = z.strictObject({ selected });

export const publicAcceptBody = z.strictObject({
  /** Who accepts, as they write it. */
  name: text(120),
  comment: optionalProse(1_000),
  /** Absent: the options stay as they are. */
  selected: selected.optional(),
});

export const publicDeclineBody = z.strictObject({
  name: optionalText(120),
  reason: optionalProse(1_000),
});

export const publicChangesBody = z.strictObject({
  name: optionalText(120),
  /** What should be different. */
  comment: prose(2_000),
});

/** What a document is to its reader; `superseded` is one that a newer version has taken the place of. */
export const publicStatuses = [
  'sent',
  'viewed',
  'accepted',
  'declined',
  'expired',
  'superseded',
  'issued',
  'partially_paid',
  'paid',
  'void',
  'confirmed',
  'partly_fulfilled',
  'fulfilled',
  'cancelled',
  'credited',
] as const;

const address = z.object({
  street: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().nullable(),
});

const company = {
  name: z.string().nullable(),
  taxNumber: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  address: address.nullable(),
};

const line = z.object({
  id: z.uuid(),
  lineType: z.enum(lineTypes),
  description: z.string(),
  quantity: z.string(),
  unit: z.string().nullable(),
  unitPrice: z.string(),
  taxRate: z.string(),
  discountPercent: z.string(),
  optional: z.boolean(),
  selected: z.boolean(),
  net: z.string(),
});

const totals = {
  subtotal: z.string(),
  discountTotal: z.string(),
  taxTotal: z.string(),
  total: z.string(),
};

/** What a choice of optional lines comes to. */
export const publicPricing = z.object({
  currency: z.string(),
  lines: z.array(z.object({ id: z.uuid(), selected: z.boolean(), net: z.string() })),
  ...totals,
});

/** A text in each of the languages that it was written in. */
const translated = z.object({ en: z.string().nullable(), ar: z.string().nullable() });

const content = z.object({
  currency: z.string(),
  /** The document's own day. */
  date: z.string(),
  /** What stands beside the customer on paper: dates as calendar dates, the rest as it was typed. */
  facts: z.array(z.object({ key: z.string(), type: z.enum(['date', 'text']), value: z.string() })),
  validUntil: z.string().nullable(),
  dueDate: z.string().nullable(),
  overdue: z.boolean(),
  customer: z.object({ ...company, contactName: z.string().nullable() }).nullable(),
  shippingAddress: address.nullable(),
  lines: z.array(line),
  ...totals,
  /** Of an invoice. */
  paid: z.string().nullable(),
  balance: z.string().nullable(),
  description: z.string().nullable(),
  terms: z.string().nullable(),
  customerNote: z.string().nullable(),
  /** Of the company's template. */
  texts: z.object({ heading: translated, opening: translated, closing: translated, terms: translated }),
  footer: translated,
  bankDetails: z.string().nullable(),
});

/** Everything that whoever holds a link gets to see: no member of it says more than the customer's copy does. */
export const publicDocumentSchema = z.object({
  kind: z.enum(['quote', 'invoice', 'order', 'credit_note']),
  title: z.string().nullable(),
  number: z.string().nullable(),
  status: z.enum(publicStatuses),
  language: z.enum(documentLanguages).nullable(),
  /** The exact PDF; null where there is none to be had any more. */
  document: z.object({ url: z.string(), sha256: z.string().nullable() }).nullable(),
  seller: z.object({
    ...company,
    email: z.string().nullable(),
    phone: z.string().nullable(),
    website: z.string().nullable(),
  }),
  branding: z.object({ accent: z.string().nullable(), logo: z.string().nullable() }),
  /** Null for what a newer version has taken the place of. */
  content: content.nullable(),
  decision: z
    .object({ at: z.string(), name: z.string().nullable(), comment: z.string().nullable() })
    .nullable(),
  changesRequested: z.object({ at: z.string(), note: z.string() }).nullable(),
  can: z.object({
    accept: z.boolean(),
    decline: z.boolean(),
    requestChanges: z.boolean(),
    choose: z.boolean(),
  }),
});

export type ShareBody = z.infer<typeof shareBody>;
export type PublicAcceptBody = z.infer<typeof publicAcceptBody>;
export type PublicDeclineBody = z.infer<typeof publicDeclineBody>;
export type PublicChangesBody = z.infer<typeof publicChangesBody>;
export type PublicPricing = z.infer<typeof publicPricing>;
export type PublicContent = z.infer<typeof content>;
export type PublicLine = z.infer<typeof line>;
export type PublicAddress = z.infer<typeof address>;
export type PublicText = z.infer<typeof translated>;
export type PublicDocumentWire = z.infer<typeof publicDocumentSchema>;

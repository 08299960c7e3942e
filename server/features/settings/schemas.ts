import { z } from 'zod';
import { moduleNames } from '#domain/modules.ts';
import { numberedDocuments } from '#domain/numbering.ts';
import { levels } from '#domain/scope.ts';
import { locales, optionLists } from '#domain/settings.ts';

const text = z.string().nullable();
const versioned = { version: z.int(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() };

export function itemsOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) });
}

export const organisationAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  currency: z.string(),
  country: text,
  timeZone: z.string(),
  locale: z.enum(locales),
  ...versioned,
});

export const moduleAnswer = z.object({ module: z.enum(moduleNames), enabled: z.boolean() });

export const entityAnswer = z.object({
  id: z.uuid(),
  nodeId: z.uuid(),
  name: z.string(),
  legalName: text,
  currency: z.string(),
  timeZone: z.string(),
  taxNumber: text,
  registrationNumber: text,
  address: z.object({ street: text, city: text, region: text, postalCode: text, country: text }).nullable(),
  email: text,
  phone: text,
  website: text,
  bankDetails: text,
  accentColour: text,
  version: z.int(),
  updatedAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
});

export const nodeAnswer = z.object({
  id: z.uuid(),
  level: z.enum(levels),
  name: z.string(),
  parentId: z.uuid().nullable(),
  path: z.string(),
  version: z.int(),
  archivedAt: z.iso.datetime().nullable(),
  canUse: z.boolean(),
});

const ordered = { active: z.boolean(), sortOrder: z.int(), ...versioned };

export const optionAnswer = z.object({
  id: z.uuid(),
  value: z.string(),
  label: z.string(),
  labelAr: text,
  ...ordered,
});

export const optionListAnswer = z.object({
  name: z.enum(optionLists),
  freeEntry: z.boolean(),
  items: z.array(optionAnswer),
});

export const taxRateAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  rate: z.string(),
  isDefault: z.boolean(),
  ...ordered,
});

export const paymentTermAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  days: z.int(),
  isDefault: z.boolean(),
  ...ordered,
});

/** Whether the row is gone; one that records carry stays, out of use. */
export function removalAnswer<Item extends z.ZodType>(item: Item) {
  return z.object({ removed: z.boolean(), item: item.nullable() });
}

export const exchangeRateAnswer = z.object({
  id: z.uuid(),
  date: z.iso.date(),
  from: z.string(),
  to: z.string(),
  rate: z.string(),
  ...versioned,
});

export const seriesAnswer = z.object({
  nodeId: z.uuid(),
  nodeName: z.string(),
  document: z.enum(numberedDocuments),
  /** Invoices can have several series; every document has `main`. */
  code: z.string(),
  name: z.string().nullable(),
  isDefault: z.boolean(),
  active: z.boolean(),
  pattern: z.string(),
  nextNumber: z.int(),
  preview: z.string(),
  version: z.int(),
});

export const invoiceSeriesAnswer = z.object({
  entityId: z.uuid(),
  code: z.string(),
  name: z.string().nullable(),
  isDefault: z.boolean(),
});

export const currencyAnswer = z.object({
  code: z.string(),
  exponent: z.int(),
  active: z.boolean(),
  name: z.string(),
});

export const auditEntryAnswer = z.object({
  position: z.int(),
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string(), id: z.uuid().nullable(), name: text }),
  action: z.string(),
  recordKind: text,
  recordId: z.uuid().nullable(),
  requestId: text,
  ip: text,
  userAgent: text,
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string(),
});

export const verdictAnswer = z.object({
  valid: z.boolean(),
  entries: z.int(),
  brokenAt: z.int().optional(),
});

const failure = { id: z.uuid(), message: text, failedAt: z.string() };

export const deadLetterAnswer = z.union([
  z.object({
    kind: z.literal('event'),
    ...failure,
    consumer: z.string(),
    type: z.string(),
    recordKind: text,
    recordId: z.uuid().nullable(),
    tries: z.int(),
  }),
  z.object({ kind: z.literal('job'), ...failure, name: z.string() }),
]);

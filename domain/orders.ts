import { z } from 'zod';
import { documentFields } from './document-lines.ts';
import {
  calendarDate,
  currencyCode,
  decimal,
  limits,
  optionalDate,
  optionalProse,
  optionalUuid,
  orNothing,
  prose,
  text,
  uuid,
} from './fields.ts';
import { typedNumber } from './numbering.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';

export const orderStatuses = ['draft', 'confirmed', 'partly_fulfilled', 'fulfilled', 'cancelled'] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** Confirming fixes an order; deliveries carry it on. What is not delivered yet can be cancelled. */
export const orderStatus = transitions<OrderStatus>(
  {
    draft: ['confirmed', 'cancelled'],
    confirmed: ['partly_fulfilled', 'fulfilled', 'cancelled'],
    partly_fulfilled: ['fulfilled', 'cancelled'],
    fulfilled: [],
    cancelled: [],
  },
  ['fulfilled', 'cancelled'],
);

/** How far the quantities of an order have come along one way: delivering or invoicing. */
export const orderProgress = ['none', 'part', 'all'] as const;

export type OrderProgress = (typeof orderProgress)[number];

export const orderCreate = z.strictObject({
  ...recordFields,
  ...documentFields,
  title: text(180),
  /** When it is absent, null or empty, the entity's numbering gives one. */
  number: orNothing(typedNumber),
  /** Today in the entity's time zone when absent. */
  orderDate: optionalDate,
  /** When the customer wants it. */
  deliveryDate: optionalDate,
  currency: currencyCode.optional(),
  /** Needed to confirm. */
  accountId: optionalUuid,
  contactId: optionalUuid,
  opportunityId: optionalUuid,
});

/** Only a draft is edited. It keeps a number and a date; the lines of an order from a quote stay those of the quote. */
export const orderPatch = orderCreate
  .extend({ number: typedNumber.min(1), orderDate: calendarDate })
  .partial();

export const orderCancelBody = z.strictObject({ reason: prose(1_000) });

/** What was delivered; everything that is left when no lines are named. */
export const orderFulfilBody = z.strictObject({
  lines: z
    .array(z.strictObject({ lineId: uuid, quantity: decimal(limits.quantity) }))
    .min(1)
    .max(500)
    .optional(),
  note: optionalProse(1_000),
  /** Today in the entity's time zone when absent. */
  date: optionalDate,
});

export const orderParts = ['all', 'fulfilled'] as const;

export type OrderPart = (typeof orderParts)[number];

/** `all`: everything that is not invoiced yet; `fulfilled`: what was delivered and is not invoiced yet. */
export const orderConvertBody = z.strictObject({
  part: z.enum(orderParts).optional(),
  /** The entity that invoices, for an order above all entities. */
  entityId: optionalUuid,
});

export type OrderCreate = z.infer<typeof orderCreate>;
export type OrderPatch = z.infer<typeof orderPatch>;
export type OrderCancelBody = z.infer<typeof orderCancelBody>;
export type OrderFulfilBody = z.infer<typeof orderFulfilBody>;
export type OrderConvertBody = z.infer<typeof orderConvertBody>;

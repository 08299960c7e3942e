import { z } from 'zod';
import {
  decimal,
  limits,
  optionalDecimal,
  optionalProse,
  optionalText,
  optionalUuid,
  rule,
  text,
  whole,
} from './fields.ts';
import { discountTypes } from './pricing.ts';
import { optionalAddress } from './record-fields.ts';

export const mostLines = 500;

/** A heading divides the lines below it from those above; it has no price. */
export const lineTypes = ['item', 'heading'] as const;

export type LineType = (typeof lineTypes)[number];

/** What a document is printed in: one language, or both beside each other. */
export const documentLanguages = ['en', 'ar', 'both'] as const;

export type DocumentLanguage = (typeof documentLanguages)[number];

type Typed = { lineType?: LineType; unitPrice: string; optional?: boolean };

/** One line of a quote, an order or an invoice. A heading has quantity 1, unit price 0 and tax rate 0. */
export const lineBody = z
  .strictObject({
    lineType: z.enum(lineTypes).optional(),
    productId: optionalUuid,
    description: text(255),
    quantity: decimal(limits.quantity),
    unit: optionalText(40),
    unitPrice: decimal(limits.unitPrice),
    taxRate: decimal(limits.percent),
    /** Lowers the line's net before any document discount. */
    discountPercent: optionalDecimal(limits.percent),
    /** Where the line stands; lines without one keep the order in which they are sent. */
    sortOrder: whole(0, 1_000_000).nullable().optional(),
    /** What the seller pays for one unit; never on a customer's copy. */
    unitCost: optionalDecimal(limits.unitPrice),
    /** The customer may choose it or leave it; it counts while it is selected. */
    optional: z.boolean().optional(),
    /** Meant for optional lines only; false when absent. Every other line counts. */
    selected: z.boolean().optional(),
    /** The sold line of which this line of an invoice charges a part; as it was read. */
    sourceId: optionalUuid,
  })
  .check(
    rule<Typed>(
      ({ lineType, unitPrice }) => lineType !== 'heading' || /^0(\.0+)?$/.test(unitPrice),
      'not_allowed',
      { because: 'heading' },
      ['unitPrice'],
    ),
    rule<Typed>(
      ({ lineType, optional }) => lineType !== 'heading' || optional !== true,
      'not_allowed',
      { because: 'heading' },
      ['optional'],
    ),
  );

export const lines = z.array(lineBody).max(mostLines);

export type LineBody = z.infer<typeof lineBody>;

/** The fields that every priced document shares. A fixed discount is held against the subtotal by `priceDocument`. */
export const pricedFields = {
  lines: lines.optional(),
  discountType: z.enum(discountTypes).optional(),
  discountValue: optionalDecimal(limits.amount),
};

export const documentFields = {
  ...pricedFields,
  reference: optionalText(120),
  /** Null: the language of the entity's template. */
  language: z.enum(documentLanguages).nullable().optional(),
  terms: optionalProse(20_000),
  customerNote: optionalProse(5_000),
  /** Never on a customer's copy. */
  internalNote: optionalProse(5_000),
  billingAddress: optionalAddress,
  shippingAddress: optionalAddress,
};

/** Lines in the order of their `sortOrder`; those without one, and equals, stay as they were sent. */
export function inOrder<Line extends { sortOrder?: number | null }>(given: readonly Line[]): Line[] {
  return given
    .map((line, index) => ({ line, at: line.sortOrder ?? index }))
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line);
}

import { z } from 'zod';
import { decimal, limits, optionalDecimal, optionalProse, optionalText, text, whole } from './fields.ts';
import { discountTypes } from './pricing.ts';
import { optionalAddress } from './record-fields.ts';

export const mostLines = 500;

/** One line of a quote, an order or an invoice. */
export const lineBody = z.strictObject({
  description: text(255),
  quantity: decimal(limits.quantity),
  unit: optionalText(40),
  unitPrice: decimal(limits.unitPrice),
  taxRate: decimal(limits.percent),
  /** Lowers the line's net before any document discount. */
  discountPercent: optionalDecimal(limits.percent),
  /** Where the line stands; lines without one keep the order in which they are sent. */
  sortOrder: whole(0, 1_000_000).nullable().optional(),
});

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

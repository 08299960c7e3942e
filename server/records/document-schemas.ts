import { z } from 'zod';
import { lineTypes } from '#domain/document-lines.ts';

const amount = z.string().meta({ description: "A decimal with the currency's decimals." });
const sums = { net: amount, discount: amount, tax: amount, total: amount };

/** One line of a document on the wire. */
export const lineSchema = z.object({
  id: z.uuid(),
  lineType: z.enum(lineTypes),
  productId: z.uuid().nullable(),
  unitCost: z.string().nullable(),
  optional: z.boolean(),
  selected: z.boolean(),
  sourceId: z.uuid().nullable(),
  description: z.string(),
  quantity: z.string(),
  unit: z.string().nullable(),
  unitPrice: z.string(),
  taxRate: z.string(),
  discountPercent: z.string(),
  sortOrder: z.int(),
  ...sums,
});

/** What lines come to: each of them, and all together. */
export const pricingSchema = z.object({
  currency: z.string(),
  lines: z.array(z.object(sums)),
  subtotal: amount,
  discountTotal: amount,
  taxTotal: amount,
  total: amount,
});

import { z } from 'zod';
import {
  currencyCode,
  decimal,
  limits,
  optionalDecimal,
  optionalProse,
  optionalText,
  rule,
  text,
} from './fields.ts';
import { recordFields } from './record-fields.ts';

const price = z.strictObject({ currency: currencyCode, unitPrice: decimal(limits.unitPrice) });

type Price = { currency: string; unitPrice: string };

const oneEach = (prices: Price[]) => new Set(prices.map(({ currency }) => currency)).size === prices.length;

export const productCreate = z.strictObject({
  ...recordFields,
  name: text(180),
  sku: optionalText(60),
  description: optionalProse(5_000),
  unit: optionalText(40),
  active: z.boolean().optional(),
  taxRate: optionalDecimal(limits.percent),
  prices: z.array(price).max(50).check(rule<Price[]>(oneEach, 'duplicate')).optional(),
});
export const productPatch = productCreate.partial();

export type ProductPrice = z.infer<typeof price>;
export type ProductCreate = z.infer<typeof productCreate>;
export type ProductPatch = z.infer<typeof productPatch>;

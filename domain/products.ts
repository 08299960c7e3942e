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
  uuid,
} from './fields.ts';
import { recordFields } from './record-fields.ts';

const price = z.strictObject({ currency: currencyCode, unitPrice: decimal(limits.unitPrice) });
const cost = z.strictObject({ currency: currencyCode, unitCost: decimal(limits.unitPrice) });
const component = z.strictObject({ productId: uuid, quantity: decimal(limits.quantity) });

type InCurrency = { currency: string };

const oneEach = (prices: InCurrency[]) =>
  new Set(prices.map(({ currency }) => currency)).size === prices.length;
const onceEach = (components: { productId: string }[]) =>
  new Set(components.map(({ productId }) => productId)).size === components.length;

export const mostComponents = 50;

/** A bundle is sold as its parts at their prices, or as one line at a price of its own. */
export const bundlePricings = ['sum', 'own'] as const;

export type BundlePricing = (typeof bundlePricings)[number];

export const productCreate = z.strictObject({
  ...recordFields,
  name: text(180),
  sku: optionalText(60),
  description: optionalProse(5_000),
  unit: optionalText(40),
  active: z.boolean().optional(),
  taxRate: optionalDecimal(limits.percent),
  prices: z.array(price).max(50).check(rule<InCurrency[]>(oneEach, 'duplicate')).optional(),
  /** What one unit costs the seller; seen and written by those who may change products. */
  costs: z.array(cost).max(50).check(rule<InCurrency[]>(oneEach, 'duplicate')).optional(),
  /** What is in a bundle; empty for everything else. */
  components: z
    .array(component)
    .max(mostComponents)
    .check(rule<{ productId: string }[]>(onceEach, 'duplicate'))
    .optional(),
  /** Counts for bundles only. */
  bundlePricing: z.enum(bundlePricings).optional(),
});
export const productPatch = productCreate.partial();

export type ProductPrice = z.infer<typeof price>;
export type ProductCost = z.infer<typeof cost>;
export type ProductComponent = z.infer<typeof component>;
export type ProductCreate = z.infer<typeof productCreate>;
export type ProductPatch = z.infer<typeof productPatch>;

/** The media types that the picture of a product may have, told by its content. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

export type ImageType = (typeof imageTypes)[number];

export const mostImageBytes = 5_000_000;

import { z } from 'zod';
import { bundlePricings, type ProductCost, type ProductPrice } from '#domain/products.ts';
import type { Call } from '#platform/access/call.ts';
import { type RecordKind, type RecordRow, recordKind, type Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { composeBundle } from './compose-bundle.ts';
import { componentsOf, imagesOf, priceCurrencies, productRows } from './queries.ts';

const priceSchema = z.array(z.object({ currency: z.string(), unitPrice: z.string() }));
const costSchema = z.array(z.object({ currency: z.string(), unitCost: z.string() }));
const componentSchema = z.array(
  z.object({ productId: z.uuid(), name: z.string().nullable(), quantity: z.string() }),
);
const imageSchema = z.object({ contentType: z.string(), sha256: z.string() });

/** A jsonb column of amounts by currency, in the order of the codes. */
function byCurrency(column: unknown): [currency: string, amount: string][] {
  return Object.entries((column ?? {}) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The prices of a row as they go over the wire: one for each currency, in the order of their codes. */
export function pricesOf(row: RecordRow): ProductPrice[] {
  return byCurrency(row.prices).map(([currency, unitPrice]) => ({ currency, unitPrice }));
}

/** What the product of a row costs; for those who see costs. */
export function costsOf(row: RecordRow): ProductCost[] {
  return byCurrency(row.costs).map(([currency, unitCost]) => ({ currency, unitCost }));
}

async function derived(call: Call, rows: readonly RecordRow[]): Promise<Values[]> {
  const ids = rows.map(({ id }) => id);
  const bundles = rows.filter(({ bundlePricing }) => bundlePricing !== null).map(({ id }) => id);
  const [components, images] = await Promise.all([componentsOf(call, bundles), imagesOf(call, ids)]);
  const parts = await productRows(
    call,
    components.map(({ productId }) => productId),
  );
  const byBundle = Map.groupBy(components, ({ bundleId }) => bundleId);
  const withCosts = seesCosts(call);
  return rows.map((row) => {
    const image = images.get(row.id);
    return {
      prices: pricesOf(row),
      costs: withCosts ? costsOf(row) : null,
      components: (byBundle.get(row.id) ?? []).map(({ productId, quantity }) => ({
        productId,
        name: (parts.get(productId)?.name as string | undefined) ?? null,
        quantity,
      })),
      image: image ? { contentType: image.contentType, sha256: image.sha256 } : null,
    };
  });
}

export const productKind: RecordKind = recordKind({
  name: 'product',
  table: 'product',
  path: '/products',
  module: 'crm',
  capability: 'catalog.products',
  titleColumn: 'name',
  subtitleColumn: 'sku',
  searchable: true,
  fields: {
    name: { type: 'text', sort: 'required' },
    sku: { type: 'text', filter: true },
    description: { type: 'text' },
    unit: { type: 'text' },
    active: { type: 'boolean', filter: true },
    taxRate: { type: 'decimal' },
    prices: { type: 'json', readOnly: true },
    costs: { type: 'json', readOnly: true, internal: true },
    bundlePricing: { type: 'choice', values: bundlePricings, filter: true, readOnly: true },
    tags: { type: 'tags', filter: true },
  },
  uniques: { product_sku: 'sku' },
  searchText: (row) => [row.name as string, row.sku as string | null],
  // A price list is one column, which a patch replaces as a whole.
  prepare(_call, _merged, { given }) {
    const prices = given.prices as ProductPrice[] | undefined;
    const costs = given.costs as ProductCost[] | undefined;
    return {
      ...(prices && {
        prices: Object.fromEntries(prices.map(({ currency, unitPrice }) => [currency, unitPrice])),
      }),
      ...(costs && {
        costs: Object.fromEntries(costs.map(({ currency, unitCost }) => [currency, unitCost])),
      }),
    };
  },
  compose: composeBundle,
  exported: async (call) => [
    [
      'prices',
      (await priceCurrencies(call)).map((currency) => ({
        header: `price ${currency}`,
        numeric: true,
        read: ({ prices }) => (prices as Record<string, string> | null)?.[currency],
      })),
    ],
  ],
  derived: {
    schema: {
      prices: priceSchema,
      costs: costSchema.nullable(),
      components: componentSchema,
      image: imageSchema.nullable(),
    },
    values: derived,
  },
});

import { z } from 'zod';
import type { ProductPrice } from '#domain/products.ts';
import { type RecordKind, type RecordRow, recordKind } from '#records/kind.ts';

const priceSchema = z.array(z.object({ currency: z.string(), unitPrice: z.string() }));

/** The prices of a row as they go over the wire: one for each currency, in the order of their codes. */
export function pricesOf(row: RecordRow): ProductPrice[] {
  return Object.entries(row.prices as Record<string, string>)
    .map(([currency, unitPrice]) => ({ currency, unitPrice }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
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
    tags: { type: 'tags', filter: true },
  },
  uniques: { product_sku: 'sku' },
  searchText: (row) => [row.name as string, row.sku as string | null],
  // A price list is one column, which a patch replaces as a whole.
  prepare(_call, _merged, { given }) {
    const prices = given.prices as ProductPrice[] | undefined;
    if (prices === undefined) return {};
    return { prices: Object.fromEntries(prices.map(({ currency, unitPrice }) => [currency, unitPrice])) };
  },
  derived: {
    schema: { prices: priceSchema },
    values: async (_call, rows) => rows.map((row) => ({ prices: pricesOf(row) })),
  },
});

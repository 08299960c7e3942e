import { sql } from 'kysely';
import type { ProductComponent } from '#domain/products.ts';
import type { Call } from '#platform/access/call.ts';
import { attachedTable } from '#records/attached.ts';
import { withoutPadding } from '#records/columns.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';

attachedTable('productComponent', 'productId');
attachedTable('productImage', 'productId');

/** A part of a bundle. */
export type Component = ProductComponent & { bundleId: string };

/** What is in bundles, in the order in which they say it. */
export async function componentsOf(call: Call, productIds: readonly string[]): Promise<Component[]> {
  if (productIds.length === 0) return [];
  const rows = await call.database
    .selectFrom('productComponent')
    .select(['productId', 'componentId', 'quantity'])
    .where('orgId', '=', call.orgId)
    .where('productId', 'in', [...productIds])
    .orderBy('productId')
    .orderBy('position')
    .execute();
  return rows.map(({ productId, componentId, quantity }) => ({
    bundleId: productId,
    productId: componentId,
    quantity: withoutPadding(quantity),
  }));
}

/** Whether any bundle holds the product. */
export async function isComponent(call: Call, productId: string): Promise<boolean> {
  const found = await call.database
    .selectFrom('productComponent')
    .select('productId')
    .where('orgId', '=', call.orgId)
    .where('componentId', '=', productId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export type ProductImage = {
  productId: string;
  key: string;
  contentType: string;
  size: bigint;
  sha256: string;
};

/** The pictures of products, for those that have one. */
export async function imagesOf(
  call: Call,
  productIds: readonly string[],
): Promise<Map<string, ProductImage>> {
  if (productIds.length === 0) return new Map();
  const rows = await call.database
    .selectFrom('productImage')
    .select(['productId', 'key', 'contentType', 'size', 'sha256'])
    .where('orgId', '=', call.orgId)
    .where('productId', 'in', [...productIds])
    .execute();
  return new Map(rows.map((row) => [row.productId, row]));
}

/** Products of the company behind the wall, whether archived or not; the caller asks who may see them. */
export async function productRows(call: Call, ids: readonly string[]): Promise<Map<string, RecordRow>> {
  if (ids.length === 0) return new Map();
  const rows = (await tablesOf(call)
    .selectFrom('product')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', 'in', [...ids])
    .execute()) as RecordRow[];
  return new Map(rows.map((row) => [row.id, row]));
}

const usual = ['EUR', 'GBP', 'USD'];

/** The currencies in which the company has prices or may well have them: its own, its entities', those of its products. */
export async function priceCurrencies(call: Call): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    select currency from entity where org_id = ${call.orgId}
    union select jsonb_object_keys(prices) from product where org_id = ${call.orgId}`.execute(call.database);
  const own = rows.map(({ currency }) => currency);
  return [...new Set([call.currency, ...own, ...usual])].sort();
}

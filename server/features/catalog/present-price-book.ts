import type { Capability } from '#domain/capabilities.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { tablesOf } from '#records/kind.ts';
import type { PriceBook } from './queries-price-books.ts';

async function named(call: Call, table: 'account' | 'product', ids: readonly string[]) {
  if (ids.length === 0) return [];
  const view: Capability = table === 'account' ? 'crm.accounts.view' : 'catalog.products.view';
  const rows = await tablesOf(call)
    .selectFrom(table)
    .select(['id', 'name', 'scopePath', 'ownerId'])
    .where('orgId', '=', call.orgId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows.filter((row) => may(call, view, row)).map(({ id, name }) => [id, String(name)] as const);
}

/** The names of the accounts and products of a book, for those that the actor may see. */
export async function namesInBook(call: Call, book: PriceBook): Promise<Record<string, string>> {
  const products = book.prices.map(({ productId }) => productId);
  const found = await Promise.all([
    named(call, 'account', book.accountIds ?? []),
    named(call, 'product', products),
  ]);
  return Object.fromEntries(found.flat());
}

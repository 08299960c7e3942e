import { type SqlBool, sql } from 'kysely';
import type { LookupQuery, PricesBody } from '#domain/price-books.ts';
import type { Call } from '#platform/access/call.ts';
import { may, reachCondition } from '#platform/access/can.ts';
import { foundIds } from '#records/found-ids.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { productKind } from '../kind.ts';
import { type Offer, offersOf, questionOf } from '../price-products.ts';
import { productRows } from '../queries.ts';

const usualLimit = 8;

/** Exactly the code first, then what begins with the words, then what holds them. */
function rankOf(q: string) {
  const word = q.trim().toLocaleLowerCase();
  return ({ sku, name }: RecordRow): number => {
    const code = String(sku ?? '').toLocaleLowerCase();
    if (code === word) return 0;
    if (code.startsWith(word)) return 1;
    return String(name).toLocaleLowerCase().startsWith(word) ? 2 : 3;
  };
}

/** Products on sale that the words find, through the search index; without words the first by name. */
async function matching(call: Call, q: string, limit: number): Promise<RecordRow[]> {
  let query = tablesOf(call)
    .selectFrom('product')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .where('active', '=', true);
  const reach = reachCondition(call, 'catalog.products.view', 'product');
  if (reach) query = query.where(reach);
  const found = await foundIds(call, productKind, q);
  if (!found) return query.orderBy('name').orderBy('id').limit(limit).execute() as Promise<RecordRow[]>;
  const all = (await query.where(sql<SqlBool>`id = any (${found.ids}::uuid[])`).execute()) as RecordRow[];
  const rank = rankOf(q);
  const order = (a: RecordRow, b: RecordRow) =>
    rank(a) - rank(b) || String(a.name).localeCompare(String(b.name)) || (a.id < b.id ? -1 : 1);
  return all.sort(order).slice(0, limit);
}

/** What a line can be filled with while somebody types its description. */
export async function lookUpProducts(call: Call, query: LookupQuery): Promise<Offer[]> {
  const { q, limit = usualLimit, ...asked } = query;
  const question = await questionOf(call, asked);
  const rows = await matching(call, q ?? '', limit);
  return offersOf(
    call,
    rows.map((row) => ({ row, quantity: '1' })),
    question,
  );
}

/** Today's offer for products that lines name, in the order in which they are asked for; what is out of sight is left out. */
export async function priceProducts(call: Call, body: PricesBody): Promise<Offer[]> {
  const { items, ...asked } = body;
  const question = await questionOf(call, asked);
  const rows = await productRows(call, [...new Set(items.map(({ productId }) => productId))]);
  const wanted = items.flatMap(({ productId, quantity }) => {
    const row = rows.get(productId);
    return row && may(call, 'catalog.products.view', row) ? [{ row, quantity: quantity ?? '1' }] : [];
  });
  return offersOf(call, wanted, question);
}

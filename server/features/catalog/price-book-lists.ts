import { fieldProblem } from '#domain/field-errors.ts';
import type { PriceBookPatch } from '#domain/price-books.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { productRows } from './queries.ts';
import { getPriceBook, type PriceBook } from './queries-price-books.ts';

const rowsPerInsert = 1_000;

/** Refuses accounts that the actor does not see, besides those that the book names already. */
export async function requireAccounts(
  call: Call,
  ids: readonly string[],
  known: readonly string[],
): Promise<void> {
  const fresh = ids.filter((id) => !known.includes(id));
  if (fresh.length === 0) return;
  const rows = await tablesOf(call)
    .selectFrom('account')
    .select(['id', 'scopePath', 'ownerId'])
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .where('id', 'in', fresh)
    .execute();
  const seen = new Set(
    rows.filter((row) => may(call, 'crm.accounts.view', row as RecordRow)).map(({ id }) => id),
  );
  refuse(
    fresh.flatMap((id) => (seen.has(id) ? [] : [fieldProblem(`accountIds.${ids.indexOf(id)}`, 'not_found')])),
  );
}

/** The same for products. */
export async function requireProducts(
  call: Call,
  book: PriceBookPatch,
  known: PriceBook | null,
): Promise<void> {
  const before = new Set(known?.prices.map(({ productId }) => productId));
  const wanted = (book.prices ?? []).map(({ productId }) => productId);
  const rows = await productRows(call, [...new Set(wanted.filter((id) => !before.has(id)))]);
  refuse(
    wanted.flatMap((id, at) => {
      const row = rows.get(id);
      if (before.has(id) || (row && may(call, 'catalog.products.view', row))) return [];
      return [fieldProblem(`prices.${at}.productId`, 'not_found')];
    }),
  );
}

function refuse(problems: FieldProblem[]): void {
  if (problems.length > 0) throw invalidFields(problems);
}

/** Writes the list of accounts anew; null: none, the book is for everybody. */
export async function replaceAccounts(
  call: Call,
  priceBookId: string,
  ids: readonly string[] | null,
): Promise<void> {
  await call.database
    .deleteFrom('priceBookAccount')
    .where('orgId', '=', call.orgId)
    .where('priceBookId', '=', priceBookId)
    .execute();
  const rows = [...new Set(ids)].map((accountId) => ({ orgId: call.orgId, priceBookId, accountId }));
  if (rows.length > 0) await call.database.insertInto('priceBookAccount').values(rows).execute();
}

/** Writes the prices of a book anew. */
export async function replacePrices(
  call: Call,
  priceBookId: string,
  prices: NonNullable<PriceBookPatch['prices']>,
): Promise<void> {
  await call.database
    .deleteFrom('priceBookPrice')
    .where('orgId', '=', call.orgId)
    .where('priceBookId', '=', priceBookId)
    .execute();
  for (let at = 0; at < prices.length; at += rowsPerInsert) {
    const rows = prices.slice(at, at + rowsPerInsert).map(({ productId, unitPrice, minQuantity }) => ({
      ...{ orgId: call.orgId, priceBookId, productId, unitPrice },
      minQuantity: minQuantity ?? '0',
    }));
    await call.database.insertInto('priceBookPrice').values(rows).execute();
  }
}

/** The columns that a body names. */
export function columnsOf(book: PriceBookPatch) {
  const { name, currency, active, validFrom, validUntil, adjustmentPercent, accountIds } = book;
  const given = { name, currency, active, validFrom, validUntil, adjustmentPercent };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(accountIds === undefined ? {} : { forAccounts: accountIds !== null }),
  };
}

/** A book as the audit log keeps it: long lists by their length. */
export function auditable({ prices, accountIds, ...book }: PriceBook) {
  return { ...book, accounts: accountIds?.length ?? null, prices: prices.length };
}

/** Holds a book, so that two changes of it come one after the other. */
export async function lockPriceBook(call: Call, id: string): Promise<PriceBook> {
  await call.database
    .selectFrom('priceBook')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return getPriceBook(call, id);
}

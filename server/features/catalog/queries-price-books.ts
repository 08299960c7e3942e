import { sql } from 'kysely';
import type { BookFacts } from '#domain/price-books.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';

export type PriceBookRow = {
  id: string;
  name: string;
  currency: string;
  active: boolean;
  validFrom: string | null;
  validUntil: string | null;
  forAccounts: boolean;
  adjustmentPercent: string | null;
  sortOrder: number;
  version: number;
  createdAt: string;
  updatedAt: string;
};

export type BookPrice = { productId: string; unitPrice: string; minQuantity: string };

/** A price book with all that it says. */
export type PriceBook = PriceBookRow & { accountIds: string[] | null; prices: BookPrice[] };

const columns = [
  ...(['id', 'name', 'currency', 'active', 'validFrom', 'validUntil', 'forAccounts'] as const),
  ...(['adjustmentPercent', 'sortOrder', 'version', 'createdAt', 'updatedAt'] as const),
] as const;

function trimmed<Row extends { adjustmentPercent: string | null }>(row: Row): Row {
  const { adjustmentPercent } = row;
  return { ...row, adjustmentPercent: adjustmentPercent && withoutPadding(adjustmentPercent) };
}

/** The price books in the order in which they count. */
export async function listPriceBooks(call: Call): Promise<PriceBookRow[]> {
  const rows = await call.database
    .selectFrom('priceBook')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .orderBy('sortOrder')
    .orderBy('id')
    .execute();
  return rows.map(trimmed);
}

async function accountsOf(call: Call, bookIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await call.database
    .selectFrom('priceBookAccount')
    .select(['priceBookId', 'accountId'])
    .where('orgId', '=', call.orgId)
    .where('priceBookId', 'in', [...bookIds])
    .orderBy('accountId')
    .execute();
  const grouped = Map.groupBy(rows, ({ priceBookId }) => priceBookId);
  return new Map([...grouped].map(([id, all]) => [id, all.map(({ accountId }) => accountId)]));
}

const trimmedPrice = ({ productId, unitPrice, minQuantity }: BookPrice): BookPrice => ({
  productId,
  unitPrice: withoutPadding(unitPrice),
  minQuantity: withoutPadding(minQuantity),
});

/** The price book, or a refusal that it does not exist. */
export async function getPriceBook(call: Call, id: string): Promise<PriceBook> {
  const row = await call.database
    .selectFrom('priceBook')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('price book');
  const prices = await call.database
    .selectFrom('priceBookPrice')
    .select(['productId', 'unitPrice', 'minQuantity'])
    .where('orgId', '=', call.orgId)
    .where('priceBookId', '=', id)
    .orderBy('productId')
    .orderBy('minQuantity')
    .execute();
  const accounts = row.forAccounts ? ((await accountsOf(call, [id])).get(id) ?? []) : null;
  return { ...trimmed(row), accountIds: accounts, prices: prices.map(trimmedPrice) };
}

/** How many accounts and prices each book has, for a list of them. */
export async function countInBooks(call: Call): Promise<Map<string, { accounts: number; prices: number }>> {
  const { rows } = await sql<{ id: string; accounts: bigint; prices: bigint }>`
    select b.id,
      (select count(*) from price_book_account a where a.org_id = ${call.orgId} and a.price_book_id = b.id) as accounts,
      (select count(*) from price_book_price p where p.org_id = ${call.orgId} and p.price_book_id = b.id) as prices
    from price_book b where b.org_id = ${call.orgId}`.execute(call.database);
  return new Map(
    rows.map(({ id, accounts, prices }) => [id, { accounts: Number(accounts), prices: Number(prices) }]),
  );
}

export type BookQuestion = { currency: string; accountId: string | null; date: string };

/** The books that may price something for the account on the day, with what they say of these products. */
export async function booksFor(
  call: Call,
  { currency, accountId, date }: BookQuestion,
  productIds: readonly string[],
): Promise<BookFacts[]> {
  const query = call.database
    .selectFrom('priceBook')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('currency', '=', currency)
    .where('active', '=', true)
    .where((on) => on.or([on('validFrom', 'is', null), on('validFrom', '<=', date)]))
    .where((on) => on.or([on('validUntil', 'is', null), on('validUntil', '>=', date)]))
    .where((on) =>
      accountId === null
        ? on('forAccounts', '=', false)
        : on.or([
            on('forAccounts', '=', false),
            on.exists(
              on
                .selectFrom('priceBookAccount')
                .select('accountId')
                .where('priceBookAccount.orgId', '=', call.orgId)
                .whereRef('priceBookAccount.priceBookId', '=', 'priceBook.id')
                .where('accountId', '=', accountId),
            ),
          ]),
    );
  const books = await query.orderBy('sortOrder').orderBy('id').execute();
  if (books.length === 0 || productIds.length === 0) return [];
  const prices = await call.database
    .selectFrom('priceBookPrice')
    .select(['priceBookId', 'productId', 'unitPrice', 'minQuantity'])
    .where('orgId', '=', call.orgId)
    .where(
      'priceBookId',
      'in',
      books.map(({ id }) => id),
    )
    .where('productId', 'in', [...productIds])
    .execute();
  const byBook = Map.groupBy(prices, ({ priceBookId }) => priceBookId);
  return books.map((book) => ({
    ...trimmed(book),
    // Only a book of this very account comes back, so the account stands for its whole list.
    accountIds: book.forAccounts && accountId !== null ? [accountId] : null,
    prices: (byBook.get(book.id) ?? []).map(trimmedPrice),
  }));
}

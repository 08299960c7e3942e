import { z } from 'zod';
import { currencyExponent } from './currencies.ts';
import {
  calendarDate,
  currencyCode,
  decimal,
  limits,
  optionalCurrency,
  optionalDate,
  optionalDecimal,
  optionalText,
  optionalUuid,
  rule,
  text,
  uuid,
} from './fields.ts';
import { canonicalDecimal, parseDecimal } from './money.ts';

export const mostBookPrices = 5_000;
export const mostBookAccounts = 1_000;

const bookPrice = z.strictObject({
  productId: uuid,
  unitPrice: decimal(limits.unitPrice),
  /** From this quantity on; 0 for any. */
  minQuantity: optionalDecimal(limits.unitPrice),
});

type Dates = { validFrom?: string | null; validUntil?: string | null };
type Price = { productId: string; minQuantity?: string | null };

const inOrder = ({ validFrom, validUntil }: Dates) => !validFrom || !validUntil || validFrom <= validUntil;
const onceEach = (prices: Price[]) =>
  new Set(prices.map(({ productId, minQuantity }) => `${productId} ${quantityText(minQuantity)}`)).size ===
  prices.length;

const quantityText = (quantity: string | null | undefined) => {
  const parsed = parseDecimal(quantity ?? '0');
  return parsed.ok ? canonicalDecimal(parsed.value) : quantity;
};

const fields = {
  name: text(120),
  currency: currencyCode,
  active: z.boolean().optional(),
  validFrom: optionalDate,
  validUntil: optionalDate,
  /** For these accounts only; null: for everybody. */
  accountIds: z.array(uuid).max(mostBookAccounts).nullable().optional(),
  /** Percent on the product's own price in the book's currency: 10 raises, -10 lowers. */
  adjustmentPercent: optionalDecimal({ ...limits.percent, min: '-100', max: '1000' }),
  /** Prices that the book names itself; they count before its percent. */
  prices: z.array(bookPrice).max(mostBookPrices).check(rule<Price[]>(onceEach, 'duplicate')).optional(),
};

const dated = rule<Dates>(inOrder, 'before_start', { start: 'validFrom' }, ['validUntil']);

export const priceBookCreate = z.strictObject(fields).check(dated);
export const priceBookPatch = z.strictObject(fields).partial().check(dated);

export type PriceBookCreate = z.infer<typeof priceBookCreate>;
export type PriceBookPatch = z.infer<typeof priceBookPatch>;

/** What a price is asked for; the day is today at the reader's company unless it is named. */
const priceFor = {
  currency: optionalCurrency,
  accountId: optionalUuid,
  date: calendarDate.optional(),
};

export const lookupQuery = z.strictObject({
  ...priceFor,
  q: optionalText(200),
  limit: z.coerce.number().int().min(1).max(50).optional(),
});

export const pricesBody = z.strictObject({
  ...priceFor,
  currency: currencyCode,
  items: z
    .array(z.strictObject({ productId: uuid, quantity: optionalDecimal(limits.quantity) }))
    .min(1)
    .max(500),
});

export type LookupQuery = z.infer<typeof lookupQuery>;
export type PricesBody = z.infer<typeof pricesBody>;

/** As much of a price book as prices one product. Decimals are canonical texts. */
export type BookFacts = {
  id: string;
  name: string;
  currency: string;
  active: boolean;
  validFrom: string | null;
  validUntil: string | null;
  /** Null: for everybody. */
  accountIds: readonly string[] | null;
  adjustmentPercent: string | null;
  prices: readonly { productId: string; unitPrice: string; minQuantity: string }[];
};

export type PriceSource = 'book' | 'book_percent' | 'product';

/** A price and why it is this one. */
export type ResolvedPrice = {
  unitPrice: string;
  source: PriceSource;
  bookId: string | null;
  bookName: string | null;
};

export type PriceQuestion = {
  product: { id: string; prices: Readonly<Record<string, string>> };
  currency: string;
  accountId: string | null;
  date: string;
  /** Canonical decimal; the price of one where the quantity is not known. */
  quantity: string;
};

const most = 4;

function scaled(decimal: string): bigint {
  const parsed = parseDecimal(decimal);
  if (!parsed.ok) throw new Error(`${decimal} is no decimal.`);
  return parsed.value.units * 10n ** BigInt(most - parsed.value.scale);
}

/**
 * A unit price raised or lowered by a percentage, rounded half away from zero to the decimals that the price has, and to no
 * fewer than its currency has: a list in cents stays a list in cents.
 */
export function adjusted(unitPrice: string, percent: string, currency: string): string {
  const decimals = Math.max(unitPrice.split('.')[1]?.length ?? 0, currencyExponent(currency));
  const exact = scaled(unitPrice) * (scaled('100') + scaled(percent));
  // `exact` has the decimals of both factors and of the division by 100.
  const unit = 10n ** BigInt(most + most + 2 - decimals);
  const units = (exact + unit / 2n) / unit;
  return canonicalDecimal({ units, scale: decimals });
}

/** Whether a book may price anything for the account on the day. */
export function appliesTo(
  book: Omit<BookFacts, 'prices'>,
  { currency, accountId, date }: Omit<PriceQuestion, 'product' | 'quantity'>,
): boolean {
  const { active, validFrom, validUntil, accountIds } = book;
  if (!active || book.currency !== currency) return false;
  if ((validFrom !== null && date < validFrom) || (validUntil !== null && date > validUntil)) return false;
  return accountIds === null || (accountId !== null && accountIds.includes(accountId));
}

function priceIn(book: BookFacts, { product, quantity, currency }: PriceQuestion): ResolvedPrice | null {
  const named = book.prices
    .filter(
      ({ productId, minQuantity }) => productId === product.id && scaled(minQuantity) <= scaled(quantity),
    )
    .sort((a, b) => (scaled(a.minQuantity) < scaled(b.minQuantity) ? 1 : -1))[0];
  const from = { bookId: book.id, bookName: book.name };
  if (named) return { unitPrice: named.unitPrice, source: 'book', ...from };
  const own = product.prices[currency];
  if (own === undefined || book.adjustmentPercent === null) return null;
  return {
    unitPrice: adjusted(own, book.adjustmentPercent, currency),
    source: 'book_percent',
    ...from,
  };
}

/**
 * The price of a product and where it comes from: a book of the account, then a book for everybody, each in the order in
 * which the company keeps them, then the product's own price. A book's own price for the quantity counts before its
 * percentage. Null where nothing gives a price in the currency: nothing is ever converted.
 */
export function resolvePrice(books: readonly BookFacts[], question: PriceQuestion): ResolvedPrice | null {
  const fitting = books.filter((book) => appliesTo(book, question));
  const ranked = [
    ...fitting.filter(({ accountIds }) => accountIds !== null),
    ...fitting.filter(({ accountIds }) => accountIds === null),
  ];
  for (const book of ranked) {
    const price = priceIn(book, question);
    if (price) return price;
  }
  const own = question.product.prices[question.currency];
  return own === undefined ? null : { unitPrice: own, source: 'product', bookId: null, bookName: null };
}

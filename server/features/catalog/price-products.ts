import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { type BookFacts, type ResolvedPrice, resolvePrice } from '#domain/price-books.ts';
import { invalidFields } from '#domain/problems.ts';
import { bundlePricings } from '#domain/products.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';
import { companyTimeZone } from '#records/entity-calendar.ts';
import { kindNamed, type RecordRow } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { findRecord } from '#records/read-record.ts';
import { type Component, componentsOf, imagesOf, productRows } from './queries.ts';
import { type BookQuestion, booksFor } from './queries-price-books.ts';

const price = {
  unitPrice: z.string().nullable(),
  /** What gave the price; null where nothing has one in the currency. */
  priceSource: z.enum(['book', 'book_percent', 'product']).nullable(),
  priceBook: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  unitCost: z.string().nullable(),
};

const line = {
  name: z.string(),
  sku: z.string().nullable(),
  unit: z.string().nullable(),
  taxRate: z.string().nullable(),
  ...price,
};

/** A product as a line can take it over. */
export const offerSchema = z.object({
  id: z.uuid(),
  ...line,
  description: z.string().nullable(),
  active: z.boolean(),
  currencies: z.array(z.string()),
  image: z.object({ contentType: z.string(), sha256: z.string() }).nullable(),
  bundlePricing: z.enum(bundlePricings).nullable(),
  components: z.array(z.object({ productId: z.uuid(), quantity: z.string(), ...line })),
});

export type Offer = z.infer<typeof offerSchema>;

type Asked = { currency?: string | null; accountId?: string | null; date?: string };

/** For whom, in what and on which day prices are asked. Refuses an account that the actor does not see. */
export async function questionOf(call: Call, asked: Asked): Promise<BookQuestion> {
  const accountId = asked.accountId ?? null;
  if (accountId !== null && !(await findRecord(call, kindNamed('account'), accountId))) {
    throw invalidFields([fieldProblem('accountId', 'not_found')]);
  }
  const date = asked.date ?? today(call.now, await companyTimeZone(call));
  return { currency: asked.currency ?? call.currency, accountId, date };
}

type Pricing = { question: BookQuestion; books: readonly BookFacts[]; withCosts: boolean };

function priced(row: RecordRow, quantity: string, { question, books, withCosts }: Pricing) {
  const product = { id: row.id, prices: row.prices as Record<string, string> };
  const found: ResolvedPrice | null = resolvePrice(books, { product, quantity, ...question });
  return {
    unitPrice: found?.unitPrice ?? null,
    priceSource: found?.source ?? null,
    priceBook: found?.bookId ? { id: found.bookId, name: found.bookName ?? '' } : null,
    unitCost: withCosts ? ((row.costs as Record<string, string>)[question.currency] ?? null) : null,
  };
}

function lineOf(row: RecordRow, quantity: string, pricing: Pricing) {
  return {
    name: row.name as string,
    sku: row.sku as string | null,
    unit: row.unit as string | null,
    taxRate: row.taxRate === null ? null : withoutPadding(row.taxRate as string),
    ...priced(row, quantity, pricing),
  };
}

/** What a bundle of one line costs is what its parts cost, where it has no cost of its own. */
function bundleCost(own: string | null, parts: Offer['components']): string | null {
  if (own !== null || parts.length === 0 || parts.some(({ unitCost }) => unitCost === null)) return own;
  const scale = 10_000n;
  const units = (text: string) => {
    const [whole = '0', decimals = ''] = text.split('.');
    return BigInt(whole) * scale + BigInt(decimals.padEnd(4, '0'));
  };
  // Four decimals each way: half a ten-thousandth is rounded up.
  const sum = parts.reduce((all, part) => all + units(part.quantity) * units(part.unitCost ?? '0'), 0n);
  const rounded = (sum + scale / 2n) / scale;
  return withoutPadding(`${rounded / scale}.${String(rounded % scale).padStart(4, '0')}`);
}

/** A product that is wanted, and how many of it. */
export type Wanted = { row: RecordRow; quantity: string };

/** Products with the price that holds for the question and why, what is in them, and, for those who see costs, their cost. */
export async function offersOf(
  call: Call,
  wanted: readonly Wanted[],
  question: BookQuestion,
): Promise<Offer[]> {
  const ids = wanted.map(({ row }) => row.id);
  const bundles = wanted.filter(({ row }) => row.bundlePricing !== null).map(({ row }) => row.id);
  const [components, images] = await Promise.all([componentsOf(call, bundles), imagesOf(call, ids)]);
  const partIds = components.map(({ productId }) => productId);
  const [parts, books] = await Promise.all([
    productRows(call, partIds),
    booksFor(call, question, [...new Set([...ids, ...partIds])]),
  ]);
  const pricing: Pricing = { question, books, withCosts: seesCosts(call) };
  const byBundle = Map.groupBy(components, ({ bundleId }) => bundleId);
  const partsOf = (all: readonly Component[]) =>
    all.flatMap(({ productId, quantity }) => {
      const part = parts.get(productId);
      return part ? [{ productId, quantity, ...lineOf(part, quantity, pricing) }] : [];
    });
  return wanted.map(({ row, quantity }) => {
    const image = images.get(row.id);
    const inside = partsOf(byBundle.get(row.id) ?? []);
    const own = lineOf(row, quantity, pricing);
    const bundlePricing = row.bundlePricing as Offer['bundlePricing'];
    return {
      id: row.id,
      ...own,
      unitCost: bundlePricing === 'own' ? bundleCost(own.unitCost, inside) : own.unitCost,
      description: row.description as string | null,
      active: row.active === true && row.archivedAt === null,
      currencies: Object.keys(row.prices as object).sort(),
      image: image ? { contentType: image.contentType, sha256: image.sha256 } : null,
      bundlePricing,
      components: inside,
    };
  });
}

import { z } from 'zod';
import { lookupQuery, priceBookCreate, priceBookPatch, pricesBody } from '#domain/price-books.ts';
import { orderBody } from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { changePriceBook } from './operations/change-price-book.ts';
import { createPriceBook } from './operations/create-price-book.ts';
import { lookUpProducts, priceProducts } from './operations/look-up-products.ts';
import { orderPriceBooks } from './operations/order-price-books.ts';
import { removePriceBook } from './operations/remove-price-book.ts';
import { namesInBook } from './present-price-book.ts';
import { offerSchema } from './price-products.ts';
import { countInBooks, getPriceBook, listPriceBooks, type PriceBook } from './queries-price-books.ts';

const summary = {
  id: z.uuid(),
  name: z.string(),
  currency: z.string(),
  active: z.boolean(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  forAccounts: z.boolean(),
  adjustmentPercent: z.string().nullable(),
  sortOrder: z.int(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
};
const listed = z.object({ ...summary, accountCount: z.int(), priceCount: z.int() });
const answer = z.object({
  ...summary,
  accountIds: z.array(z.uuid()).nullable(),
  prices: z.array(z.object({ productId: z.uuid(), unitPrice: z.string(), minQuantity: z.string() })),
  /** What the ids stand for, as far as the reader may see it. */
  names: z.record(z.string(), z.string()),
});
const items = z.object({ items: z.array(listed) });

async function list(call: Call) {
  const [books, counts] = await Promise.all([listPriceBooks(call), countInBooks(call)]);
  return {
    items: books.map((book) => ({
      ...book,
      accountCount: counts.get(book.id)?.accounts ?? 0,
      priceCount: counts.get(book.id)?.prices ?? 0,
    })),
  };
}

const whole = async (call: Call, book: PriceBook) => ({ ...book, names: await namesInBook(call, book) });

const common = { tag: 'price books', module: 'crm' } as const;
const read = { ...common, capability: 'catalog.products.view' } as const;
const change = { ...common, capability: 'catalog.price_books.manage' } as const;

export const priceBookEndpoints: readonly Endpoint[] = [
  endpoint({
    ...read,
    access: 'read',
    method: 'GET',
    path: '/price-books',
    summary: 'List the price books in the order in which they count.',
    answer: items,
    run: list,
  }),
  endpoint({
    ...read,
    access: 'read',
    method: 'GET',
    path: '/price-books/:id',
    summary: 'Read a price book with its accounts and prices.',
    params: idParams,
    answer,
    run: async (call, { params }) => whole(call, await getPriceBook(call, params.id)),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'POST',
    path: '/price-books',
    summary: 'Add a price book: a percentage on the own prices of products, prices of its own, or both.',
    body: priceBookCreate,
    answer,
    status: 201,
    run: async (call, { body }) => whole(call, await createPriceBook(call, body)),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'PATCH',
    path: '/price-books/:id',
    summary: 'Change a price book; documents keep the prices that they were written with.',
    params: idParams,
    body: priceBookPatch,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      whole(call, await changePriceBook(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'DELETE',
    path: '/price-books/:id',
    summary: 'Remove a price book.',
    params: idParams,
    answer: z.object({ removed: z.boolean() }),
    run: async (call, { params, ifMatch }) => {
      await removePriceBook(call, params.id, ifMatch);
      return { removed: true };
    },
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'PUT',
    path: '/price-books/order',
    summary: 'Put the price books into another order: the earlier one counts first.',
    body: orderBody,
    answer: items,
    run: async (call, { body }) => {
      await orderPriceBooks(call, body.ids);
      return list(call);
    },
  }),
];

const offers = z.object({ items: z.array(offerSchema) });
const prices = { tag: 'products', module: 'crm', capability: 'catalog.products.view' } as const;

export const offerEndpoints: readonly Endpoint[] = [
  endpoint({
    ...prices,
    access: 'read',
    method: 'GET',
    path: '/products/lookup',
    summary: 'Products on sale for a line: the price that holds for an account on a day, and why.',
    query: lookupQuery,
    answer: offers,
    run: async (call, { query }) => ({ items: await lookUpProducts(call, query) }),
  }),
  endpoint({
    ...prices,
    access: 'read',
    method: 'POST',
    path: '/products/prices',
    summary: 'The prices that hold for products and quantities, and why; nothing is saved.',
    body: pricesBody,
    answer: offers,
    run: async (call, { body }) => ({ items: await priceProducts(call, body) }),
  }),
];

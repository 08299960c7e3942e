import { fieldProblem } from '#domain/field-errors.ts';
import type { PriceBookCreate } from '#domain/price-books.ts';
import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import {
  auditable,
  columnsOf,
  replaceAccounts,
  replacePrices,
  requireAccounts,
  requireProducts,
} from '../price-book-lists.ts';
import { getPriceBook, listPriceBooks, type PriceBook } from '../queries-price-books.ts';
import { leaveTraces, requireFreeName, requireToChange } from '../traces.ts';

const mostBooks = 200;
const step = 10;

/** Adds a price book behind the others. */
export async function createPriceBook(call: Call, body: PriceBookCreate): Promise<PriceBook> {
  requireToChange(call);
  await requireFreeName(call, body.name, null);
  const others = await listPriceBooks(call);
  if (others.length >= mostBooks) {
    throw new Problem('validation_failed', {
      detail: 'There are too many price books.',
      errors: [fieldProblem('', 'too_many', { max: mostBooks })],
    });
  }
  await requireAccounts(call, body.accountIds ?? [], []);
  await requireProducts(call, body, null);
  const id = newId(call.now.getTime());
  const at = instant(call);
  await call.database
    .insertInto('priceBook')
    .values({
      ...{ orgId: call.orgId, id, name: body.name, currency: body.currency },
      ...columnsOf(body),
      sortOrder: (others.at(-1)?.sortOrder ?? 0) + step,
      ...{ createdAt: at, updatedAt: at },
    })
    .execute();
  await replaceAccounts(call, id, body.accountIds ?? null);
  await replacePrices(call, id, body.prices ?? []);
  const made = await getPriceBook(call, id);
  leaveTraces(call, 'created', id, { after: auditable(made) });
  return made;
}

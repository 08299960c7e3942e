import { fieldProblem } from '#domain/field-errors.ts';
import type { PriceBookPatch } from '#domain/price-books.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import {
  auditable,
  columnsOf,
  lockPriceBook,
  replaceAccounts,
  replacePrices,
  requireAccounts,
  requireProducts,
} from '../price-book-lists.ts';
import { getPriceBook, type PriceBook } from '../queries-price-books.ts';
import { leaveTraces, requireFreeName, requireToChange } from '../traces.ts';

/** Changes a price book; its lists of accounts and prices are replaced as wholes. Documents keep their prices. */
export async function changePriceBook(
  call: Call,
  id: string,
  body: PriceBookPatch,
  ifMatch: number | null,
): Promise<PriceBook> {
  requireToChange(call);
  const before = await lockPriceBook(call, id);
  requireVersion(before, ifMatch);
  if (body.name !== undefined) await requireFreeName(call, body.name, id);
  const { validFrom = before.validFrom, validUntil = before.validUntil } = body;
  if (validFrom && validUntil && validUntil < validFrom) {
    throw invalidFields([fieldProblem('validUntil', 'before_start', { start: 'validFrom' })]);
  }
  await requireAccounts(call, body.accountIds ?? [], before.accountIds ?? []);
  await requireProducts(call, body, before);
  await call.database
    .updateTable('priceBook')
    .set({ ...columnsOf(body), version: before.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  if (body.accountIds !== undefined) await replaceAccounts(call, id, body.accountIds);
  if (body.prices !== undefined) await replacePrices(call, id, body.prices);
  const after = await getPriceBook(call, id);
  leaveTraces(call, 'updated', id, { before: auditable(before), after: auditable(after) });
  return after;
}

import type { Call } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { auditable, lockPriceBook, replaceAccounts, replacePrices } from '../price-book-lists.ts';
import { leaveTraces, requireToChange } from '../traces.ts';

/** Removes a price book; documents that took prices from it keep them. */
export async function removePriceBook(call: Call, id: string, ifMatch: number | null): Promise<void> {
  requireToChange(call);
  const book = await lockPriceBook(call, id);
  requireVersion(book, ifMatch);
  await replaceAccounts(call, id, null);
  await replacePrices(call, id, []);
  await call.database.deleteFrom('priceBook').where('orgId', '=', call.orgId).where('id', '=', id).execute();
  leaveTraces(call, 'deleted', id, { before: auditable(book) });
}

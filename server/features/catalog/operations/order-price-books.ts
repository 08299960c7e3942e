import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { listPriceBooks } from '../queries-price-books.ts';
import { leaveTraces, requireToChange } from '../traces.ts';

const step = 10;

/** Puts the price books into another order: the earlier one counts first. Refuses a list that is not all of them. */
export async function orderPriceBooks(call: Call, ids: readonly string[]): Promise<void> {
  requireToChange(call);
  const books = await listPriceBooks(call);
  const all = new Set(books.map(({ id }) => id));
  if (ids.length !== all.size || new Set(ids).size !== ids.length || ids.some((id) => !all.has(id))) {
    throw invalidFields([fieldProblem('ids', 'not_found')]);
  }
  for (const [at, id] of ids.entries()) {
    await call.database
      .updateTable('priceBook')
      .set({ sortOrder: (at + 1) * step })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
  }
  leaveTraces(call, 'ordered', null, { after: { ids } });
}

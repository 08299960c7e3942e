import type { Call } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { composeDocument } from '#records/compose-document.ts';
import type { LineTable } from '#records/document-lines.ts';
import type { Change, Composition, Values } from '#records/kind.ts';
import { keepPrice } from './queries-prices.ts';
import { isFixed, type SubscriptionRow } from './row.ts';

/** The lines of one price: a subscription has as many prices as it had over time. */
export const subscriptionLines: LineTable = { table: 'subscriptionLine', document: 'priceId' };

/**
 * Prices the lines of the price that holds now. Once the first billed day has come it stays as it is, and a change is a
 * price of its own.
 */
export async function composePrice(call: Call, merged: Values, change: Change): Promise<Composition> {
  const current = change.current as SubscriptionRow | null;
  const priceId = current?.priceId ?? newId(call.now.getTime());
  const document = await composeDocument(call, subscriptionLines, merged, {
    ...change,
    current: current && { ...current, id: priceId },
  });
  return {
    ...document,
    columns: { ...document.columns, priceId },
    async write(row) {
      if (current === null || !isFixed(current)) {
        await keepPrice(call, row as SubscriptionRow, { id: priceId, ...document.columns });
      }
      await document.write?.({ ...row, id: priceId });
    },
  };
}

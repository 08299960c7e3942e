import { sql } from 'kysely';
import type { DiscountType } from '#domain/pricing.ts';
import { type Call, instant } from '#platform/access/call.ts';
import type { DocumentTotals } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { firstBilledDay, type SubscriptionRow } from './row.ts';

/** What a price is kept with. */
export type PriceDraft = DocumentTotals & {
  id: string;
  discountType: DiscountType;
  discountValue: string;
  /** The first billed day when absent. */
  validFrom?: string;
};

/** Keeps a price, or writes again the one of this id; its lines are written by the record layer. */
export async function keepPrice(call: Call, row: SubscriptionRow, price: PriceDraft): Promise<void> {
  const { id, validFrom = firstBilledDay(row), ...amounts } = price;
  const { orgId, scopeId, scopePath } = row;
  const written = { validFrom, scopeId, scopePath, ...amounts };
  await call.database
    .insertInto('subscriptionPrice')
    .values({
      orgId,
      id,
      subscriptionId: row.id,
      ...written,
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .onConflict((conflict) => conflict.columns(['orgId', 'id']).doUpdateSet(written))
    .execute();
}

function pricesOf(call: Call, subscriptionId: string) {
  return call.database
    .selectFrom('subscriptionPrice')
    .where('orgId', '=', call.orgId)
    .where('subscriptionId', '=', subscriptionId);
}

/** The price that will hold after the present one, or undefined. */
export function nextPriceOf(call: Call, { id, priceId }: SubscriptionRow) {
  return pricesOf(call, id)
    .selectAll()
    .where(
      'validFrom',
      '>',
      sql<string>`(select held.valid_from from subscription_price held
        where held.org_id = ${call.orgId} and held.id = ${priceId})`,
    )
    .orderBy('validFrom')
    .executeTakeFirst();
}

/** The prices of a subscription, the newest first. */
export function listPrices(call: Call, subscriptionId: string, most: number) {
  return pricesOf(call, subscriptionId).selectAll().orderBy('validFrom', 'desc').limit(most).execute();
}

/** Removes a price that does not hold yet, with its lines. */
export async function removePrice(call: Call, id: string): Promise<void> {
  await call.database
    .deleteFrom('subscriptionLine')
    .where('orgId', '=', call.orgId)
    .where('priceId', '=', id)
    .execute();
  await call.database
    .deleteFrom('subscriptionPrice')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
}

/** Lines of all prices go where their subscription went. */
export async function moveLines(call: Call, { id, scopeId, scopePath }: RecordRow): Promise<void> {
  await call.database
    .updateTable('subscriptionLine')
    .set({ scopeId, scopePath })
    .where('orgId', '=', call.orgId)
    .where('priceId', 'in', pricesOf(call, id).select('id'))
    .execute();
}

import { sql } from 'kysely';
import { type Part, quantityText } from '#domain/line-ledger.ts';
import type { Call } from '#platform/access/call.ts';
import type { LedgerRow } from '../queries-ledger.ts';

/**
 * Notes what more (or, negative, what less) of each sold line is on invoices that count. The rows may be held by the
 * caller or not; the database refuses to charge more than was sold.
 */
export async function chargeLedger(call: Call, changes: ReadonlyMap<string, Part>): Promise<void> {
  const some = [...changes].filter(([, part]) => Object.values(part).some((value) => value !== 0n));
  if (some.length === 0) return;
  const column = (value: (part: Part) => string) => some.map(([, part]) => value(part));
  await sql`
    update line_ledger l set invoiced_quantity = l.invoiced_quantity + c.quantity,
      invoiced_net_minor = l.invoiced_net_minor + c.net,
      invoiced_discount_minor = l.invoiced_discount_minor + c.discount,
      invoiced_tax_minor = l.invoiced_tax_minor + c.tax
    from unnest(${some.map(([id]) => id)}::uuid[], ${column(({ units }) => quantityText(units))}::numeric[],
      ${column(({ netMinor }) => String(netMinor))}::bigint[],
      ${column(({ discountMinor }) => String(discountMinor))}::bigint[],
      ${column(({ taxMinor }) => String(taxMinor))}::bigint[]) as c (id, quantity, net, discount, tax)
    where l.org_id = ${call.orgId} and l.id = c.id`.execute(call.database);
}

/** Notes that rows which the caller holds are ordered as a whole. */
export async function orderLedger(call: Call, rows: readonly LedgerRow[], orderId: string): Promise<void> {
  await sql`update line_ledger set order_id = ${orderId}, ordered_quantity = quantity
    where org_id = ${call.orgId} and id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(call.database);
}

/** Notes what more of each line was delivered, by the ids of rows that the caller holds. */
export async function fulfilLedger(call: Call, units: ReadonlyMap<string, bigint>): Promise<void> {
  await sql`update line_ledger l set fulfilled_quantity = l.fulfilled_quantity + c.quantity
    from unnest(${[...units.keys()]}::uuid[], ${[...units.values()].map(quantityText)}::numeric[]) as c (id, quantity)
    where l.org_id = ${call.orgId} and l.id = c.id`.execute(call.database);
}

/**
 * Takes back what an order that is cancelled has ordered and not delivered. Where nothing was delivered, its quote may be
 * ordered or invoiced anew.
 */
export async function releaseLedger(call: Call, orderId: string, all: boolean): Promise<void> {
  await sql`update line_ledger set ordered_quantity = fulfilled_quantity,
      order_id = case when ${all} and quote_id is not null then null else order_id end
    where org_id = ${call.orgId} and order_id = ${orderId}`.execute(call.database);
}

import { sql } from 'kysely';
import { formatMinor } from '#domain/money.ts';
import { accountKind } from '#features/accounts/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { reachCondition } from '#platform/access/can.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';

/** A customer's credit as it is stored. Minor units. */
export type Credit = {
  id: string;
  invoiceId: string;
  paymentId: string | null;
  creditNoteId: string | null;
  creditDate: string;
  currency: string;
  amountMinor: bigint;
  usedMinor: bigint;
  refundedMinor: bigint;
  availableMinor: bigint;
  createdAt: string;
};

const columns = [
  'customerCredit.id',
  'customerCredit.invoiceId',
  'customerCredit.paymentId',
  'customerCredit.creditNoteId',
  'customerCredit.creditDate',
  'customerCredit.currency',
  'customerCredit.amountMinor',
  'customerCredit.usedMinor',
  'customerCredit.refundedMinor',
  'customerCredit.createdAt',
] as const;

function credits(call: Call) {
  return call.database
    .selectFrom('customerCredit')
    .select(columns)
    .select(sql<bigint>`customer_credit.available_minor`.as('availableMinor'))
    .where('customerCredit.orgId', '=', call.orgId);
}

export async function findCredit(call: Call, id: string): Promise<Credit | null> {
  return (await credits(call).where('customerCredit.id', '=', id).executeTakeFirst()) ?? null;
}

/** The credit, held until the end of the transaction. */
export function lockCredit(call: Call, id: string): Promise<Credit> {
  return credits(call).where('customerCredit.id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function lockCreditOfPayment(call: Call, paymentId: string): Promise<Credit | null> {
  const found = await credits(call).where('paymentId', '=', paymentId).forUpdate().executeTakeFirst();
  return found ?? null;
}

function creditsFor(call: Call, { accountId, entityId, currency }: RecordRow) {
  return credits(call)
    .innerJoin('invoice', (join) =>
      join
        .onRef('invoice.orgId', '=', 'customerCredit.orgId')
        .onRef('invoice.id', '=', 'customerCredit.invoiceId'),
    )
    .where('invoice.accountId', '=', accountId as string)
    .where('invoice.entityId', '=', entityId as string)
    .where('customerCredit.currency', '=', currency as string)
    .where(sql<boolean>`customer_credit.available_minor > 0`);
}

/** What the account of an invoice has to its credit in the same entity and currency, the oldest first, held. */
export function lockCreditsFor(call: Call, invoice: RecordRow, id: string | null): Promise<Credit[]> {
  let query = creditsFor(call, invoice);
  if (id !== null) query = query.where('customerCredit.id', '=', id);
  return query
    .orderBy('customerCredit.creditDate')
    .orderBy('customerCredit.id')
    .forUpdate(['customerCredit'])
    .execute();
}

/** Whether an invoice, which the caller holds, was credited, or left credit that was not all paid back. */
export async function leavesCredit(call: Call, invoiceId: string): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (select from issued_invoice
        where org_id = ${call.orgId} and invoice_id = ${invoiceId} and noted_minor > 0)
      or exists (select from customer_credit
        where org_id = ${call.orgId} and invoice_id = ${invoiceId} and refunded_minor < amount_minor)
      as "left"`.execute(call.database);
  return rows[0]?.left === true;
}

/** How much credit could be set against an invoice, in minor units. */
export async function creditAvailableFor(call: Call, invoice: RecordRow): Promise<bigint> {
  const { available } = await creditsFor(call, invoice)
    .clearSelect()
    .select(sql<string | null>`sum(customer_credit.available_minor)`.as('available'))
    .executeTakeFirstOrThrow();
  return BigInt(available ?? 0);
}

export function presentCredit(credit: Credit): Values {
  const amount = (minor: bigint) => formatMinor(minor, credit.currency);
  const { id, invoiceId, paymentId, creditNoteId, creditDate: date, currency, createdAt } = credit;
  return {
    id,
    source: paymentId ? 'payment' : 'credit_note',
    invoiceId,
    paymentId,
    creditNoteId,
    date,
    currency,
    amount: amount(credit.amountMinor),
    used: amount(credit.usedMinor),
    refunded: amount(credit.refundedMinor),
    available: amount(credit.availableMinor),
    createdAt,
  };
}

const mostCredits = 500;

/** The credits of an account's invoices, as far as the actor sees their payments. */
function creditsOfAccount(call: Call, accountId: string) {
  const query = credits(call)
    .innerJoin('invoice', (join) =>
      join
        .onRef('invoice.orgId', '=', 'customerCredit.orgId')
        .onRef('invoice.id', '=', 'customerCredit.invoiceId'),
    )
    .where('invoice.accountId', '=', accountId);
  const reach = reachCondition(call, 'accounting.payments.view', 'invoice');
  return reach ? query.where(reach) : query;
}

/** The newest of what an account was ever credited, and what is left of all of it by entity and currency. */
export async function creditOfAccount(call: Call, accountId: string) {
  const { id } = await getRecord(call, accountKind, accountId);
  const rows = await creditsOfAccount(call, id)
    .select(['invoice.entityId', 'invoice.number as invoiceNumber'])
    .orderBy('customerCredit.creditDate', 'desc')
    .orderBy('customerCredit.id', 'desc')
    .limit(mostCredits)
    .execute();
  const left = await creditsOfAccount(call, id)
    .clearSelect()
    .select(['invoice.entityId', 'customerCredit.currency'])
    .select(sql<string>`sum(customer_credit.available_minor)`.as('minor'))
    .where(sql<boolean>`customer_credit.available_minor > 0`)
    .groupBy(['invoice.entityId', 'customerCredit.currency'])
    .orderBy('invoice.entityId')
    .orderBy('customerCredit.currency')
    .execute();
  return {
    items: rows.map((row) => ({
      ...presentCredit(row),
      entityId: row.entityId,
      invoiceNumber: row.invoiceNumber,
    })),
    available: left.map(({ entityId, currency, minor }) => ({
      entityId,
      currency,
      amount: formatMinor(BigInt(minor), currency),
    })),
  };
}

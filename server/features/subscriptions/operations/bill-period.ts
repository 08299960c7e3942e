import { isWithinRanges, periodEnd, periodStart } from '#domain/subscription-periods.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { openInvoice } from '#features/invoices/operations/create-invoice.ts';
import { issueInvoice } from '#features/invoices/operations/issue-invoice.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { type Carried, handedOnBy } from '#records/compose-document.ts';
import { type PricedDocumentLine, readLines } from '#records/document-lines.ts';
import { getRecord } from '#records/read-record.ts';
import { writeChange } from '#records/update-record.ts';
import { subscriptionLines } from '../compose-price.ts';
import { subscriptionKind } from '../kind.ts';
import { pausesOf } from '../queries-pauses.ts';
import type { SubscriptionRow } from '../row.ts';

type Period = { number: number; startsOn: CalendarDate; endsOn: CalendarDate };

/** Says which days the lines below it are for, in a way that needs no language. */
function headingOf(
  { title, currency: _ }: SubscriptionRow,
  { startsOn, endsOn }: Period,
): PricedDocumentLine {
  return {
    lineType: 'heading',
    description: `${title} · ${startsOn} – ${endsOn}`,
    quantity: '1',
    unit: null,
    unitPrice: '0',
    taxRate: '0',
    discountPercent: '0',
    sortOrder: 0,
    productId: null,
    unitCost: null,
    optional: false,
    selected: true,
    sourceId: null,
    netMinor: 0n,
    discountMinor: 0n,
    taxMinor: 0n,
    totalMinor: 0n,
  };
}

/** The lines of the price that holds, exactly as they were priced, below the days that they are for. */
async function carriedFrom(call: Call, row: SubscriptionRow, period: Period): Promise<Carried> {
  const sold = await readLines(call, subscriptionLines, row.priceId);
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = row;
  const lines = [
    headingOf(row, period),
    ...sold.filter(({ selected }) => selected).map((line, at) => ({ ...line, sortOrder: at + 1 })),
  ];
  if (lines.reduce((sum, line) => sum + line.totalMinor, 0n) !== totalMinor) {
    throw new Error(`The lines of subscription ${row.id} do not add up to its total.`);
  }
  return { lines, totals: { subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount: lines.length } };
}

/**
 * Makes the invoice of a period, dated today in its entity. The customer may be archived by no rule, but be out of reach by
 * mistake: then it is refused, and the reason stands on the subscription.
 */
async function invoiceOf(
  call: Call,
  row: SubscriptionRow,
  period: Period,
  today: CalendarDate,
): Promise<string> {
  const invoice = await openInvoice(
    call,
    {
      ...handedOnBy(subscriptionKind, row),
      ...(row.paymentTermId === null ? {} : { paymentTermId: row.paymentTermId }),
      ownerId: row.ownerId,
      invoiceDate: today,
      carried: await carriedFrom(call, row, period),
    },
    {
      at: row,
      columns: { subscriptionId: row.id },
      inherited: ['contactId', 'opportunityId', 'ownerId', 'paymentTermId'],
      payload: { subscriptionId: row.id, period: period.number },
    },
  );
  if (!row.autoIssue) return invoice.id;
  const { version } = await getRecord(call, invoiceKind, invoice.id);
  return (await issueInvoice(call, invoice.id, {}, version)).id;
}

/**
 * Bills the next period of a subscription that the caller holds, or notes that it lies in a pause. The row of the period and
 * its invoice are written together; behind the lock stands the constraint `subscription_period_once`.
 */
export async function billPeriod(
  call: Call,
  row: SubscriptionRow,
  today: CalendarDate,
): Promise<{ row: SubscriptionRow; invoiceId: string | null }> {
  const { nextPeriod: number, anchorDate } = row;
  const startsOn = periodStart(anchorDate, row, number);
  const period: Period = { number, startsOn, endsOn: periodEnd(anchorDate, row, number) };
  const pauses = (await pausesOf(call, row.id)).map(({ fromDate, toDate }) => ({
    from: fromDate,
    to: toDate,
  }));
  const paused = isWithinRanges(startsOn, pauses);
  const invoiceId = paused ? null : await invoiceOf(call, row, period, today);
  const { orgId, scopeId, scopePath, priceId } = row;
  await call.database
    .insertInto('subscriptionPeriod')
    .values({
      orgId,
      id: newId(call.now.getTime()),
      subscriptionId: row.id,
      scopeId,
      scopePath,
      ...period,
      outcome: paused ? 'paused' : 'invoiced',
      priceId,
      invoiceId,
      at: instant(call),
    })
    .execute();
  const mended = row.failure === null ? {} : { failure: null, failedAt: null, retryAt: null, retries: 0 };
  const billed = await writeChange(
    call,
    subscriptionKind,
    row,
    { nextPeriod: number + 1, ...mended },
    {
      before: {},
      after: { period: number, startsOn, endsOn: period.endsOn, paused, invoiceId },
      event: paused ? 'subscription.updated' : 'subscription.invoiced',
      payload: { period: number, startsOn, ...(invoiceId ? { invoiceId } : {}) },
    },
  );
  return { row: billed as SubscriptionRow, invoiceId };
}

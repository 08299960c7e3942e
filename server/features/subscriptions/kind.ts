import { z } from 'zod';
import { documentLanguages } from '#domain/document-lines.ts';
import { formatMinor } from '#domain/money.ts';
import { discountTypes } from '#domain/pricing.ts';
import { monthlyRevenue } from '#domain/recurring-revenue.ts';
import { stopsOn } from '#domain/subscription-periods.ts';
import {
  intervals,
  type SubscriptionStatus,
  subscriptionStatus,
  subscriptionStatuses,
} from '#domain/subscriptions.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { attachedTable } from '#records/attached.ts';
import { type RecordKind, type RecordRow, recordKind, type Values } from '#records/kind.ts';
import { composePrice } from './compose-price.ts';
import { prepareSubscription } from './prepare.ts';
import { moveLines } from './queries-prices.ts';
import type { SubscriptionRow } from './row.ts';

attachedTable('subscriptionStatusChange');
attachedTable('subscriptionPrice', 'subscriptionId');
attachedTable('subscriptionPeriod', 'subscriptionId');
attachedTable('subscriptionPause', 'subscriptionId');
attachedTable('subscriptionRevenue', 'subscriptionId');

const computed = { type: 'money', currency: 'currency', readOnly: true } as const;

const isFinal = ({ status }: RecordRow) => subscriptionStatus.isFinal(status as SubscriptionStatus);

/** What a period comes to in a month, before tax, for this subscription alone: of what it costs now, counted or not. */
function monthlyOf(row: RecordRow): string {
  const { interval, intervalCount, subtotalMinor, discountMinor, currency } = row as SubscriptionRow;
  const netMinor = isFinal(row) ? 0n : subtotalMinor - discountMinor;
  return formatMinor(monthlyRevenue([{ interval, intervalCount, netMinor }]), currency);
}

async function derived(_call: Call, rows: readonly RecordRow[]): Promise<Values[]> {
  return rows.map((row) => ({ mrr: monthlyOf(row), failing: row.failure !== null }));
}

function abilities(call: Call, row: RecordRow): Record<string, boolean> {
  const status = row.status as SubscriptionStatus;
  const manage = row.archivedAt === null && may(call, 'accounting.subscriptions.manage', row);
  const open = manage && status !== 'draft' && !isFinal(row);
  return {
    start: manage && status === 'draft',
    pause: open && status === 'active' && stopsOn(row as SubscriptionRow) === null,
    resume: open && status === 'paused',
    cancel: open && row.cancelsOn === null,
    keep: open && row.cancelsOn !== null,
    changePrice: open,
  };
}

export const subscriptionKind: RecordKind = recordKind({
  name: 'subscription',
  table: 'subscription',
  path: '/subscriptions',
  module: 'subscriptions',
  capability: 'accounting.subscriptions',
  titleColumn: 'title',
  subtitleColumn: 'status',
  searchable: true,
  fields: {
    title: { type: 'text', sort: 'required' },
    reference: { type: 'text', filter: true },
    status: { type: 'choice', values: subscriptionStatuses, filter: true, readOnly: true },
    statusChangedAt: { type: 'instant', readOnly: true },
    interval: { type: 'choice', values: intervals, filter: true },
    intervalCount: { type: 'integer' },
    startDate: { type: 'date', filter: true },
    trialEndDate: { type: 'date', filter: true },
    anchorDate: { type: 'date', readOnly: true },
    endDate: { type: 'date', filter: true, sort: 'nullable' },
    billFrom: { type: 'date' },
    nextInvoiceDate: { type: 'date', filter: true, sort: 'nullable', readOnly: true },
    cancelsOn: { type: 'date', filter: true, readOnly: true },
    cancelReason: { type: 'text', readOnly: true },
    entityId: { type: 'reference', to: 'node', filter: true, readOnly: true },
    paymentTermId: { type: 'reference', to: 'paymentTerm', filter: true },
    autoIssue: { type: 'boolean' },
    renewalNoticeDays: { type: 'integer' },
    failure: { type: 'json', readOnly: true, internal: true },
    failedAt: { type: 'instant', readOnly: true },
    retryAt: { type: 'instant', readOnly: true },
    currency: { type: 'text', filter: true },
    discountType: { type: 'choice', values: discountTypes },
    discountValue: { type: 'decimal' },
    subtotal: computed,
    discountTotal: { ...computed, column: 'discountMinor' },
    taxTotal: { ...computed, column: 'taxMinor' },
    total: computed,
    lineCount: { type: 'integer', readOnly: true, internal: true },
    language: { type: 'choice', values: documentLanguages },
    terms: { type: 'text' },
    customerNote: { type: 'text' },
    internalNote: { type: 'text' },
    billingAddress: { type: 'address', column: 'billingAddress' },
    shippingAddress: { type: 'address', column: 'shippingAddress' },
    accountId: { type: 'link', to: 'account', filter: true },
    contactId: { type: 'link', to: 'contact', filter: true },
    opportunityId: { type: 'link', to: 'opportunity', filter: true },
    quoteId: { type: 'link', to: 'quote', filter: true, readOnly: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [row.title as string, row.reference as string | null],
  prepare: prepareSubscription,
  compose: composePrice,
  async written(call, row, { current }) {
    if (current && current.scopePath !== row.scopePath) await moveLines(call, row);
  },
  whyNotEditable(row) {
    if (!isFinal(row)) return null;
    return { detail: 'A subscription that is over is kept as it is.', status: row.status };
  },
  whyNotArchivable(row) {
    if (row.status === 'draft' || isFinal(row)) return null;
    return { detail: 'A running subscription is cancelled before it is archived.', status: row.status };
  },
  derived: { schema: { mrr: z.string(), failing: z.boolean() }, values: derived },
  abilities,
});

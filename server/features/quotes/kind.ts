import { z } from 'zod';
import { approvalStatuses } from '#domain/approvals.ts';
import { documentLanguages } from '#domain/document-lines.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import { formatMinor } from '#domain/money.ts';
import { discountTypes } from '#domain/pricing.ts';
import { invalidFields, type ProblemData } from '#domain/problems.ts';
import { acceptanceMethods, type QuoteStatus, quoteStatus, quoteStatuses } from '#domain/quotes.ts';
import { approvalCondition } from '#features/approvals/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { composeDocument } from '#records/compose-document.ts';
import type { LineTable } from '#records/document-lines.ts';
import { numberedFromDraft } from '#records/document-number.ts';
import {
  type Change,
  type Composition,
  type RecordKind,
  type RecordRow,
  recordKind,
  type Values,
} from '#records/kind.ts';

export const quoteLines: LineTable = { table: 'quoteLine', document: 'quoteId' };

const total = { type: 'money', currency: 'currency', readOnly: true } as const;

/** An estimate while there are no lines; with lines it is the total, and typing it is refused. */
function amountOf(merged: Values, { current, given }: Change, lineCount: number, totalMinor: bigint) {
  const typed = given.amount as string | null | undefined;
  if (lineCount > 0) {
    if (typed !== undefined && typed !== null) {
      throw invalidFields([fieldProblem('amount', 'not_allowed', { because: 'lines' })]);
    }
    return totalMinor;
  }
  if (typed === null) return null;
  const currency = merged.currency as string;
  const before = current?.amountMinor as bigint | null | undefined;
  const kept =
    before === null || before === undefined ? null : formatMinor(before, String(current?.currency));
  const text = typed ?? kept;
  if (text === null) return null;
  const amount = amountToMinor('amount', text, currency);
  if (!amount.ok) throw invalidFields([amount.error]);
  return amount.minor;
}

async function compose(call: Call, merged: Values, change: Change): Promise<Composition> {
  const document = await composeDocument(call, quoteLines, merged, change);
  const { lineCount, totalMinor } = document.columns;
  const amountMinor = amountOf(merged, change, lineCount, totalMinor);
  return {
    ...document,
    columns: {
      ...document.columns,
      amountMinor,
      ...(await numberedFromDraft(call, 'quote', merged, change.current)),
    },
  };
}

function abilities(call: Call, row: RecordRow): Record<string, boolean> {
  const status = row.status as QuoteStatus;
  const live = row.archivedAt === null;
  const open = live && (status === 'sent' || status === 'viewed');
  const untouched = row.invoiceId === null && row.orderId === null && row.subscriptionId === null;
  const sold = live && status === 'accepted' && untouched && may(call, 'crm.quotes.convert', row);
  return {
    send: live && status === 'draft' && may(call, 'crm.quotes.send', row),
    share: live && status !== 'draft' && may(call, 'crm.quotes.send', row),
    resend: open && may(call, 'crm.quotes.send', row),
    cancelSend: live && row.scheduledAt !== null && may(call, 'crm.quotes.send', row),
    decide: open && may(call, 'crm.quotes.decide', row),
    revise:
      live &&
      quoteStatus.canMove(status, 'revised') &&
      may(call, 'crm.quotes.revise', row) &&
      may(call, 'crm.quotes.create', row),
    convert: sold && may(call, 'accounting.invoices.create', row),
    convertToOrder: sold && may(call, 'crm.orders.create', row),
    subscribe: sold && may(call, 'accounting.subscriptions.create', row),
  };
}

/** What is set to go out at a time says what it says now. */
function whyScheduled({ status, scheduledAt }: RecordRow): ProblemData | null {
  if (scheduledAt === null || scheduledAt === undefined) return null;
  return {
    detail: 'The quote is set to be sent at a time. Take that back to change it.',
    status: status as string,
    scheduledAt: scheduledAt as string,
  };
}

export const quoteKind: RecordKind = recordKind({
  name: 'quote',
  table: 'quote',
  path: '/quotes',
  module: 'crm',
  capability: 'crm.quotes',
  titleColumn: 'title',
  subtitleColumn: 'number',
  searchable: true,
  fields: {
    title: { type: 'text', sort: 'required' },
    number: { type: 'text', filter: true },
    description: { type: 'text' },
    reference: { type: 'text', filter: true },
    status: { type: 'choice', values: quoteStatuses, filter: true, readOnly: true },
    statusChangedAt: { type: 'instant', readOnly: true },
    scheduledAt: { type: 'instant', filter: true, readOnly: true },
    validUntil: { type: 'date', filter: true },
    currency: { type: 'text', filter: true },
    // Set by the composition: with lines it is their total.
    amount: { type: 'money', currency: 'currency', readOnly: true },
    discountType: { type: 'choice', values: discountTypes },
    discountValue: { type: 'decimal' },
    subtotal: total,
    discountTotal: { ...total, column: 'discountMinor' },
    taxTotal: { ...total, column: 'taxMinor' },
    total,
    lineCount: { type: 'integer', readOnly: true, internal: true },
    language: { type: 'choice', values: documentLanguages },
    terms: { type: 'text' },
    customerNote: { type: 'text' },
    internalNote: { type: 'text' },
    billingAddress: { type: 'address', column: 'billingAddress' },
    shippingAddress: { type: 'address', column: 'shippingAddress' },
    customer: { type: 'json', readOnly: true, internal: true },
    seller: { type: 'json', readOnly: true, internal: true },
    leadId: { type: 'link', to: 'lead', filter: true },
    opportunityId: { type: 'link', to: 'opportunity', filter: true },
    accountId: { type: 'link', to: 'account', filter: true },
    contactId: { type: 'link', to: 'contact', filter: true },
    versionNumber: { type: 'integer', readOnly: true },
    revisionOfId: { type: 'link', to: 'quote', filter: true, readOnly: true },
    acceptanceMethod: { type: 'choice', values: acceptanceMethods, readOnly: true },
    decisionNote: { type: 'text', readOnly: true },
    decidedByName: { type: 'text', readOnly: true },
    decidedAt: { type: 'instant', filter: true, readOnly: true },
    changesRequestedAt: { type: 'instant', readOnly: true },
    changesRequestedNote: { type: 'text', readOnly: true },
    changesRequestedByName: { type: 'text', readOnly: true },
    orderId: { type: 'link', to: 'order', filter: true, readOnly: true },
    subscriptionId: { type: 'link', to: 'subscription', filter: true, readOnly: true },
    invoiceId: { type: 'link', to: 'invoice', filter: true, readOnly: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [row.number as string, row.title as string, row.reference as string | null],
  uniques: { quote_number_once: 'number' },
  dependents: [
    { table: 'salesOrder', column: 'quoteId', kind: 'order' },
    { table: 'invoice', column: 'quoteId', kind: 'invoice' },
  ],
  compose,
  filters: {
    // Where the newest question to the approvers stands; `mine` are those that wait for one's own word.
    approval: {
      schema: z.enum([...approvalStatuses, 'mine']),
      condition: async (call, wanted) => approvalCondition(call, 'quote', wanted as string),
    },
  },
  whyNotArchivable: whyScheduled,
  whyNotEditable(row) {
    const { status } = row;
    if (status === 'draft') return whyScheduled(row);
    return { detail: 'Only a draft is edited. Revise the quote to change it.', status };
  },
  abilities,
});

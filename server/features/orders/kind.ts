import { z } from 'zod';
import { documentLanguages, type LineBody } from '#domain/document-lines.ts';
import { type FieldErrorCode, fieldProblem } from '#domain/field-errors.ts';
import { type OrderStatus, orderProgress, orderStatus, orderStatuses } from '#domain/orders.ts';
import { discountTypes } from '#domain/pricing.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { attachedTable } from '#records/attached.ts';
import { withoutPadding } from '#records/columns.ts';
import { type Carried, composeDocument } from '#records/compose-document.ts';
import { type DocumentLine, type LineTable, linesFrom, readLines } from '#records/document-lines.ts';
import { numberedFromDraft } from '#records/document-number.ts';
import { todayAt } from '#records/entity-calendar.ts';
import {
  type Change,
  type Composition,
  type RecordKind,
  type RecordRow,
  recordKind,
  type Values,
} from '#records/kind.ts';
import { progressOfOrders } from './queries-ledger.ts';

export const orderLines: LineTable = { table: 'salesOrderLine', document: 'orderId' };

attachedTable('salesOrderStatusChange');
attachedTable('orderFulfilment', 'orderId');
attachedTable('orderFulfilmentLine', 'orderId');

const computed = { type: 'money', currency: 'currency', readOnly: true } as const;

/** What a line says; where it stands, what it was sold as, and what it costs the company, which not everybody sees, left out. */
function saying({ sortOrder: _, sourceId: __, ...line }: DocumentLine) {
  const { description, quantity, unit, unitPrice, taxRate, discountPercent, lineType } = line;
  const { productId, optional } = line;
  return JSON.stringify([
    [description, quantity, unit, unitPrice, taxRate],
    [discountPercent, lineType, productId, optional],
  ]);
}

/** The lines of an order from a quote are those that the customer accepted, to the minor unit. */
async function keptFromQuote(call: Call, merged: Values, { current, given }: Change): Promise<Carried> {
  const row = current as RecordRow & Carried['totals'];
  const lines = await readLines(call, orderLines, row.id);
  const problems: FieldProblem[] = [];
  const refuse = (field: string, code: FieldErrorCode = 'not_allowed') =>
    problems.push(fieldProblem(field, code, { because: 'quote' }));
  if (given.lines !== undefined) {
    const wanted = linesFrom(given.lines as LineBody[]).map(saying);
    if (JSON.stringify(wanted) !== JSON.stringify(lines.map(saying))) refuse('lines');
  }
  if (merged.currency !== row.currency) refuse('currency');
  if (merged.discountType !== row.discountType) refuse('discountType');
  const value = (of: Values) => withoutPadding(String(of.discountValue ?? '0'));
  if (value(merged) !== value(row)) refuse('discountValue');
  if (problems.length > 0) throw invalidFields(problems);
  const { subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount } = row;
  return { lines, totals: { subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount } };
}

/** Nobody types what a line was sold as: the ledger gives it. */
function refuseSources(given: Values): void {
  const lines = (given.lines as LineBody[] | undefined) ?? [];
  const problems = lines.flatMap(({ sourceId }, at) =>
    sourceId ? [fieldProblem(`lines.${at}.sourceId`, 'not_allowed')] : [],
  );
  if (problems.length > 0) throw invalidFields(problems);
}

async function compose(call: Call, merged: Values, change: Change): Promise<Composition> {
  const { current, given } = change;
  const kept = current !== null && current.quoteId !== null;
  if (!kept && given.carried === undefined) refuseSources(given);
  const carried = kept ? { carried: await keptFromQuote(call, merged, change) } : {};
  const document = await composeDocument(call, orderLines, merged, {
    current,
    given: { ...given, ...carried },
  });
  const number = await numberedFromDraft(call, 'order', merged, current);
  return { ...document, columns: { ...document.columns, ...number } };
}

/** Whether a customer may get it: nothing is promised by a draft, nor any more by one that is cancelled. */
export function isSendable({ status, confirmedAt, archivedAt }: RecordRow): boolean {
  return confirmedAt !== null && status !== 'cancelled' && archivedAt === null;
}

function abilities(call: Call, row: RecordRow): Record<string, boolean> {
  const status = row.status as OrderStatus;
  const live = row.archivedAt === null;
  const open = live && (status === 'confirmed' || status === 'partly_fulfilled');
  return {
    confirm: live && status === 'draft' && may(call, 'crm.orders.confirm', row),
    cancel: live && orderStatus.canMove(status, 'cancelled') && may(call, 'crm.orders.confirm', row),
    fulfil: open && may(call, 'crm.orders.fulfil', row),
    send: isSendable(row) && may(call, 'crm.orders.send', row),
    share: live && row.confirmedAt !== null && may(call, 'crm.orders.send', row),
    convert:
      live &&
      row.confirmedAt !== null &&
      may(call, 'crm.orders.convert', row) &&
      may(call, 'accounting.invoices.create', row),
  };
}

export const orderKind: RecordKind = recordKind({
  name: 'order',
  table: 'salesOrder',
  path: '/orders',
  module: 'crm',
  capability: 'crm.orders',
  titleColumn: 'title',
  subtitleColumn: 'number',
  searchable: true,
  fields: {
    title: { type: 'text', sort: 'required' },
    number: { type: 'text', filter: true },
    reference: { type: 'text', filter: true },
    status: { type: 'choice', values: orderStatuses, filter: true, readOnly: true },
    statusChangedAt: { type: 'instant', readOnly: true },
    orderDate: { type: 'date', filter: true, sort: 'required' },
    deliveryDate: { type: 'date', filter: true, sort: 'nullable' },
    confirmedAt: { type: 'instant', filter: true, readOnly: true },
    sentAt: { type: 'instant', readOnly: true },
    cancelReason: { type: 'text', readOnly: true },
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
    customer: { type: 'json', readOnly: true, internal: true },
    seller: { type: 'json', readOnly: true, internal: true },
    accountId: { type: 'link', to: 'account', filter: true },
    contactId: { type: 'link', to: 'contact', filter: true },
    opportunityId: { type: 'link', to: 'opportunity', filter: true },
    quoteId: { type: 'link', to: 'quote', filter: true, readOnly: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [row.number as string, row.title as string, row.reference as string | null],
  uniques: { order_number_once: 'number' },
  dependents: [{ table: 'invoice', column: 'orderId', kind: 'invoice' }],
  prepare: async (call, merged) => ({
    orderDate: merged.orderDate ?? (await todayAt(call, merged.scopeId as string)),
  }),
  compose,
  whyNotEditable({ status }) {
    if (status === 'draft') return null;
    return { detail: 'Only a draft is edited. Cancel the order, or note what is delivered.', status };
  },
  whyNotArchivable({ status, quoteId }) {
    if (status === 'cancelled' || (status === 'draft' && quoteId === null)) return null;
    return { detail: 'Cancel the order first; then it can be archived.', status };
  },
  derived: {
    schema: {
      fulfilment: z.enum(orderProgress),
      invoicing: z.enum(orderProgress),
      invoicedTotal: z.string(),
    },
    values: progressOfOrders,
  },
  abilities,
});

import { type Expression, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Capability } from '#domain/capabilities.ts';
import { documentLanguages } from '#domain/document-lines.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import {
  dueAfterInvoiceDate,
  type InvoiceStatus,
  invoiceStatus,
  invoiceStatuses,
  isOverdue,
} from '#domain/invoices.ts';
import { discountTypes } from '#domain/pricing.ts';
import { invalidFields, type ProblemData } from '#domain/problems.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import type { LineTable } from '#records/document-lines.ts';
import { entityTimeZones } from '#records/entity-calendar.ts';
import { type Change, type RecordKind, type RecordRow, recordKind, type Values } from '#records/kind.ts';
import { requireSeries } from '#records/numbering.ts';
import { entityIdAt } from '#records/scope.ts';
import { composeInvoice } from './compose-invoice.ts';
import { freeSale, retakeSale } from './sold-lines.ts';

export const invoiceLines: LineTable = { table: 'invoiceLine', document: 'invoiceId' };

const computed = { type: 'money', currency: 'currency', readOnly: true } as const;

/** The entity that invoices is the one at or above the invoice's node; nothing above all entities can invoice. */
async function prepare(call: Call, merged: Values, { current }: Change): Promise<Values> {
  const entityId = await entityIdAt(call, merged.scopeId as string);
  if (entityId === null) throw invalidFields([fieldProblem('scope.entityId', 'required')]);
  if (!dueAfterInvoiceDate(merged)) throw invalidFields([fieldProblem('dueDate', 'before_start')]);
  const code = merged.seriesCode as string | null | undefined;
  const chosen = code && (code !== current?.seriesCode || entityId !== current.entityId);
  if (chosen) await requireSeries(call, entityId, code);
  return { entityId };
}

function whyNotDraft({ status }: RecordRow): ProblemData | null {
  if (status === 'draft') return null;
  return { detail: 'An issued invoice is kept as it is. Void it, or record a payment.', status };
}

/** Nothing that was paid, credited or written off stands on an invoice that is void. */
export function mayBeVoided(invoice: RecordRow): boolean {
  const untouched = [
    invoice.paidMinor,
    invoice.creditUsedMinor,
    invoice.creditedMinor,
    invoice.writtenOffMinor,
  ];
  return (
    invoiceStatus.canMove(invoice.status as InvoiceStatus, 'void') && untouched.every((minor) => minor === 0n)
  );
}

/** Today's date in each entity. */
async function todayByEntity(call: Call): Promise<Map<string, string>> {
  const zones = await entityTimeZones(call);
  return new Map([...zones].map(([entityId, zone]) => [entityId, today(call.now, zone)]));
}

async function overdueOf(call: Call, rows: readonly RecordRow[]): Promise<Values[]> {
  const todays = await todayByEntity(call);
  return rows.map((row) => ({
    overdue: isOverdue(
      row.status as InvoiceStatus,
      row.dueDate as string | null,
      todays.get(row.entityId as string) ?? '',
    ),
  }));
}

/** The same rule as `isOverdue`, for lists: entities that have the same date share a range of the index. */
export async function overdueCondition(call: Call, wanted: unknown): Promise<Expression<SqlBool>> {
  const entitiesByDate = new Map<string, string[]>();
  for (const [entityId, date] of await todayByEntity(call)) {
    entitiesByDate.set(date, [...(entitiesByDate.get(date) ?? []), entityId]);
  }
  const alone = entitiesByDate.size === 1;
  const late = [...entitiesByDate].map(([date, entities]) =>
    alone
      ? sql<SqlBool>`invoice.due_date < ${date}`
      : sql<SqlBool>`(invoice.due_date < ${date} and invoice.entity_id in (${sql.join(entities)}))`,
  );
  const overdue = sql<SqlBool>`(invoice.status in ('issued', 'partially_paid') and invoice.due_date is not null
    and (${sql.join(late, sql` or `)}))`;
  return wanted === true ? overdue : sql<SqlBool>`not ${overdue}`;
}

export const invoiceKind: RecordKind = recordKind({
  name: 'invoice',
  table: 'invoice',
  path: '/invoices',
  module: 'accounting',
  capability: 'accounting.invoices',
  titleColumn: 'displayName',
  subtitleColumn: 'status',
  searchable: true,
  fields: {
    number: { type: 'text', filter: true, readOnly: true },
    series: { type: 'text', column: 'seriesCode', filter: true },
    title: { type: 'text' },
    // The number or, until there is one, the title: what names an invoice to people.
    displayName: { type: 'text', readOnly: true, internal: true },
    reference: { type: 'text', filter: true },
    status: { type: 'choice', values: invoiceStatuses, filter: true, readOnly: true },
    statusChangedAt: { type: 'instant', readOnly: true },
    entityId: { type: 'reference', to: 'node', filter: true, readOnly: true },
    invoiceDate: { type: 'date', filter: true },
    dueDate: { type: 'date', filter: true, sort: 'nullable' },
    paymentTermId: { type: 'reference', to: 'paymentTerm', filter: true },
    issuedAt: { type: 'instant', filter: true, readOnly: true },
    sentAt: { type: 'instant', filter: true, readOnly: true },
    voidReason: { type: 'text', readOnly: true },
    currency: { type: 'text', filter: true },
    discountType: { type: 'choice', values: discountTypes },
    discountValue: { type: 'decimal' },
    subtotal: computed,
    discountTotal: { ...computed, column: 'discountMinor' },
    taxTotal: { ...computed, column: 'taxMinor' },
    total: computed,
    paid: computed,
    creditUsed: computed,
    credited: computed,
    writtenOff: computed,
    balance: computed,
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
    subscriptionId: { type: 'link', to: 'subscription', filter: true, readOnly: true },
    orderId: { type: 'link', to: 'order', filter: true, readOnly: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [
    row.number as string | null,
    row.title as string | null,
    row.reference as string | null,
  ],
  dependents: [
    { table: 'payment', column: 'invoiceId', kind: 'payment' },
    { table: 'creditNote', column: 'invoiceId', kind: 'credit_note' },
  ],
  prepare,
  uniques: { quote_has_one_draft_invoice: 'quoteId' },
  compose: (call, merged, change) => composeInvoice(call, invoiceLines, merged, change),
  whenArchiving: async (call, row, to) => {
    if (to === 'restored') return retakeSale(call, invoiceLines, row);
    await freeSale(call, invoiceLines, row);
    return {};
  },
  whyNotEditable: whyNotDraft,
  whyNotArchivable: whyNotDraft,
  filters: {
    overdue: {
      schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
      condition: overdueCondition,
    },
  },
  derived: { schema: { overdue: z.boolean() }, values: overdueOf },
  abilities(call, row) {
    const status = row.status as InvoiceStatus;
    const live = row.archivedAt === null;
    const due = status === 'issued' || status === 'partially_paid';
    const stands = due || status === 'paid';
    const able = (capability: Capability) => live && may(call, capability, row);
    return {
      issue: live && status === 'draft' && may(call, 'accounting.invoices.issue', row),
      void: mayBeVoided(row) && able('accounting.invoices.void'),
      send: status !== 'draft' && status !== 'void' && able('accounting.invoices.send'),
      share: status !== 'draft' && able('accounting.invoices.send'),
      pay: due && able('accounting.payments.create'),
      applyCredit: due && able('accounting.payments.create'),
      writeOff: due && able('accounting.invoices.write_off'),
      reverseWriteOff: stands && row.writtenOffMinor !== 0n && able('accounting.invoices.write_off'),
      credit: stands && row.totalMinor !== 0n && able('accounting.credit_notes.create'),
    };
  },
});

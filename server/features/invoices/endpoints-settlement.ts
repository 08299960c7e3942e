import { z } from 'zod';
import {
  applyCreditBody,
  invoiceEntryKinds,
  refundBody,
  writeOffBody,
  writeOffReversalBody,
} from '#domain/invoices.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { RecordRow } from '#records/kind.ts';
import { presentRecord } from '#records/present.ts';
import { idParams, presentDetail } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { invoiceKind } from './kind.ts';
import { applyCredit } from './operations/apply-credit.ts';
import { refundCredit } from './operations/refund-credit.ts';
import { refundPayment } from './operations/refund-payment.ts';
import { reverseWriteOff } from './operations/reverse-write-off.ts';
import { writeOffInvoice } from './operations/write-off-invoice.ts';
import { paymentKind } from './payment-kind.ts';
import { invoiceAnswer, summarySchema } from './present.ts';
import { invoiceDetail, invoiceSummary } from './queries.ts';
import { creditOfAccount, presentCredit } from './queries-credit.ts';
import { entriesOf } from './queries-entries.ts';
import { receivablesOfOpportunity, receivablesOfQuote } from './queries-receivables.ts';

const common = { tag: 'invoices', module: 'accounting', params: idParams } as const;
const amount = z.string();
const itemsOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });
const id = z.uuid();

const present = (call: Call, row: RecordRow) =>
  presentDetail(call, invoiceKind, row, { detail: invoiceDetail });

const credit = {
  id,
  source: z.enum(['payment', 'credit_note']),
  invoiceId: id,
  paymentId: id.nullable(),
  creditNoteId: id.nullable(),
  date: z.string(),
  currency: z.string(),
  amount,
  used: amount,
  refunded: amount,
  available: amount,
  createdAt: z.string(),
};

const entry = z.object({
  id,
  kind: z.enum(invoiceEntryKinds),
  date: z.string(),
  currency: z.string(),
  amount,
  fromCredit: amount,
  paymentId: id.nullable(),
  creditId: id.nullable(),
  creditNoteId: id.nullable(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
  createdAt: z.string(),
  createdBy: id.nullable(),
});

const receivables = itemsOf(
  z.object({
    currency: z.string(),
    invoices: z.int(),
    invoiced: amount,
    paid: amount,
    credited: amount,
    writtenOff: amount,
    outstanding: amount,
    overdue: amount,
  }),
);

const invoiceSteps: Endpoint[] = [
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/invoices/:id/apply-credit',
    summary: "Set the customer's credit against an invoice that is due.",
    capability: 'accounting.payments.create',
    body: applyCreditBody,
    answer: invoiceAnswer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await applyCredit(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/invoices/:id/write-off',
    summary: 'Write off what is still due on an invoice, or a part of it, for a reason.',
    capability: 'accounting.invoices.write_off',
    body: writeOffBody,
    answer: invoiceAnswer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await writeOffInvoice(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'write',
    path: '/invoices/:id/reverse-write-off',
    summary: 'Take back what was written off: it is due again.',
    capability: 'accounting.invoices.write_off',
    body: writeOffReversalBody,
    answer: invoiceAnswer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await reverseWriteOff(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'GET',
    access: 'read',
    path: '/invoices/:id/entries',
    summary: 'What changed the balance of an invoice beside its payments, the newest first.',
    capability: 'accounting.payments.view',
    answer: itemsOf(entry),
    run: async (call, { params }) => ({ items: await entriesOf(call, params.id) }),
  }),
];

const refunds: Endpoint[] = [
  endpoint({
    ...common,
    tag: 'payments',
    method: 'POST',
    access: 'write',
    path: '/payments/:id/refund',
    summary:
      'Pay a customer back out of a payment: its unused credit first, then what it put on the invoice.',
    capability: 'accounting.payments.refund',
    body: refundBody,
    answer: recordSchema(paymentKind, { invoice: summarySchema }),
    async run(call, { params, body, ifMatch }) {
      const { payment, invoice } = await refundPayment(call, params.id, body, ifMatch);
      return { ...(await presentRecord(call, paymentKind, payment)), invoice: invoiceSummary(invoice) };
    },
  }),
  endpoint({
    ...common,
    tag: 'payments',
    method: 'POST',
    access: 'write',
    path: '/credits/:id/refund',
    summary: "Pay a customer's credit out to them.",
    capability: 'accounting.payments.refund',
    body: refundBody,
    answer: z.object(credit),
    run: async (call, { params, body }) => presentCredit((await refundCredit(call, params.id, body)).credit),
  }),
  endpoint({
    ...common,
    tag: 'payments',
    method: 'GET',
    access: 'read',
    path: '/accounts/:id/credit',
    summary: 'What a customer was credited, and what is left of it by entity and currency.',
    capability: 'accounting.payments.view',
    answer: z.object({
      items: z.array(z.object({ ...credit, entityId: id, invoiceNumber: z.string().nullable() })),
      available: z.array(z.object({ entityId: id, currency: z.string(), amount })),
    }),
    run: (call, { params }) => creditOfAccount(call, params.id),
  }),
];

const sums: Endpoint[] = [
  endpoint({
    params: idParams,
    tag: 'opportunities',
    module: 'crm',
    method: 'GET',
    access: 'read',
    path: '/opportunities/:id/receivables',
    summary: 'How a deal is paid, by currency: sums only, for whoever sees the deal.',
    capability: 'crm.opportunities.view',
    answer: receivables,
    run: async (call, { params }) => ({ items: await receivablesOfOpportunity(call, params.id) }),
  }),
  endpoint({
    params: idParams,
    tag: 'quotes',
    module: 'crm',
    method: 'GET',
    access: 'read',
    path: '/quotes/:id/receivables',
    summary: 'How what a quote became is paid, by currency: sums only, for whoever sees the quote.',
    capability: 'crm.quotes.view',
    answer: receivables,
    run: async (call, { params }) => ({ items: await receivablesOfQuote(call, params.id) }),
  }),
];

export const settlementEndpoints: Endpoint[] = [...invoiceSteps, ...refunds, ...sums];

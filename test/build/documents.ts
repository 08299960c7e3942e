import assert from 'node:assert/strict';
import type { Scope } from '#domain/scope.ts';
import type { Answer, Api } from './api.ts';

/** A refusal, as far as tests look into one. */
export type Refusal = {
  code: string;
  capability: string;
  from: string;
  allowed: string[];
  balance: string;
  errors?: { path: string; code: string }[];
};

type Line = { sourceId: string | null; lineType: string; sortOrder: number; unit: string | null } & Record<
  'id' | 'description' | 'quantity' | 'unitPrice' | 'net' | 'discount' | 'tax' | 'total',
  string
> & { productId: string | null; unitCost: string | null; optional: boolean; selected: boolean };
type Sums = Record<'subtotal' | 'discountTotal' | 'taxTotal' | 'total', string>;
type Party = { name: string; taxNumber: string | null };

type Document = Refusal &
  Sums & {
    id: string;
    number: string;
    status: string;
    version: number;
    currency: string;
    title: string | null;
    ownerId: string | null;
    scope: Scope;
    accountId: string | null;
    contactId: string | null;
    opportunityId: string | null;
    discountValue: string;
    billingAddress: { city: string } | null;
    customer: Party | null;
    seller: Party | null;
    lines: Line[];
    abilities: Record<string, boolean>;
  };

export type InvoiceSummary = Pick<InvoiceWire, 'id' | 'number' | 'status' | 'total' | 'paid' | 'balance'>;

export type QuoteWire = Document & {
  amount: string | null;
  versionNumber: number;
  revisionOfId: string | null;
  supersededById: string | null;
  acceptanceMethod: string | null;
  decisionNote: string | null;
  decidedAt: string | null;
  orderId: string | null;
  invoiceId: string | null;
  invoice: InvoiceSummary | null;
};

export type InvoiceWire = Document & {
  entityId: string;
  orderId: string | null;
  quoteId: string | null;
  paymentTermId: string | null;
  invoiceDate: string | null;
  dueDate: string | null;
  paid: string;
  creditUsed: string;
  credited: string;
  writtenOff: string;
  balance: string;
  creditAvailable: string | null;
  series: string | null;
  overdue: boolean;
  displayName: string;
};

export type OrderLineWire = Line & {
  id: string;
  lineType: string;
  sourceId: string | null;
  fulfilledQuantity: string | null;
  invoicedQuantity: string | null;
  toFulfil: string | null;
  toInvoice: string | null;
};

export type OrderWire = Omit<Document, 'lines'> & {
  quoteId: string | null;
  orderDate: string;
  deliveryDate: string | null;
  confirmedAt: string | null;
  cancelReason: string | null;
  fulfilment: string;
  invoicing: string;
  invoicedTotal: string;
  lines: OrderLineWire[];
  deliveries: { date: string; note: string | null; lines: { lineId: string; quantity: string }[] }[];
  invoices: InvoiceSummary[];
};

export type PaymentWire = Refusal & {
  id: string;
  amount: string;
  keptAsCredit: string;
  refunded: string;
  date: string;
  invoiceId: string;
  ownerId: string | null;
  abilities: Record<string, boolean>;
  invoice: InvoiceSummary;
};

export type TimelineWire = {
  items: { kind: string; before: Record<string, unknown>; after: Record<string, unknown> }[];
};

/** What a refusal says of its fields, as `path: code`. */
export function fieldCodes(body: Pick<Refusal, 'errors'>): string[] {
  return (body.errors ?? []).map(({ path, code }) => `${path}: ${code}`);
}

/** The body of an answer that must have the status. */
export function bodyOf<Body>(answer: Answer<Body>, status = 200): Body {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  return answer.body;
}

export const consulting = {
  description: 'Consulting',
  quantity: 2,
  unit: 'day',
  unitPrice: '500',
  taxRate: '19',
};

/** The steps of a sale on documents, through the API, all in one scope. */
export function documentsIn(api: Api, scope: Scope) {
  const make = async (path: string, body: object): Promise<string> =>
    bodyOf(await api.post<{ id: string }>(path, { scope, ...body }), 201).id;
  const moveQuote = (id: string, status: string, more: object = {}) =>
    api.post<QuoteWire>(`/quotes/${id}/status`, { status, ...more });
  const getQuote = async (id: string) => bodyOf(await api.get<QuoteWire>(`/quotes/${id}`));
  const makeQuote = async (body: object = {}) =>
    getQuote(await make('/quotes', { title: 'Website', lines: [consulting], ...body }));
  const getOrder = async (id: string) => bodyOf(await api.get<OrderWire>(`/orders/${id}`));
  const actOnOrder =
    (verb: string) =>
    (id: string, body: object = {}, headers: Record<string, string> = {}) =>
      api.post<OrderWire>(`/orders/${id}/${verb}`, body, headers);
  const getInvoice = async (id: string) => bodyOf(await api.get<InvoiceWire>(`/invoices/${id}`));
  return {
    make,
    moveQuote,
    getQuote,
    makeQuote,
    acceptedQuote: async (body: object = {}) => {
      const { id } = await makeQuote(body);
      bodyOf(await moveQuote(id, 'sent'));
      return bodyOf(await moveQuote(id, 'accepted'));
    },
    convert: (quoteId: string, body: object = {}, headers: Record<string, string> = {}) =>
      api.post<{ invoice: InvoiceWire } & Refusal>(`/quotes/${quoteId}/convert-to-invoice`, body, headers),
    getOrder,
    makeOrder: async (body: object = {}) =>
      getOrder(await make('/orders', { title: 'Delivery', lines: [consulting], ...body })),
    convertToOrder: (quoteId: string, headers: Record<string, string> = {}) =>
      api.post<{ order: OrderWire } & Refusal>(`/quotes/${quoteId}/convert-to-order`, undefined, headers),
    confirmOrder: actOnOrder('confirm'),
    fulfilOrder: actOnOrder('fulfil'),
    cancelOrder: actOnOrder('cancel'),
    invoiceOrder: (orderId: string, body: object = {}, headers: Record<string, string> = {}) =>
      api.post<{ invoice: InvoiceWire } & Refusal>(`/orders/${orderId}/convert-to-invoice`, body, headers),
    voidInvoice: (id: string, reason = 'Mistake') =>
      api.post<InvoiceWire>(`/invoices/${id}/void`, { reason }),
    getInvoice,
    makeInvoice: async (body: object = {}) =>
      getInvoice(await make('/invoices', { title: 'Work', lines: [consulting], ...body })),
    issue: (id: string, body: object = {}, headers: Record<string, string> = {}) =>
      api.post<InvoiceWire>(`/invoices/${id}/issue`, body, headers),
    pay: (id: string, body: object, headers: Record<string, string> = {}) =>
      api.post<PaymentWire>(`/invoices/${id}/payments`, { method: 'bank_transfer', ...body }, headers),
  };
}

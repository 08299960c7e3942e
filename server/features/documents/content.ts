import type { DocumentLanguage, LineType } from '#domain/document-lines.ts';
import type { DiscountType } from '#domain/pricing.ts';
import type { DocumentLayout, PrintedKind } from '#domain/templates.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';

/** What can be put on paper; the words of each stand in `words.ts`. */
export type DocumentKind = PrintedKind;

export type PostalAddress = {
  street?: string | null;
  city?: string | null;
  region?: string | null;
  postalCode?: string | null;
  /** ISO 3166-1 alpha-2; printed as its name in the document's language. */
  country?: string | null;
};

/** Who sells or buys, as it was when the document was fixed. */
export type DocumentParty = {
  name: string | null;
  legalName?: string | null;
  taxNumber?: string | null;
  registrationNumber?: string | null;
  email?: string | null;
  phone?: string | null;
  website?: string | null;
  address?: PostalAddress | null;
  contact?: { name: string | null; email?: string | null; phone?: string | null } | null;
};

export const factKeys = [
  'date',
  'validUntil',
  'dueDate',
  'deliveryDate',
  'reference',
  'paymentTerms',
  'quoteNumber',
  'orderNumber',
  'invoiceNumber',
  'reason',
  'periodStart',
  'periodEnd',
] as const;

export type FactKey = (typeof factKeys)[number];

/** One line of the facts beside the customer; a date is a calendar date, written out in the document's language. */
export type DocumentFact = { key: FactKey; type: 'date' | 'text'; value: string };

/** Amounts are decimal strings with the currency's decimals; quantity, price and rates are canonical decimals. */
export type ContentLine = {
  /** Null where it is not stored: in the preview of a draft that nobody saved. */
  id: string | null;
  lineType: LineType;
  description: string;
  quantity: string;
  unit: string | null;
  unitPrice: string;
  discountPercent: string;
  taxRate: string;
  net: string;
  discount: string;
  tax: string;
  total: string;
  optional: boolean;
  /** Whether it counts in the totals. */
  selected: boolean;
};

export type ContentTotals = { subtotal: string; discount: string; tax: string; total: string };

/** What of the total is taxed at one rate; `base` is after all discounts. */
export type ContentTax = { rate: string; base: string; tax: string };

/** One line of a statement of account. */
export type StatementEntry = {
  date: string;
  /** What it is: a number with the kind it names. */
  kind: 'opening' | 'invoice' | 'credit_note' | 'payment' | 'refund' | 'write_off';
  number: string | null;
  reference: string | null;
  dueDate: string | null;
  /** Adds to what is owed, or null. */
  charge: string | null;
  /** Lowers what is owed, or null. */
  credit: string | null;
  balance: string;
};

export type ContentStatement = {
  entries: StatementEntry[];
  opening: string;
  closing: string;
  /** What is due by age; the first is not due yet. */
  ageing: { notDue: string; days30: string; days60: string; days90: string; older: string } | null;
};

/** A text in each of the languages that it was written in. */
export type Translated = { en?: string | null; ar?: string | null };

export type DocumentBranding = {
  /** A stored object that is never replaced: a new logo has a new key. */
  logo: { key: string; contentType: 'image/png' | 'image/jpeg' } | null;
  /** `#rrggbb`, or null for the layout's own colour. */
  accent: string | null;
  footer: Translated;
  bankDetails: string | null;
};

export type DocumentTexts = {
  /** Instead of the name of the kind: "Pro forma invoice". */
  heading: Translated;
  opening: Translated;
  closing: Translated;
  terms: Translated;
};

/**
 * Everything that a customer's copy of a document shows, as plain data: no internal note, no cost, no owner. It is kept as it
 * was when the document was sent or issued, and the PDF is made of it and of nothing else.
 */
export type DocumentContent = {
  kind: DocumentKind;
  language: DocumentLanguage;
  layout: DocumentLayout;
  /** Said on every page. */
  draft: boolean;
  number: string | null;
  title: string | null;
  description: string | null;
  /** The document's own calendar date. */
  date: string;
  facts: DocumentFact[];
  seller: DocumentParty;
  customer: DocumentParty | null;
  shippingAddress: PostalAddress | null;
  currency: string;
  lines: ContentLine[];
  discount: { type: DiscountType; value: string };
  totals: ContentTotals;
  taxes: ContentTax[];
  statement: ContentStatement | null;
  /** The document's own, in the language in which they were typed. */
  terms: string | null;
  customerNote: string | null;
  texts: DocumentTexts;
  branding: DocumentBranding;
};

/** How the documents of one kind of record are put on paper. */
export type Printable = {
  kind: RecordKind;
  /** Whether it can still change; then its PDF is made anew each time, and says that it is a draft. */
  isDraft(row: RecordRow): boolean;
  /** What the document says now. `draft` is set by whoever asks. */
  content(call: Call, row: RecordRow): Promise<DocumentContent>;
};

const printables = new Map<string, Printable>();

/** Declares how the documents of a kind are put on paper; twice for one kind is a broken start. */
export function printable(how: Printable): Printable {
  if (printables.has(how.kind.name)) throw new Error(`Documents of ${how.kind.name} are declared twice.`);
  printables.set(how.kind.name, how);
  return how;
}

/** How the documents of a kind are put on paper; asking for a kind that has none is a broken invariant. */
export function printableOf(kind: string): Printable {
  const how = printables.get(kind);
  if (!how) throw new Error(`Nobody has declared how a document of ${kind} is printed.`);
  return how;
}

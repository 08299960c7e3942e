import { currencyExponent } from '#domain/currencies.ts';
import type { DocumentLanguage } from '#domain/document-lines.ts';
import { formatMinor } from '#domain/money.ts';
import type { DiscountType } from '#domain/pricing.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';
import type { PricedDocumentLine } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { entityIdAt } from '#records/scope.ts';
import type {
  ContentLine,
  ContentTax,
  DocumentContent,
  DocumentFact,
  DocumentKind,
  DocumentParty,
  PostalAddress,
} from '../content.ts';
import { mergedTexts } from '../merge-texts.ts';
import { templateFor } from '../queries.ts';
import { brandingFor } from '../queries-branding.ts';

export type ContentParts = {
  kind: DocumentKind;
  /** The record: its columns of a priced document are read, and no other. */
  row: RecordRow;
  lines: readonly PricedDocumentLine[];
  /** The node whose branding and template apply. */
  nodeId: string;
  /** The document's own calendar date. */
  date: string;
  /** Facts without a value are left out. */
  facts: readonly { key: DocumentFact['key']; type?: 'date' | 'text'; value: unknown }[];
  seller: Values;
  customer: Values | null;
};

const partyMembers = [
  'name',
  'legalName',
  'taxNumber',
  'registrationNumber',
  'email',
  'phone',
  'website',
  'address',
  'contact',
] as const;

/** A party as it is kept with its document, by the members that are printed. */
function partyOf(party: Values): DocumentParty {
  const members = partyMembers.map((member) => [member, party[member] ?? null]);
  return Object.fromEntries(members) as DocumentParty;
}

const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** Only what a line may show: neither its cost nor the product it stands for. */
function lineOf(line: PricedDocumentLine, currency: string): ContentLine {
  const amount = (minor: bigint) => formatMinor(minor, currency);
  return {
    id: line.id ?? null,
    lineType: line.lineType,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    discountPercent: line.discountPercent,
    taxRate: line.taxRate,
    net: amount(line.netMinor),
    discount: amount(line.discountMinor),
    tax: amount(line.taxMinor),
    total: amount(line.totalMinor),
    optional: line.optional,
    selected: line.selected,
  };
}

/** What is taxed at each rate, the highest first; lines that do not count are left out. */
export function taxesOf(lines: readonly PricedDocumentLine[], currency: string): ContentTax[] {
  const byRate = new Map<string, { base: bigint; tax: bigint }>();
  for (const line of lines) {
    if (line.lineType === 'heading' || !line.selected) continue;
    const sums = byRate.get(line.taxRate) ?? { base: 0n, tax: 0n };
    sums.base += line.netMinor - line.discountMinor;
    sums.tax += line.taxMinor;
    byRate.set(line.taxRate, sums);
  }
  return [...byRate]
    .sort(([a], [b]) => Number(b) - Number(a))
    .map(([rate, { base, tax }]) => ({
      rate,
      base: formatMinor(base, currency),
      tax: formatMinor(tax, currency),
    }));
}

function discountOf(row: RecordRow, currency: string): DocumentContent['discount'] {
  const type = (row.discountType as DiscountType | null | undefined) ?? 'none';
  const value = withoutPadding(String(row.discountValue ?? '0'));
  if (type !== 'fixed') return { type, value };
  const [whole, decimals = ''] = value.split('.');
  const exponent = currencyExponent(currency);
  return { type, value: exponent === 0 ? (whole ?? '0') : `${whole}.${decimals.padEnd(exponent, '0')}` };
}

/**
 * What a priced document shows, from its row and lines and from the branding and the template of its place. Every kind of
 * document goes this way, so that a column can only reach paper by being named here.
 */
export async function composeContent(call: Call, parts: ContentParts): Promise<DocumentContent> {
  const { kind, row, lines, nodeId, date, facts, seller, customer } = parts;
  const currency = row.currency as string;
  const amount = (column: string) => formatMinor((row[column] as bigint | null) ?? 0n, currency);
  const wanted = (row.language as DocumentLanguage | null | undefined) ?? null;
  const template = await templateFor(call, kind, await entityIdAt(call, nodeId), wanted);
  const branding = await brandingFor(call, nodeId);
  const content = {
    kind,
    language: template.language,
    layout: template.layout,
    draft: false,
    number: text(row.number),
    title: text(row.title),
    description: text(row.description),
    date,
    facts: facts.flatMap(({ key, type = 'text', value }) => {
      const shown = text(value);
      return shown === null ? [] : [{ key, type, value: shown }];
    }),
    seller: partyOf(seller),
    customer: customer && partyOf(customer),
    shippingAddress: (row.shippingAddress as PostalAddress | null | undefined) ?? null,
    currency,
    lines: lines.map((line) => lineOf(line, currency)),
    discount: discountOf(row, currency),
    totals: {
      subtotal: amount('subtotalMinor'),
      discount: amount('discountMinor'),
      tax: amount('taxMinor'),
      total: amount('totalMinor'),
    },
    taxes: taxesOf(lines, currency),
    statement: null,
    terms: text(row.terms),
    customerNote: text(row.customerNote),
    branding: { ...branding, bankDetails: text(seller.bankDetails) ?? branding.bankDetails },
  };
  return { ...content, texts: mergedTexts(template.texts, content) };
}

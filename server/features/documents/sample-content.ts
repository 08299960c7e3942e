import { currencyExponent } from '#domain/currencies.ts';
import { formatMinor } from '#domain/money.ts';
import { priceDocument } from '#domain/pricing.ts';
import type { TemplatePreviewBody } from '#domain/templates.ts';
import { addDays } from '#domain/time-zones.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import type { Call } from '#platform/access/call.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { ContentLine, DocumentContent, DocumentParty } from './content.ts';
import { mergedTexts } from './merge-texts.ts';
import { brandingFor } from './queries-branding.ts';
import { wholeTexts } from './queries-templates.ts';

const words = {
  en: {
    customer: 'Lindgren Interiors Ltd',
    contact: 'Maria Lindgren',
    title: 'Furniture for the new office',
    lines: ['Desk, height-adjustable, oak', 'Task chair', 'Delivery and assembly'],
  },
  ar: {
    customer: 'شركة الواحة للأثاث',
    contact: 'ليلى منصور',
    title: 'أثاث المكتب الجديد',
    lines: ['مكتب قابل لتعديل الارتفاع، بلوط', 'كرسي مكتب', 'التوصيل والتركيب'],
  },
};

const typed = [
  { quantity: '4', unitPrice: '640', discountPercent: '10' },
  { quantity: '8', unitPrice: '215', discountPercent: '0' },
  { quantity: '1', unitPrice: '180', discountPercent: '0' },
];

function pricedSample(currency: string, descriptions: readonly string[]) {
  const lines = typed.map((line) => ({ ...line, taxRate: '16' }));
  const result = priceDocument({ currency, lines });
  if (!result.ok) throw new Error('The sample document cannot be priced.');
  const { pricing } = result;
  const amount = (minor: bigint) => formatMinor(minor, currency);
  const shown = pricing.lines.map(
    (priced, at): ContentLine => ({
      id: null,
      lineType: 'item',
      description: descriptions[at] ?? '',
      unit: null,
      ...lines[at]!,
      net: amount(priced.netMinor),
      discount: amount(priced.discountMinor),
      tax: amount(priced.taxMinor),
      total: amount(priced.totalMinor),
      optional: false,
      selected: true,
    }),
  );
  const totals = {
    subtotal: amount(pricing.subtotalMinor),
    discount: amount(pricing.discountMinor),
    tax: amount(pricing.taxMinor),
    total: amount(pricing.totalMinor),
  };
  return { lines: shown, totals, taxes: [{ rate: '16', base: totals.subtotal, tax: totals.tax }] };
}

function statementOf(currency: string, date: string, total: string): DocumentContent['statement'] {
  const nothing = currencyExponent(currency) === 0 ? '0' : `0.${'0'.repeat(currencyExponent(currency))}`;
  const invoice = {
    kind: 'invoice',
    number: 'INV-2026-00042',
    reference: null,
    dueDate: addDays(date, 14),
  } as const;
  return {
    entries: [{ ...invoice, date, charge: total, credit: null, balance: total }],
    opening: nothing,
    closing: total,
    ageing: { notDue: total, days30: nothing, days60: nothing, days90: nothing, older: nothing },
  };
}

/** A made-up document as a template that is being edited would print it, at a node: its seller and its branding are real. */
export async function sampleContent(
  call: Call,
  { kind, layout, language, texts, footer }: TemplatePreviewBody,
  nodeId: string,
): Promise<DocumentContent> {
  const [seller, branding, currency, date] = await Promise.all([
    sellerParty(call, nodeId),
    brandingFor(call, nodeId),
    entityCurrencyAt(call, nodeId),
    todayAt(call, nodeId),
  ]);
  const { customer, contact, title, lines } = words[language === 'ar' ? 'ar' : 'en'];
  const priced = pricedSample(currency, lines);
  const content = {
    kind,
    language,
    layout,
    draft: true,
    number: kind === 'statement' ? null : 'SAMPLE-2026-00042',
    title: kind === 'statement' ? null : title,
    description: null,
    date,
    facts: [
      { key: 'date', type: 'date', value: date },
      ...(kind === 'quote' ? [{ key: 'validUntil', type: 'date', value: addDays(date, 30) } as const] : []),
      ...(kind === 'invoice' ? [{ key: 'dueDate', type: 'date', value: addDays(date, 14) } as const] : []),
    ] as DocumentContent['facts'],
    seller: seller as DocumentParty,
    customer: { name: customer, contact: { name: contact } },
    shippingAddress: null,
    currency,
    discount: { type: 'none', value: '0' } as const,
    ...priced,
    lines: kind === 'statement' ? [] : priced.lines,
    statement: kind === 'statement' ? statementOf(currency, date, priced.totals.total) : null,
    terms: null,
    customerNote: null,
    branding: { ...branding, ...(footer ? { footer } : {}) },
  };
  return { ...content, texts: mergedTexts(wholeTexts(texts), content) };
}

import { accentColours } from './accent.ts';
import type { DocumentContent } from './content.ts';
import {
  isolated,
  isPositive,
  ownDirection,
  printAmount,
  printDate,
  printMoney,
  printRate,
} from './print-numbers.ts';
import { printedEntries, printedLines } from './printed-lines.ts';
import { printedCustomer, printedSeller, printedShipping } from './printed-parties.ts';
import {
  type Label,
  type Languages,
  labelOf,
  languagesOf,
  type Passage,
  paragraphsOf,
  passageOf,
} from './printed-text.ts';

type Sum = { label: Label; value: string };
type Note = { label: Label | null; text: Passage };

function headingOf({ kind, texts }: DocumentContent, languages: Languages): Label {
  const { first, second } = languages;
  const usual = labelOf(languages, ({ kinds }) => kinds[kind]);
  return {
    a: texts.heading[first] || usual.a,
    b: second === null ? null : texts.heading[second] || usual.b,
  };
}

/** The facts beside the customer: the label in each language, the value written out in the first, dates in both. */
function factsOf({ facts, seller }: DocumentContent, languages: Languages) {
  const { first, second } = languages;
  const country = seller.address?.country;
  return facts.map(({ key, type, value }) => ({
    label: labelOf(languages, (words) => words.facts[key]),
    value: type === 'date' ? printDate(value, first, country) : ownDirection(value),
    second: type === 'date' && second !== null ? printDate(value, second, country) : null,
  }));
}

function taxLabel(languages: Languages, rate: string, base: string): Label {
  return labelOf(languages, ({ taxOf }) =>
    taxOf.replace('{rate}', printRate(rate)).replace('{base}', printAmount(base)),
  );
}

function discountLabel({ discount }: DocumentContent, languages: Languages): Label {
  const label = labelOf(languages, (words) => words.discount);
  if (discount.type !== 'percent') return label;
  const rate = printRate(discount.value);
  return { a: `${label.a} ${rate}`, b: label.b === null ? null : `${label.b} ${rate}` };
}

/** What stands between the lines and the grand total. Rates that tax nothing are left out. */
function sumsOf(content: DocumentContent, languages: Languages): Sum[] {
  const { kind, totals, taxes } = content;
  if (kind === 'statement') return [];
  const discounted = isPositive(totals.discount);
  const taxed = taxes.filter(({ rate }) => isPositive(rate));
  if (!discounted && taxed.length === 0) return [];
  return [
    { label: labelOf(languages, ({ subtotal }) => subtotal), value: printAmount(totals.subtotal) },
    ...(discounted
      ? [{ label: discountLabel(content, languages), value: printAmount(`-${totals.discount}`) }]
      : []),
    ...taxed.map(({ rate, base, tax }) => ({
      label: taxLabel(languages, rate, base),
      value: printAmount(tax),
    })),
  ];
}

function ageingOf({ statement }: DocumentContent, languages: Languages): Sum[] {
  const { ageing } = statement ?? {};
  if (!ageing) return [];
  const { notDue, days30, days60, days90, older } = ageing;
  return [notDue, days30, days60, days90, older].map((amount, at) => ({
    label: labelOf(languages, (words) => words.ageing[at] ?? ''),
    value: printAmount(amount),
  }));
}

function notesOf(content: DocumentContent, languages: Languages): Note[] {
  const { first } = languages;
  const typed = (text: string | null): Passage => ({ a: paragraphsOf(text, first), b: [] });
  const terms = content.terms === null ? passageOf(content.texts.terms, languages) : typed(content.terms);
  const notes: Note[] = [
    { label: null, text: passageOf(content.texts.closing, languages) },
    { label: labelOf(languages, ({ note }) => note), text: typed(content.customerNote) },
    { label: labelOf(languages, (words) => words.terms), text: terms },
  ];
  return notes.filter(({ text }) => text.a.length + text.b.length > 0);
}

/** Bank details stand on what is to be paid. */
function bankOf({ kind, branding }: DocumentContent, languages: Languages): Note | null {
  const asked = kind === 'invoice' || kind === 'statement';
  const lines = asked ? paragraphsOf(branding.bankDetails, languages.first) : [];
  return lines.length === 0
    ? null
    : { label: labelOf(languages, ({ bank }) => bank), text: { a: lines, b: [] } };
}

function metaOf(content: DocumentContent, heading: Label) {
  const { number, title, seller, date } = content;
  const [year, month, day] = date.split('-').map(Number);
  const named = [heading.a, number].filter(Boolean).join(' ');
  return { title: title ? `${named}: ${title}` : named, author: seller.name ?? '', year, month, day };
}

/**
 * What the layouts print: every text and number as it stands on paper, in the document's languages. `logo` is the name under
 * which the layout finds the picture.
 */
export function printedContent(content: DocumentContent, logo: string | null) {
  const languages = languagesOf(content.language);
  const { kind, currency } = content;
  const heading = headingOf(content, languages);
  const total =
    kind === 'statement' ? (content.statement?.closing ?? content.totals.total) : content.totals.total;
  return {
    layout: content.layout,
    lang: languages.first,
    rtl: languages.first === 'ar',
    both: languages.second !== null,
    meta: metaOf(content, heading),
    colours: accentColours(content.branding.accent),
    logo,
    draft: content.draft ? labelOf(languages, ({ draft }) => draft) : null,
    heading,
    number: content.number === null ? null : isolated(content.number),
    title: content.title === null ? null : ownDirection(content.title),
    description: paragraphsOf(content.description, languages.first),
    opening: passageOf(content.texts.opening, languages),
    facts: factsOf(content, languages),
    seller: printedSeller(content, languages),
    customer: printedCustomer(content, languages),
    shipping: printedShipping(content, languages),
    currency: isolated(currency),
    table: kind === 'statement' ? printedEntries(content, languages) : printedLines(content, languages),
    sums: sumsOf(content, languages),
    grand: { label: labelOf(languages, (words) => words.total[kind]), value: printMoney(total, currency) },
    ageing: ageingOf(content, languages),
    notes: notesOf(content, languages),
    bank: bankOf(content, languages),
    footer: passageOf(content.branding.footer, languages),
    carried: labelOf(languages, (words) => words.carried),
    brought: labelOf(languages, (words) => words.brought),
    page: labelOf(languages, (words) => words.page),
  };
}

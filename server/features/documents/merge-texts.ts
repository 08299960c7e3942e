import { fillMergeFields, type MergeField } from '#domain/templates.ts';
import type { DocumentContent, DocumentTexts, Translated } from './content.ts';
import { printDate, printMoney } from './print-numbers.ts';
import type { PaperLanguage } from './words.ts';

type Unmerged = Omit<DocumentContent, 'texts'>;
type Texts = Partial<Record<MergeField, string>>;

function valuesOf(content: Unmerged, language: PaperLanguage): Texts {
  const { number, title, date, facts, totals, currency, customer, seller } = content;
  const fact = (key: string) => facts.find((one) => one.key === key)?.value;
  const dated = (value: string | undefined) => value && printDate(value, language, seller.address?.country);
  const values: Record<MergeField, string | null | undefined> = {
    number,
    title,
    date: dated(date),
    validUntil: dated(fact('validUntil')),
    dueDate: dated(fact('dueDate')),
    reference: fact('reference'),
    total: printMoney(totals.total, currency),
    'customer.name': customer?.name,
    'customer.contact': customer?.contact?.name,
    'seller.name': seller.name,
    'seller.email': seller.email,
    'seller.phone': seller.phone,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Texts;
}

/** The texts of a template with what the document says in their places, in each language. */
export function mergedTexts(texts: DocumentTexts, content: Unmerged): DocumentTexts {
  const values = { en: valuesOf(content, 'en'), ar: valuesOf(content, 'ar') };
  const filled = (text: Translated): Translated =>
    Object.fromEntries(
      (['en', 'ar'] as const).flatMap((language) => {
        const written = text[language];
        return written ? [[language, fillMergeFields(written, values[language])]] : [];
      }),
    );
  const { heading, opening, closing, terms } = texts;
  return {
    heading: filled(heading),
    opening: filled(opening),
    closing: filled(closing),
    terms: filled(terms),
  };
}

import type { SendLanguage } from '#domain/sends.ts';

/** The kinds of document that go to a customer by mail. */
export type SentKind = 'quote' | 'order' | 'invoice' | 'credit_note';

export type SentFacts = {
  kind: SentKind;
  number: string;
  /** With its currency, as people read it. */
  total: string;
  /** Who sells. */
  seller: string;
  /** Whom the message is to, or null where only an address is known. */
  name: string | null;
  /** Who writes; null: nobody in particular. */
  sender: string | null;
};

type Words = {
  kind: Record<SentKind, string>;
  subject(facts: SentFacts, kind: string): string;
  greeting(name: string | null): string;
  text: Record<SentKind, (number: string, total: string) => string>;
  ending: string;
  open: Record<SentKind, string>;
  footer(seller: string): string;
  sms(facts: SentFacts, kind: string, url: string): string;
};

const words: Record<SendLanguage, Words> = {
  en: {
    kind: { quote: 'Quote', order: 'Sales order', invoice: 'Invoice', credit_note: 'Credit note' },
    subject: ({ number, seller }, kind) => `${kind} ${number} from ${seller}`,
    greeting: (name) => (name ? `Dear ${name},` : 'Hello,'),
    text: {
      quote: (number, total) =>
        `please find attached our quote ${number} over ${total}. You can also read it online, and accept it, decline it or ask for changes there.`,
      order: (number, total) =>
        `please find attached our confirmation of your order ${number} over ${total}.`,
      invoice: (number, total) => `please find attached our invoice ${number} over ${total}.`,
      credit_note: (number, total) => `please find attached our credit note ${number} over ${total}.`,
    },
    ending: 'Kind regards',
    open: {
      quote: 'Open the quote',
      order: 'Open the order',
      invoice: 'Open the invoice',
      credit_note: 'Open the credit note',
    },
    footer: (seller) => `Sent by ${seller}. The document is attached as a PDF.`,
    sms: ({ seller, number }, kind, url) => `${seller}: ${kind} ${number} is ready for you: ${url}`,
  },
  ar: {
    kind: { quote: 'عرض السعر', order: 'أمر البيع', invoice: 'الفاتورة', credit_note: 'الإشعار الدائن' },
    subject: ({ number, seller }, kind) => `${kind} ${number} من ${seller}`,
    greeting: (name) => (name ? `السيد/ة ${name}،` : 'مرحبًا،'),
    text: {
      quote: (number, total) =>
        `تجدون مرفقًا عرض السعر ${number} بقيمة ${total}. ويمكنكم أيضًا قراءته على الإنترنت وقبوله أو رفضه أو طلب تعديلات عليه هناك.`,
      order: (number, total) => `تجدون مرفقًا تأكيد طلبكم ${number} بقيمة ${total}.`,
      invoice: (number, total) => `تجدون مرفقًا الفاتورة ${number} بقيمة ${total}.`,
      credit_note: (number, total) => `تجدون مرفقًا الإشعار الدائن ${number} بقيمة ${total}.`,
    },
    ending: 'مع أطيب التحيات',
    open: {
      quote: 'فتح عرض السعر',
      order: 'فتح أمر البيع',
      invoice: 'فتح الفاتورة',
      credit_note: 'فتح الإشعار الدائن',
    },
    footer: (seller) => `أرسلته ${seller}. المستند مرفق بصيغة PDF.`,
    sms: ({ seller, number }, kind, url) => `${seller}: ${kind} ${number} جاهز: ${url}`,
  },
};

/** Keeps what somebody typed in its own direction within a sentence. */
const isolated = (text: string) => `\u2068${text}\u2069`;

/** The subject of the mail that brings a document. */
export function subjectOf(language: SendLanguage, facts: SentFacts): string {
  return words[language].subject(facts, words[language].kind[facts.kind]);
}

/** What the mail says where nobody wrote anything else. */
export function usualMessage(language: SendLanguage, facts: SentFacts): string {
  const own = words[language];
  const { number, total, name, sender, seller } = facts;
  const marked = language === 'ar' ? isolated : (text: string) => text;
  return [
    own.greeting(name && marked(name)),
    own.text[facts.kind](marked(number), marked(total)),
    [own.ending, sender, seller].filter(Boolean).join('\n'),
  ].join('\n\n');
}

/** The button of the mail, and its small print. */
export function frameOf(
  language: SendLanguage,
  { kind, seller }: SentFacts,
): { open: string; footer: string } {
  return { open: words[language].open[kind], footer: words[language].footer(seller) };
}

/** The text message that tells of a document; short names keep it within one. */
export function smsText(language: SendLanguage, facts: SentFacts, url: string): string {
  return words[language].sms(facts, words[language].kind[facts.kind], url).slice(0, 1_600);
}

import type { SendLanguage } from '#domain/sends.ts';

type Reminder = { number: string; seller: string; name: string | null; balance: string; due: string };
type Account = { seller: string; name: string | null };

type Words = {
  reminderSubject(of: Reminder): string;
  reminder(of: Reminder): string;
  statementSubject(of: Account): string;
  statement(of: Account): string;
  statementName: string;
  footer(seller: string): string;
};

const greeting = (name: string | null) => (name ? `Dear ${name},` : 'Hello,');
const greetingAr = (name: string | null) => (name ? `السيد/ة ${name}،` : 'مرحبًا،');

/** What is written to customers about money that is due. */
export const words: Readonly<Record<SendLanguage, Words>> = {
  en: {
    reminderSubject: ({ number, seller }) => `Reminder: invoice ${number} from ${seller}`,
    reminder: ({ name, number, due, balance }) =>
      `${greeting(name)}\n\nour invoice ${number} was due on ${due}, and ${balance} of it is still open. It may have escaped your notice: the invoice is attached. If you have paid in the meantime, please disregard this message.\n\nKind regards`,
    statementSubject: ({ seller }) => `Statement of account from ${seller}`,
    statement: ({ name }) =>
      `${greeting(name)}\n\nplease find attached your statement of account.\n\nKind regards`,
    statementName: 'Statement',
    footer: (seller) => `Sent by ${seller}. The document is attached as a PDF.`,
  },
  ar: {
    reminderSubject: ({ number, seller }) => `تذكير: الفاتورة ${number} من ${seller}`,
    reminder: ({ name, number, due, balance }) =>
      `${greetingAr(name)}\n\nاستحقت فاتورتنا ${number} في ${due} ولا يزال ${balance} منها غير مدفوع. لعلها فاتتكم، والفاتورة مرفقة. إذا كنتم قد دفعتم في هذه الأثناء فنرجو تجاهل هذه الرسالة.\n\nمع أطيب التحيات`,
    statementSubject: ({ seller }) => `كشف حساب من ${seller}`,
    statement: ({ name }) => `${greetingAr(name)}\n\nتجدون مرفقًا كشف حسابكم.\n\nمع أطيب التحيات`,
    statementName: 'كشف حساب',
    footer: (seller) => `أرسلته ${seller}. المستند مرفق بصيغة PDF.`,
  },
};

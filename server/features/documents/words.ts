import type { DocumentKind, FactKey, StatementEntry } from './content.ts';

/** The two languages of paper; a document in both has the first before or above the second. */
export type PaperLanguage = 'en' | 'ar';

type Words = {
  kinds: Record<DocumentKind, string>;
  facts: Record<FactKey, string>;
  entries: Record<StatementEntry['kind'], string>;
  number: string;
  draft: string;
  from: string;
  /** Above the customer's name. */
  to: Record<DocumentKind, string>;
  attention: string;
  shipTo: string;
  taxNumber: string;
  registrationNumber: string;
  position: string;
  description: string;
  quantity: string;
  unitPrice: string;
  lineDiscount: string;
  taxRate: string;
  amount: string;
  optionalChosen: string;
  optionalOpen: string;
  subtotal: string;
  discount: string;
  /** `{rate}` and `{base}` stand for the rate with its sign and the amount it is taken of. */
  taxOf: string;
  /** What counts before the grand total, where nothing is taxed. */
  total: Record<DocumentKind, string>;
  carried: string;
  brought: string;
  note: string;
  terms: string;
  bank: string;
  entryDate: string;
  entry: string;
  charge: string;
  credit: string;
  balance: string;
  ageing: readonly [string, string, string, string, string];
  /** `{page}` and `{pages}`. */
  page: string;
};

const en: Words = {
  kinds: {
    quote: 'Quote',
    order: 'Sales order',
    invoice: 'Invoice',
    credit_note: 'Credit note',
    statement: 'Statement of account',
  },
  facts: {
    date: 'Date',
    validUntil: 'Valid until',
    dueDate: 'Due date',
    deliveryDate: 'Delivery',
    reference: 'Reference',
    paymentTerms: 'Payment terms',
    quoteNumber: 'Quote',
    orderNumber: 'Order',
    invoiceNumber: 'Invoice',
    reason: 'Reason',
    periodStart: 'From',
    periodEnd: 'To',
  },
  entries: {
    opening: 'Balance brought forward',
    invoice: 'Invoice',
    credit_note: 'Credit note',
    payment: 'Payment',
    refund: 'Refund',
    write_off: 'Write-off',
  },
  number: 'Number',
  draft: 'Draft',
  from: 'From',
  to: {
    quote: 'Prepared for',
    order: 'Customer',
    invoice: 'Bill to',
    credit_note: 'Credit to',
    statement: 'Customer',
  },
  attention: 'Attn.',
  shipTo: 'Ship to',
  taxNumber: 'Tax no.',
  registrationNumber: 'Reg. no.',
  position: 'No.',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  lineDiscount: 'Discount',
  taxRate: 'Tax',
  amount: 'Amount',
  optionalChosen: 'Optional, included',
  optionalOpen: 'Optional, not included',
  subtotal: 'Subtotal',
  discount: 'Discount',
  taxOf: 'Tax {rate} on {base}',
  total: {
    quote: 'Total',
    order: 'Total',
    invoice: 'Amount due',
    credit_note: 'Total credit',
    statement: 'Balance due',
  },
  carried: 'Carried forward',
  brought: 'Brought forward',
  note: 'Note',
  terms: 'Terms',
  bank: 'Bank details',
  entryDate: 'Date',
  entry: 'Document',
  charge: 'Charges',
  credit: 'Credits',
  balance: 'Balance',
  ageing: ['Not due', '1–30 days', '31–60 days', '61–90 days', 'Over 90 days'],
  page: 'Page {page} of {pages}',
};

const ar: Words = {
  kinds: {
    quote: 'عرض سعر',
    order: 'أمر بيع',
    invoice: 'فاتورة',
    credit_note: 'إشعار دائن',
    statement: 'كشف حساب',
  },
  facts: {
    date: 'التاريخ',
    validUntil: 'صالح حتى',
    dueDate: 'تاريخ الاستحقاق',
    deliveryDate: 'التسليم',
    reference: 'المرجع',
    paymentTerms: 'شروط الدفع',
    quoteNumber: 'عرض السعر',
    orderNumber: 'أمر البيع',
    invoiceNumber: 'الفاتورة',
    reason: 'السبب',
    periodStart: 'من',
    periodEnd: 'إلى',
  },
  entries: {
    opening: 'رصيد مرحّل',
    invoice: 'فاتورة',
    credit_note: 'إشعار دائن',
    payment: 'دفعة',
    refund: 'رد مبلغ',
    write_off: 'شطب',
  },
  number: 'الرقم',
  draft: 'مسودة',
  from: 'من',
  to: {
    quote: 'مقدم إلى',
    order: 'العميل',
    invoice: 'فاتورة إلى',
    credit_note: 'إشعار إلى',
    statement: 'العميل',
  },
  attention: 'عناية',
  shipTo: 'عنوان الشحن',
  taxNumber: 'الرقم الضريبي',
  registrationNumber: 'رقم السجل',
  position: 'م',
  description: 'الوصف',
  quantity: 'الكمية',
  unitPrice: 'سعر الوحدة',
  lineDiscount: 'الخصم',
  taxRate: 'الضريبة',
  amount: 'المبلغ',
  optionalChosen: 'اختياري، مشمول',
  optionalOpen: 'اختياري، غير مشمول',
  subtotal: 'المجموع الفرعي',
  discount: 'الخصم',
  taxOf: 'ضريبة {rate} على {base}',
  total: {
    quote: 'الإجمالي',
    order: 'الإجمالي',
    invoice: 'المبلغ المستحق',
    credit_note: 'إجمالي الإشعار',
    statement: 'الرصيد المستحق',
  },
  carried: 'المجموع المرحّل',
  brought: 'المجموع السابق',
  note: 'ملاحظة',
  terms: 'الشروط',
  bank: 'البيانات البنكية',
  entryDate: 'التاريخ',
  entry: 'المستند',
  charge: 'مدين',
  credit: 'دائن',
  balance: 'الرصيد',
  ageing: ['غير مستحق', '1–30 يوما', '31–60 يوما', '61–90 يوما', 'أكثر من 90 يوما'],
  page: 'صفحة {page} من {pages}',
};

export const words: Readonly<Record<PaperLanguage, Words>> = { en, ar };

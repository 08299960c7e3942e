import type { ImportKind } from '#domain/imports.ts';

/** A header as it is compared: letters and digits of any script in lower case, without accents and vowel marks. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}|\u0640/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What other programs and people call our fields, in English and Arabic. Earlier words of a field are stronger. */
const words: Readonly<Record<string, readonly string[]>> = {
  id: ['parley id', 'id'],
  firstName: ['first name', 'given name', 'forename', 'fname', 'الاسم الأول', 'الاسم الاول'],
  lastName: ['last name', 'surname', 'family name', 'lname', 'اسم العائلة', 'الاسم الأخير', 'الكنية'],
  fullName: [
    'full name',
    'contact name',
    'person',
    'person name',
    'lead name',
    'name',
    'الاسم الكامل',
    'الاسم',
  ],
  companyName: [
    'company',
    'company name',
    'organization',
    'organisation',
    'account',
    'account name',
    'الشركة',
    'اسم الشركة',
    'المؤسسة',
  ],
  legalName: ['legal name', 'registered name', 'الاسم القانوني'],
  email: [
    'email',
    'email address',
    'e-mail',
    'mail',
    'work email',
    'primary email',
    'البريد الإلكتروني',
    'البريد',
    'الايميل',
    'الإيميل',
  ],
  phone: [
    'phone',
    'phone number',
    'telephone',
    'tel',
    'work phone',
    'business phone',
    'primary phone',
    'الهاتف',
    'رقم الهاتف',
    'هاتف',
  ],
  mobile: [
    'mobile',
    'mobile phone',
    'mobile phone number',
    'cell',
    'cell phone',
    'الجوال',
    'الموبايل',
    'المحمول',
    'رقم الجوال',
  ],
  jobTitle: ['job title', 'title', 'position', 'role title', 'function', 'المسمى الوظيفي', 'الوظيفة'],
  website: [
    'website',
    'web site',
    'website url',
    'url',
    'web',
    'homepage',
    'domain',
    'company domain name',
    'الموقع',
    'الموقع الإلكتروني',
  ],
  industry: ['industry', 'sector', 'القطاع', 'الصناعة'],
  accountType: ['account type', 'type', 'company type', 'نوع الحساب'],
  taxNumber: ['tax number', 'tax id', 'vat', 'vat number', 'vat id', 'trn', 'الرقم الضريبي'],
  registrationNumber: [
    'registration number',
    'company number',
    'commercial register',
    'رقم السجل التجاري',
    'رقم التسجيل',
  ],
  paymentTermId: ['payment terms', 'payment term', 'شروط الدفع'],
  parentAccountId: ['parent account', 'parent company', 'parent account name', 'الشركة الأم'],
  source: ['source', 'lead source', 'original source', 'المصدر', 'مصدر العميل'],
  quality: ['quality', 'rating', 'temperature', 'الجودة', 'التقييم'],
  status: ['status', 'lead status', 'الحالة'],
  stage: ['stage', 'deal stage', 'sales stage', 'المرحلة'],
  amount: ['amount', 'value', 'deal value', 'expected revenue', 'revenue', 'المبلغ', 'القيمة'],
  currency: ['currency', 'currency code', 'amount currency', 'العملة'],
  probability: ['probability', 'probability %', 'الاحتمالية', 'احتمال الفوز'],
  expectedCloseDate: [
    'expected close date',
    'close date',
    'closing date',
    'expected closing',
    'تاريخ الإغلاق',
    'تاريخ الإغلاق المتوقع',
  ],
  nextStep: ['next step', 'الخطوة التالية'],
  nextActionDate: [
    'next action date',
    'next activity date',
    'follow up date',
    'تاريخ الإجراء التالي',
    'تاريخ المتابعة',
  ],
  nextActionNote: ['next action note', 'next action', 'الإجراء التالي'],
  description: ['description', 'notes', 'product description', 'الوصف'],
  sku: ['sku', 'product code', 'code', 'item number', 'article number', 'رمز المنتج', 'الرمز'],
  unit: ['unit', 'unit of measure', 'uom', 'الوحدة'],
  price: ['price', 'unit price', 'list price', 'sales price', 'السعر', 'سعر الوحدة'],
  taxRate: ['tax rate', 'tax', 'tax %', 'vat rate', 'نسبة الضريبة', 'الضريبة'],
  active: ['active', 'product active', 'is active', 'on sale', 'نشط', 'فعال'],
  role: ['role', 'contact role', 'الدور'],
  isPrimary: ['is primary', 'primary', 'primary contact', 'رئيسي'],
  emailOptIn: ['email opt in', 'marketing consent', 'موافقة البريد'],
  smsOptIn: ['sms opt in', 'موافقة الرسائل'],
  preferredContactMethod: ['preferred contact method', 'preferred channel', 'وسيلة التواصل المفضلة'],
  lastContactedAt: ['last contacted', 'last contacted at', 'last contact date', 'آخر تواصل'],
  campaignId: ['campaign', 'campaign name', 'campaign source', 'الحملة'],
  accountId: [
    'account',
    'account name',
    'company',
    'company name',
    'associated company',
    'organization',
    'الحساب',
    'الشركة',
    'اسم الشركة',
  ],
  contactId: ['contact', 'contact name', 'contact person', 'primary contact', 'جهة الاتصال'],
  leadId: ['lead', 'original lead', 'العميل المحتمل'],
  ownerId: [
    'owner',
    'owner name',
    'owner email',
    'assigned to',
    'assigned user',
    'salesperson',
    'responsible',
    'المالك',
    'المسؤول',
    'مندوب المبيعات',
  ],
  tags: ['tags', 'labels', 'tag', 'الوسوم', 'العلامات'],
  'address.street': [
    'street',
    'address',
    'street address',
    'billing street',
    'address line 1',
    'الشارع',
    'العنوان',
  ],
  'address.city': ['city', 'town', 'billing city', 'المدينة'],
  'address.region': [
    'region',
    'state',
    'province',
    'state/region',
    'billing state',
    'billing state/province',
    'المنطقة',
    'المحافظة',
  ],
  'address.postalCode': [
    'postal code',
    'zip',
    'zip code',
    'postcode',
    'billing code',
    'billing zip/postal code',
    'الرمز البريدي',
  ],
  'address.country': ['country', 'country/region', 'billing country', 'الدولة', 'البلد'],
};

/** A name is what its kind is called. */
const names: Readonly<Record<ImportKind, readonly string[]>> = {
  lead: [],
  contact: [],
  account: [
    ...['account name', 'company name', 'company', 'organization', 'organization name', 'account', 'name'],
    ...['اسم الشركة', 'الشركة', 'المؤسسة', 'الاسم'],
  ],
  opportunity: [
    ...['opportunity name', 'deal name', 'deal title', 'opportunity', 'deal', 'name', 'title'],
    ...['اسم الصفقة', 'الصفقة', 'الاسم'],
  ],
  product: ['product name', 'product', 'item', 'name', 'title', 'اسم المنتج', 'المنتج', 'الاسم'],
};

const synonyms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([field, list]) => [field, list.map(plainHeader)]),
);

/** What a field of a kind is called elsewhere, as headers are compared. */
export function synonymsOf(kind: ImportKind, key: string): readonly string[] {
  return key === 'name' ? names[kind].map(plainHeader) : (synonyms.get(key) ?? []);
}

import type { OptionList } from '#domain/settings.ts';

/** The value that records carry, and its English and Arabic labels. */
type DefaultOption = readonly [value: string, label: string, labelAr: string];

/** What the lists of a new company hold; administrators change them as they like. */
export const defaultOptions: Record<OptionList, readonly DefaultOption[]> = {
  account_type: [
    ['prospect', 'Prospect', 'عميل محتمل'],
    ['customer', 'Customer', 'عميل'],
    ['partner', 'Partner', 'شريك'],
    ['supplier', 'Supplier', 'مورّد'],
    ['reseller', 'Reseller', 'موزّع'],
    ['competitor', 'Competitor', 'منافس'],
    ['other', 'Other', 'أخرى'],
  ],
  contact_role: [
    ['decision_maker', 'Decision maker', 'صانع القرار'],
    ['influencer', 'Influencer', 'مؤثّر في القرار'],
    ['user', 'User', 'مستخدم'],
    ['finance', 'Finance', 'المالية'],
    ['technical', 'Technical', 'تقني'],
    ['procurement', 'Procurement', 'المشتريات'],
    ['other', 'Other', 'أخرى'],
  ],
  lead_source: [
    ['website', 'Website', 'الموقع الإلكتروني'],
    ['referral', 'Referral', 'إحالة'],
    ['phone', 'Phone call', 'مكالمة هاتفية'],
    ['email', 'Email', 'البريد الإلكتروني'],
    ['social_media', 'Social media', 'وسائل التواصل الاجتماعي'],
    ['event', 'Event', 'فعالية'],
    ['advertising', 'Advertising', 'إعلان'],
    ['partner', 'Partner', 'شريك'],
    ['other', 'Other', 'أخرى'],
  ],
  industry: [
    ['agriculture', 'Agriculture', 'الزراعة'],
    ['construction', 'Construction', 'الإنشاءات'],
    ['education', 'Education', 'التعليم'],
    ['energy', 'Energy', 'الطاقة'],
    ['finance', 'Finance and insurance', 'المال والتأمين'],
    ['government', 'Government', 'القطاع الحكومي'],
    ['healthcare', 'Health care', 'الرعاية الصحية'],
    ['hospitality', 'Hotels and restaurants', 'الفنادق والمطاعم'],
    ['manufacturing', 'Manufacturing', 'الصناعة'],
    ['media', 'Media', 'الإعلام'],
    ['nonprofit', 'Non-profit', 'القطاع غير الربحي'],
    ['professional_services', 'Professional services', 'الخدمات المهنية'],
    ['real_estate', 'Real estate', 'العقارات'],
    ['retail', 'Retail and wholesale', 'تجارة التجزئة والجملة'],
    ['technology', 'Technology', 'التقنية'],
    ['telecommunications', 'Telecommunications', 'الاتصالات'],
    ['transport', 'Transport and logistics', 'النقل والخدمات اللوجستية'],
    ['other', 'Other', 'أخرى'],
  ],
  payment_method: [
    ['bank_transfer', 'Bank transfer', 'تحويل بنكي'],
    ['card', 'Card', 'بطاقة'],
    ['cash', 'Cash', 'نقدًا'],
    ['cheque', 'Cheque', 'شيك'],
    ['mobile_wallet', 'Mobile wallet', 'محفظة إلكترونية'],
    ['other', 'Other', 'أخرى'],
  ],
  activity_outcome: [
    ['reached', 'Reached', 'تم التواصل'],
    ['no_answer', 'No answer', 'لا يوجد رد'],
    ['left_message', 'Left a message', 'تُركت رسالة'],
    ['call_back', 'To be called back', 'يُعاد الاتصال'],
    ['interested', 'Interested', 'مهتم'],
    ['not_interested', 'Not interested', 'غير مهتم'],
    ['wrong_number', 'Wrong number', 'رقم خاطئ'],
  ],
};

type Named = { en: string; ar: string };

export const defaultPaymentTerms: readonly { name: Named; days: number; isDefault: boolean }[] = [
  { name: { en: 'Due on receipt', ar: 'مستحق عند الاستلام' }, days: 0, isDefault: false },
  { name: { en: '14 days', ar: '14 يومًا' }, days: 14, isDefault: false },
  { name: { en: '30 days', ar: '30 يومًا' }, days: 30, isDefault: true },
  { name: { en: '60 days', ar: '60 يومًا' }, days: 60, isDefault: false },
];

export const taxRateNames: Record<'none' | 'standard', Named> = {
  none: { en: 'No tax', ar: 'بدون ضريبة' },
  standard: { en: 'Standard rate', ar: 'النسبة العامة' },
};

/**
 * The general rate of sales or value-added tax by country, in percent, as it stood at the end of 2025: a start that saves
 * typing, which an administrator checks. Countries whose rate differs by region or line of business are left out.
 */
export const standardTaxRates: Readonly<Record<string, string>> = {
  AE: '5',
  AT: '20',
  BE: '21',
  BH: '10',
  CH: '8.1',
  DE: '19',
  DK: '25',
  EG: '14',
  ES: '21',
  FR: '20',
  GB: '20',
  IE: '23',
  IT: '22',
  JO: '16',
  KE: '16',
  LB: '11',
  MA: '20',
  NL: '21',
  NO: '25',
  NZ: '15',
  OM: '5',
  PL: '23',
  PT: '23',
  SA: '15',
  SE: '25',
  SG: '9',
  TN: '19',
  TR: '20',
  ZA: '15',
};

import { addDays, today } from '#domain/time-zones.ts';
import { createApprovalRule } from '#features/approvals/operations/create-approval-rule.ts';
import { listApprovalRules } from '#features/approvals/queries-rules.ts';
import { createPriceBook } from '#features/catalog/operations/create-price-book.ts';
import { listPriceBooks } from '#features/catalog/queries-price-books.ts';
import { changeBranding } from '#features/documents/operations/change-branding.ts';
import { saveTemplate } from '#features/documents/operations/save-template.ts';
import { findBranding } from '#features/documents/queries-branding.ts';
import { findTemplate } from '#features/documents/queries-templates.ts';
import { saveSchedule } from '#features/receivables/operations/save-schedule.ts';
import { scheduleOf } from '#features/receivables/queries-schedule.ts';
import type { Call } from '#platform/access/call.ts';
import { nodesOf } from '#records/scope.ts';
import { goods } from './names.ts';
import type { Furniture } from './setting.ts';

const opening = {
  en: 'Dear {{customer.contact|customer.name}},\n\nthank you for your interest. We are glad to offer you:',
  ar: 'السادة {{customer.name}} المحترمين،\n\nنشكركم على اهتمامكم، ويسرنا أن نقدم لكم العرض التالي:',
};
const closing = {
  en: 'We look forward to working with you.\n{{seller.name}}',
  ar: 'نتطلع إلى التعاون معكم.\n{{seller.name}}',
};
const footer = {
  en: 'Goods remain our property until they are paid in full.',
  ar: 'تبقى البضاعة ملكًا لنا حتى سداد كامل ثمنها.',
};
const reminder = {
  en: 'Perhaps it slipped your attention: this invoice is still open. Please pay it in the next days.',
  ar: 'نود تذكيركم بأن هذه الفاتورة لم تُسدد بعد، ونرجو سدادها خلال الأيام القادمة.',
};

/**
 * How documents look and what they say, in both languages, and when customers would be reminded, which stays switched off.
 * What a company has set up itself stays as it is.
 */
export async function addWords(call: Call): Promise<void> {
  const root = [...(await nodesOf(call)).values()].find(({ level }) => level === 'organisation');
  if (!(await findTemplate(call, 'quote', null))) {
    const look = { entityId: null, layout: 'modern', language: 'en' } as const;
    await saveTemplate(call, 'quote', { ...look, texts: { opening, closing } }, null);
  }
  if (root && !(await findBranding(call, root.id))) await changeBranding(call, root.id, { footer }, null);
  if ((await scheduleOf(call)).version === 0) {
    const steps = [7, 21].map((days) => ({ days, texts: reminder }));
    await saveSchedule(call, { enabled: false, steps }, null);
  }
}

/** Prices beside the usual ones: for three customers, for a season, and from a quantity on. */
export async function addPriceBooks(
  call: Call,
  { productIds }: Furniture,
  accountIds: readonly string[],
): Promise<void> {
  const known = new Set((await listPriceBooks(call)).map(({ name }) => name));
  const day = today(call.now, call.timeZone);
  const named = [2, 5, 6].flatMap((at) => {
    const [productId, price] = [productIds[at], goods[at]?.price];
    if (!productId || price === undefined) return [];
    return [{ productId, unitPrice: (price * 0.9).toFixed(2), minQuantity: '10' }];
  });
  const books = [
    { name: 'Key accounts', accountIds: [...accountIds], adjustmentPercent: '-8' },
    { name: 'From ten pieces', prices: named },
    {
      name: 'Season offer',
      ...{ validFrom: addDays(day, -20), validUntil: addDays(day, 40), adjustmentPercent: '-5' },
      active: false,
    },
  ];
  for (const book of books) {
    if (!known.has(book.name)) await createPriceBook(call, { ...book, currency: call.currency });
  }
}

/** What is to be agreed to before it goes out. Whoever may approve may do so. */
export async function addApprovalRules(call: Call): Promise<void> {
  const known = new Set((await listApprovalRules(call)).map(({ name }) => name));
  const rules = [
    { name: 'More than 15 % off', condition: 'discount', limit: '15' },
    { name: 'Less than a fifth is left', condition: 'margin', limit: '20', unknownCounts: false },
  ] as const;
  for (const rule of rules) if (!known.has(rule.name)) await createApprovalRule(call, rule);
}

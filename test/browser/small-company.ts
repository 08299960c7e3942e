import assert from 'node:assert/strict';
import { create, type Session } from './app.ts';

type Made = { id: string };

/** The ids of one record of each kind, along the whole way. */
export type SmallCompany = Record<
  'lead' | 'account' | 'contact' | 'campaign' | 'opportunity' | 'draft' | 'quote' | 'invoice',
  string
>;

const lines = [
  { description: 'كرسي مكتب', quantity: '12', unit: 'قطعة', unitPrice: '249.99', taxRate: '19' },
  { description: 'طاولة جانبية', quantity: '3', unitPrice: '33.335', taxRate: '7', discountPercent: '10' },
];

async function post(session: Session, path: string, body: object = {}): Promise<Made & { invoice?: Made }> {
  const answer = await session.api.post<Made & { invoice?: Made }>(path, body);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A company with one record of each kind, named in Arabic: what a screen shows in Latin letters is its own. */
export async function makeSmallCompany(session: Session): Promise<SmallCompany> {
  const campaign = await create(session, '/campaigns', {
    name: 'معرض الربيع',
    budget: '5000',
    currency: 'EUR',
  });
  const address = { street: 'شارع الملكة رانيا ١٢', city: 'عمّان', country: 'JO' };
  const account = await create(session, '/accounts', { name: 'فنادق الواحة', industry: 'ضيافة', address });
  const contact = await create(session, '/contacts', {
    firstName: 'ليلى',
    lastName: 'فاروق',
    jobTitle: 'مديرة المشتريات',
    email: 'layla@oasis.example',
    phone: '+962791234567',
    accountId: account.id,
  });
  const lead = await create(session, '/leads', {
    firstName: 'سامي',
    companyName: 'فنادق الواحة',
    email: 'sami@oasis.example',
    quality: 'hot',
    campaignId: campaign.id,
    nextActionDate: '2026-01-15',
    tags: ['فندق'],
  });
  const links = { accountId: account.id, contactId: contact.id };
  const opportunity = await create(session, '/opportunities', {
    ...{ name: 'أثاث الردهة', amount: '3600', currency: 'EUR', expectedCloseDate: '2027-03-01' },
    ...links,
  });
  const offer = { opportunityId: opportunity.id, ...links, lines };
  const draft = await create(session, '/quotes', { title: 'مسودة العرض', ...offer });
  const quote = await create(session, '/quotes', {
    ...{ title: 'عرض الردهة', discountType: 'percent', discountValue: '5', terms: 'الدفع خلال ثلاثين يوماً' },
    ...offer,
  });
  for (const status of ['sent', 'accepted']) await post(session, `/quotes/${quote.id}/status`, { status });
  const { invoice } = await post(session, `/quotes/${quote.id}/convert-to-invoice`);
  const invoiceId = invoice?.id ?? '';
  await post(session, `/invoices/${invoiceId}/issue`);
  const payment = { date: '2026-01-20', amount: '1000', method: 'bank_transfer' };
  await post(session, `/invoices/${invoiceId}/payments`, payment);
  const made = { lead, account, contact, campaign, opportunity, draft, quote };
  const ids = Object.fromEntries(Object.entries(made).map(([kind, { id }]) => [kind, id]));
  return { ...ids, invoice: invoiceId } as SmallCompany;
}

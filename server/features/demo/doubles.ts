import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { createLead } from '#features/leads/operations/create-lead.ts';
import type { Call } from '#platform/access/call.ts';
import { createRecord } from '#records/create-record.ts';
import { daysAgo } from './people.ts';
import type { Setting } from './setting.ts';

const accounts = [
  { name: 'Al-Khatib & Söhne GmbH', taxNumber: 'DE 811 223 344', website: 'https://alkhatib.example' },
  { name: 'Al Khatib und Söhne', taxNumber: 'DE811223344', phone: '+49 30 5550199' },
  { name: "Société Lémanique d'Énergie", website: 'https://www.lemanique.example' },
  { name: 'Societe Lemanique d’Energie SA', website: 'https://lemanique.example/contact' },
];

const leads = [
  {
    firstName: 'François',
    lastName: "D'Aubigné",
    companyName: "Atelier d'Aubigné",
    email: 'francois@aubigne.example',
  },
  {
    firstName: 'Francois',
    lastName: 'D’Aubigne',
    companyName: 'Atelier dAubigne',
    email: 'francois@aubigne.example',
  },
];

const contacts = [
  { firstName: 'محمد', lastName: 'عبد الله', mobile: '+962 79 555 0142' },
  { firstName: 'محمّد', lastName: 'عبدالله', mobile: '00962795550142' },
];

/** How many leads `addDoubles` makes. */
export const doubledLeads = leads.length;

/** The same customers typed twice by people in a hurry: something for the finder of duplicates. */
export async function addDoubles(call: Call, { place, seller }: Setting): Promise<void> {
  const common = { scope: place.scope, ownerId: seller.id };
  for (const [index, account] of accounts.entries()) {
    await createRecord(daysAgo(call, 90 - index * 20, seller), accountKind, { ...common, ...account });
  }
  for (const [index, lead] of leads.entries()) {
    await createLead(daysAgo(call, 30 - index * 20, seller), { ...common, ...lead, source: 'event' });
  }
  for (const [index, contact] of contacts.entries()) {
    await createRecord(daysAgo(call, 40 - index * 20, seller), contactKind, { ...common, ...contact });
  }
}

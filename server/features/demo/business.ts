import type { LeadConvertBody, LeadStatus } from '#domain/leads.ts';
import { addDays, today } from '#domain/time-zones.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { recordConsent } from '#features/contacts/operations/record-consent.ts';
import { leadKind } from '#features/leads/kind.ts';
import { changeLeadStatus } from '#features/leads/operations/change-lead-status.ts';
import { convertLead } from '#features/leads/operations/convert-lead.ts';
import { createLead } from '#features/leads/operations/create-lead.ts';
import type { Call } from '#platform/access/call.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow } from '#records/kind.ts';
import {
  cities,
  companyKinds,
  companyWords,
  countryOf,
  firstNames,
  lastNames,
  needs,
  worldlyCompanies,
  worldlyPeople,
} from './names.ts';
import { daysAgo } from './people.ts';
import type { Chance } from './random.ts';
import type { Setting } from './setting.ts';
import { interests } from './settings.ts';
import { askColleague, talk } from './talk.ts';

function person(chance: Chance): readonly [string, string] {
  return chance.percent(8) ? chance.of(worldlyPeople) : [chance.of(firstNames), chance.of(lastNames)];
}

function company(chance: Chance): string {
  if (chance.percent(5)) return `${chance.of(worldlyCompanies)} – ${chance.of(cities)}`;
  return `${chance.of(companyWords)} ${chance.of(companyKinds)} ${chance.of(cities)}`;
}

function mailName(text: string, fallback: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return plain === '' ? fallback : plain;
}

function emailOf(first: string, last: string, firm: string, number: number): string {
  return `${mailName(first, 'info')}.${mailName(last, 'sales')}${number}@${mailName(firm, 'company')}.example`;
}

// Values of the option lists that every company starts with.
const industries = ['manufacturing', 'retail', 'construction', 'healthcare', 'education', 'transport'];
const sources = ['website', 'referral', 'event', 'advertising', 'partner'];

const contactRoles = ['decision_maker', 'influencer', 'user', 'finance', 'technical', 'procurement'];
const accountTypes = ['customer', 'customer', 'prospect', 'partner'];

type Kin = { parent: RecordRow | null; number: number };

async function addAccount(
  call: Call,
  { chance, place, seller, furniture }: Setting,
  { parent, number }: Kin,
) {
  const name = parent && chance.percent(60) ? `${parent.name} ${chance.of(cities)}` : company(chance);
  const city = cities.find((known) => name.endsWith(known)) ?? chance.of(cities);
  const since = addDays(today(call.now, call.timeZone), -chance.between(0, 2_000));
  return createRecord(call, accountKind, {
    scope: place.scope,
    ownerId: seller.id,
    name,
    accountType: chance.of(accountTypes),
    parentAccountId: parent?.id ?? null,
    website: `https://${mailName(name, 'company')}${number}.example`,
    phone: `+49 30 ${String(2_000_000 + number)}`,
    industry: chance.of(industries),
    taxNumber: `${countryOf[city]}${String(100_000_000 + number)}`,
    address: {
      street: `${chance.between(1, 200)} Market Street`,
      city,
      region: null,
      postalCode: String(10_000 + number),
      country: countryOf[city],
    },
    tags: chance.percent(15) ? ['key account'] : [],
    ...(furniture.fields.has('account.customerSince') && chance.percent(50)
      ? { custom: { customerSince: since } }
      : {}),
  });
}

/** Some who had agreed to be written to have thought better of it since. */
async function thinkAgain(call: Call, contact: RecordRow): Promise<void> {
  await recordConsent(
    call,
    contactKind,
    contact.id,
    {
      channel: 'email',
      state: 'withdrawn',
      source: 'phone',
      proof: 'Asked on the telephone not to be written to any more.',
    },
    null,
  );
}

/**
 * A customer of some standing: the account, perhaps below another one, and one to three people there, one of them the
 * primary contact.
 */
export async function addCustomer(
  call: Call,
  setting: Setting,
  number: number,
  parent: RecordRow | null = null,
) {
  const { chance, place, seller } = setting;
  const age = chance.between(30, 600);
  const past = daysAgo(call, age, seller);
  const account = await addAccount(past, setting, { parent, number });
  const contacts: RecordRow[] = [];
  for (let n = 0; n <= chance.between(0, 2); n += 1) {
    const [firstName, lastName] = person(chance);
    const contact = await createRecord(past, contactKind, {
      scope: place.scope,
      ownerId: seller.id,
      accountId: account.id,
      firstName,
      lastName,
      email: emailOf(firstName, lastName, account.name as string, number * 10 + n),
      mobile: `+49 151 ${String(10_000_000 + number * 10 + n)}`,
      jobTitle: chance.of(['Buyer', 'Managing director', 'Head of operations', 'Office manager']),
      role: chance.of(contactRoles),
      isPrimary: n === 0,
      emailOptIn: chance.percent(60),
    });
    contacts.push(contact);
    if (contact.emailOptIn && chance.percent(10)) {
      await thinkAgain(daysAgo(call, age * chance.next(), seller), contact);
    }
  }
  await rememberTalks(call, setting, { account, contacts }, age);
  return { account, contacts };
}

async function rememberTalks(
  call: Call,
  setting: Setting,
  { account, contacts }: { account: RecordRow; contacts: readonly RecordRow[] },
  age: number,
): Promise<void> {
  const { chance, place, seller } = setting;
  const about = { recordKind: 'account' as const, recordId: account.id, age };
  if (chance.percent(15)) await talk(call, setting, { ...about, contactIds: contacts.map(({ id }) => id) });
  const colleague = place.sellers.find(({ id }) => id !== seller.id);
  if (colleague && chance.percent(5)) await askColleague(call, setting, about, colleague);
}

const ends: readonly (readonly LeadStatus[])[] = [
  [],
  [],
  ['contacted'],
  ['contacted'],
  ['contacted', 'qualified'],
  ['contacted', 'qualified'],
  ['contacted', 'lost'],
  ['junk'],
];

/** Ticked the box of the newsletter. */
async function agree(call: Call, lead: RecordRow): Promise<void> {
  await recordConsent(
    call,
    leadKind,
    lead.id,
    {
      channel: 'email',
      state: 'granted',
      source: 'website',
      proof: 'Form "Newsletter", confirmed by email.',
    },
    null,
  );
}

/** A lead at some point of its way, with its history and sometimes a next action. */
export async function addLead(call: Call, setting: Setting, number: number): Promise<RecordRow> {
  const { chance, place, seller, furniture } = setting;
  const age = chance.between(0, 360) + chance.next();
  const [firstName, lastName] = person(chance);
  const companyName = company(chance);
  const open = chance.percent(40);
  const lead = await createLead(daysAgo(call, age, seller), {
    scope: place.scope,
    ownerId: chance.percent(8) ? null : seller.id,
    firstName: chance.percent(95) ? firstName : null,
    lastName,
    companyName,
    email: emailOf(firstName, lastName, companyName, number),
    phone: `+49 40 ${String(3_000_000 + number)}`,
    jobTitle: chance.of(['Buyer', 'Founder', 'Project lead', 'IT manager']),
    source: chance.of(sources),
    quality: chance.of(['hot', 'warm', 'cold']),
    nextActionDate: open ? addDays(today(call.now, call.timeZone), chance.between(-5, 20)) : null,
    nextActionNote: open
      ? chance.of(['Call back', 'Send brochure', 'Agree on a visit', 'Ask for the budget'])
      : null,
    campaignId:
      furniture.campaignIds.length > 0 && chance.percent(30) ? chance.of(furniture.campaignIds) : null,
    ...(furniture.fields.has('lead.interestedIn') && chance.percent(40)
      ? { custom: { interestedIn: chance.of(interests) } }
      : {}),
  });
  if (chance.percent(4)) await agree(daysAgo(call, age, seller), lead);
  if (chance.percent(6)) await talk(call, setting, { recordKind: 'lead', recordId: lead.id, age });
  let row = lead;
  const path = chance.of(ends);
  for (const [step, status] of path.entries()) {
    const then = age * (1 - (step + 1) / (path.length + 1));
    row = await changeLeadStatus(
      daysAgo(call, then, seller),
      lead.id,
      { status, reason: status === 'lost' ? 'No budget' : null },
      null,
    );
  }
  return row;
}

/** Converts a lead some time after it was made. */
export async function convert(call: Call, { chance, place, seller }: Setting, lead: RecordRow, days: number) {
  const need = chance.of(needs);
  const body: LeadConvertBody = {
    accountName: lead.companyName as string,
    opportunityName: `${need} – ${lead.companyName}`.slice(0, 180),
    quoteTitle: need,
    amount: String(chance.between(8, 400) * 100),
    currency: place.currency,
    createContact: true,
    createOpportunity: true,
    createQuote: true,
  } as LeadConvertBody;
  return convertLead(daysAgo(call, days, seller), lead.id, body, null);
}

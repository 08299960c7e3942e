import type { LeadConvertBody, LeadStatus } from '#domain/leads.ts';
import { addDays, today } from '#domain/time-zones.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
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
import type { Chance } from './random.ts';
import type { Place } from './stage.ts';

export type Seller = Place['sellers'][number];
export type Setting = { chance: Chance; place: Place; seller: Seller };

const dayMs = 86_400_000;

/** The same transaction, some days ago, as one of the sellers: so that histories have a past and a person in them. */
export function daysAgo(call: Call, days: number, seller: Seller): Call {
  return {
    ...call,
    now: new Date(call.now.getTime() - Math.round(days * dayMs)),
    actor: { kind: 'member', id: seller.id, name: seller.name, memberId: seller.id },
  };
}

function person(chance: Chance): readonly [string, string] {
  return chance.percent(4) ? chance.of(worldlyPeople) : [chance.of(firstNames), chance.of(lastNames)];
}

function company(chance: Chance): string {
  if (chance.percent(4)) return chance.of(worldlyCompanies);
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

/** A customer of some standing: the account and one to three people there, one of them the primary contact. */
export async function addCustomer(call: Call, { chance, place, seller }: Setting, number: number) {
  const past = daysAgo(call, chance.between(30, 600), seller);
  const name = company(chance);
  const city = cities.find((known) => name.endsWith(known)) ?? chance.of(cities);
  const account = await createRecord(past, accountKind, {
    scope: place.scope,
    ownerId: seller.id,
    name,
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
  });
  const contacts: RecordRow[] = [];
  for (let n = 0; n <= chance.between(0, 2); n += 1) {
    const [firstName, lastName] = person(chance);
    contacts.push(
      await createRecord(past, contactKind, {
        scope: place.scope,
        ownerId: seller.id,
        accountId: account.id,
        firstName,
        lastName,
        email: emailOf(firstName, lastName, name, number * 10 + n),
        mobile: `+49 151 ${String(10_000_000 + number * 10 + n)}`,
        jobTitle: chance.of(['Buyer', 'Managing director', 'Head of operations', 'Office manager']),
        isPrimary: n === 0,
        emailOptIn: chance.percent(60),
      }),
    );
  }
  return { account, contacts };
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

/** A lead at some point of its way, with its history and sometimes a next action. */
export async function addLead(
  call: Call,
  { chance, place, seller }: Setting,
  number: number,
): Promise<RecordRow> {
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
  });
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

import { countryName } from '#domain/countries.ts';
import type { DocumentContent, DocumentParty, PostalAddress } from './content.ts';
import { isolated, ownDirection } from './print-numbers.ts';
import { type Label, type Languages, labelOf } from './printed-text.ts';

/** A party as it is printed: its name, and lines below it. */
export type PrintedParty = { label: Label; name: string; lines: string[] };

const filled = (texts: readonly (string | null | undefined)[]) =>
  texts.filter((text): text is string => typeof text === 'string' && text.trim() !== '');

export function addressLines(address: PostalAddress | null | undefined, { first }: Languages): string[] {
  if (!address) return [];
  const { street, city, region, postalCode, country } = address;
  return filled([
    ...(street ?? '').split(/\r?\n/),
    filled([postalCode, city]).join(' '),
    region,
    country ? countryName(country, first) : null,
  ]).map(ownDirection);
}

const numbered = (label: Label, number: string | null | undefined) =>
  number ? [`${filled([label.a, label.b]).join(' / ')} ${isolated(number)}`] : [];

function numbersOf(party: DocumentParty, languages: Languages): string[] {
  return [
    ...numbered(
      labelOf(languages, ({ taxNumber }) => taxNumber),
      party.taxNumber,
    ),
    ...numbered(
      labelOf(languages, ({ registrationNumber }) => registrationNumber),
      party.registrationNumber,
    ),
  ];
}

const reach = ({ email, phone, website }: DocumentParty) => filled([phone, email, website]).map(isolated);

export function printedSeller({ seller }: DocumentContent, languages: Languages): PrintedParty {
  return {
    label: labelOf(languages, ({ from }) => from),
    name: ownDirection(seller.name ?? ''),
    lines: [...addressLines(seller.address, languages), ...reach(seller), ...numbersOf(seller, languages)],
  };
}

export function printedCustomer(content: DocumentContent, languages: Languages): PrintedParty | null {
  const { customer, kind } = content;
  if (!customer) return null;
  const { contact } = customer;
  const attention = labelOf(languages, (words) => words.attention);
  // An account goes by its legal name on paper; the name that people use stays where it is the only one.
  const name = customer.legalName || customer.name || '';
  return {
    label: labelOf(languages, ({ to }) => to[kind]),
    name: ownDirection(name),
    lines: [
      ...(contact?.name && contact.name !== name ? [`${attention.a} ${ownDirection(contact.name)}`] : []),
      ...addressLines(customer.address, languages),
      ...numbersOf(customer, languages),
    ],
  };
}

export function printedShipping(
  { shippingAddress }: DocumentContent,
  languages: Languages,
): PrintedParty | null {
  const [name, ...lines] = addressLines(shippingAddress, languages);
  return name === undefined
    ? null
    : { label: labelOf(languages, ({ shipTo }) => shipTo), name: '', lines: [name, ...lines] };
}

import type { PublicAddress, PublicContent, PublicDocumentWire, PublicText } from '#domain/sharing.ts';
import type {
  ContentLine,
  DocumentContent,
  DocumentKind,
  DocumentParty,
  PostalAddress,
  Translated,
} from '#features/documents/content.ts';
import { contentToPrint } from '#features/documents/operations/prepare-pdf.ts';
import { findSnapshot, findStoredPdf } from '#features/documents/queries.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';

const textOf = (value: string | null | undefined) => value || null;

function addressIn(address: PostalAddress | null | undefined): PublicAddress | null {
  if (!address) return null;
  const { street, city, region, postalCode, country } = address;
  return {
    street: textOf(street),
    city: textOf(city),
    region: textOf(region),
    postalCode: textOf(postalCode),
    country: textOf(country),
  };
}

function companyIn(party: DocumentParty) {
  return {
    name: textOf(party.legalName) ?? textOf(party.name),
    taxNumber: textOf(party.taxNumber),
    registrationNumber: textOf(party.registrationNumber),
    address: addressIn(party.address),
  };
}

function customerIn(party: DocumentParty | null): PublicContent['customer'] {
  return party && { ...companyIn(party), contactName: textOf(party.contact?.name) };
}

const inBoth = ({ en, ar }: Translated): PublicText => ({ en: textOf(en), ar: textOf(ar) });

function lineIn(line: ContentLine): PublicContent['lines'][number] {
  const { id, lineType, description, quantity, unit, unitPrice, taxRate, discountPercent, net } = line;
  const { optional, selected } = line;
  return {
    id: id ?? '',
    lineType,
    description,
    quantity,
    unit,
    unitPrice,
    taxRate,
    discountPercent,
    optional,
    selected,
    net,
  };
}

type Facts = Pick<PublicContent, 'validUntil' | 'dueDate' | 'overdue' | 'paid' | 'balance'> & {
  /** Whether it is there to be paid. */
  toPay: boolean;
};

function contentOf(content: DocumentContent, { toPay, ...facts }: Facts): PublicContent {
  const { texts, totals } = content;
  return {
    ...facts,
    currency: content.currency,
    date: content.date,
    facts: content.facts.map(({ key, type, value }) => ({ key, type, value })),
    customer: customerIn(content.customer),
    shippingAddress: addressIn(content.shippingAddress),
    lines: content.lines.map(lineIn),
    subtotal: totals.subtotal,
    discountTotal: totals.discount,
    taxTotal: totals.tax,
    total: totals.total,
    description: content.description,
    terms: content.terms,
    customerNote: content.customerNote,
    texts: {
      heading: inBoth(texts.heading),
      opening: inBoth(texts.opening),
      closing: inBoth(texts.closing),
      terms: inBoth(texts.terms),
    },
    footer: inBoth(content.branding.footer),
    bankDetails: toPay ? content.branding.bankDetails : null,
  };
}

type Said = Pick<PublicDocumentWire, 'title' | 'number' | 'language' | 'seller' | 'branding' | 'content'>;

/**
 * What the customer's copy of a document says, the very content that its PDF is made of. Where `facts` is null, as for what a
 * newer version has taken the place of, only who sells it.
 */
export async function publicContent(
  call: Call,
  kind: DocumentKind,
  row: RecordRow,
  facts: Facts | null,
): Promise<Said> {
  const content = await contentToPrint(call, kind, row);
  const { seller, branding } = content;
  return {
    title: content.title,
    number: content.number,
    language: content.language,
    seller: {
      ...companyIn(seller),
      email: textOf(seller.email),
      phone: textOf(seller.phone),
      website: textOf(seller.website),
    },
    branding: { accent: branding.accent, logo: branding.logo ? 'logo' : null },
    content: facts && contentOf(content, facts),
  };
}

/** The logo on the customer's copy, as an object of the store; null where there is none. */
export async function logoOf(
  call: Call,
  kind: DocumentKind,
  row: RecordRow,
): Promise<DocumentContent['branding']['logo']> {
  return (await contentToPrint(call, kind, row)).branding.logo;
}

/** SHA-256 of the PDF of a document as it was fixed, in hexadecimal; null while nobody has asked for it. */
export async function pdfSha256(call: Call, row: RecordRow): Promise<string | null> {
  const snapshot = await findSnapshot(call, row.id);
  const stored = snapshot && (await findStoredPdf(call, row, snapshot.contentSha256));
  return stored?.sha256 ?? null;
}

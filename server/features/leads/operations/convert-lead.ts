import { fieldProblem } from '#domain/field-errors.ts';
import { canConvertLead, type LeadConvertBody, type LeadStatus } from '#domain/leads.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { currentConsent } from '#features/contacts/queries-consent.ts';
import { createOpportunity } from '#features/opportunities/operations/create-opportunity.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import { createRecord } from '#records/create-record.ts';
import { carriedCustom } from '#records/custom-fields/read.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { requireLinkable } from '#records/links.ts';
import { findRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { nodeScopes } from '#records/scope.ts';
import { handOnTimeline } from '#records/timeline-heirs.ts';
import { updateRecord, viewOf } from '#records/update-record.ts';
import { leadKind } from '../kind.ts';
import { keepConversion, type Relinked } from './keep-conversion.ts';

export type Conversion = {
  lead: RecordRow;
  account: RecordRow;
  contact: RecordRow | null;
  opportunity: RecordRow | null;
  quote: RecordRow | null;
};

/** What everything made from a lead takes over from it. */
type Heritage = Values & { scope: unknown; ownerId: string | null; campaignId: unknown };

/** A lead keeps its owner and its campaign when they are out of use, and so does what it becomes. */
const inherited = ['ownerId', 'campaignId', 'custom'];

function requireConvertible(lead: RecordRow): void {
  const status = lead.status as LeadStatus;
  if (status === 'converted') {
    throw new Problem('already_converted', {
      detail: 'This lead was converted before.',
      accountId: lead.convertedAccountId,
      contactId: lead.convertedContactId,
      opportunityId: lead.convertedOpportunityId,
      quoteId: lead.convertedQuoteId,
    });
  }
  if (!canConvertLead(status))
    throw illegalTransition(status, 'converted', ['new', 'contacted', 'qualified']);
}

async function accountFor(
  call: Call,
  lead: RecordRow,
  body: LeadConvertBody,
  heritage: Heritage,
): Promise<RecordRow> {
  if (body.accountId) return requireLinkable(call, accountKind, body.accountId, 'accountId', lead.scopePath);
  const { scope, ownerId } = heritage;
  const direct = lead.firstName === null ? { email: lead.email, phone: lead.phone } : {};
  const custom = await carriedCustom(call, leadKind, lead, 'account');
  const values = { scope, ownerId, name: body.accountName, ...direct, tags: lead.tags, custom };
  return createRecord(call, accountKind, values, { inherited });
}

/** Putting a contact to the account is an edit of the contact, and takes the right to it. */
async function reuseContact(call: Call, lead: RecordRow, id: string, account: RecordRow): Promise<RecordRow> {
  const contact = await requireLinkable(call, contactKind, id, 'contactId', lead.scopePath);
  if (contact.accountId !== null && contact.accountId !== account.id) {
    throw invalidFields([fieldProblem('contactId', 'not_allowed', { because: 'accountId' })]);
  }
  if (contact.accountId === account.id) return contact;
  if (!onOneLine(contact.scopePath, account.scopePath)) {
    throw invalidFields([fieldProblem('contactId', 'other_scope')]);
  }
  return updateRecord(call, contactKind, id, { accountId: account.id }, null);
}

/** A lead without a first name makes no contact: there is nobody to name. */
async function contactFor(
  call: Call,
  lead: RecordRow,
  body: LeadConvertBody,
  heritage: Heritage,
  account: RecordRow,
): Promise<RecordRow | null> {
  if (!body.createContact) return null;
  if (body.contactId) return reuseContact(call, lead, body.contactId, account);
  const firstName = body.contactFirstName ?? lead.firstName;
  if (!firstName) return null;
  const { phone, jobTitle, source, tags } = lead;
  const email = body.contactEmail ?? (lead.email as string | null);
  const values = {
    ...heritage,
    accountId: account.id,
    emailOptIn: email !== null && (await currentConsent(call, 'email', email)) === 'granted',
    firstName,
    lastName: body.contactLastName ?? (body.contactFirstName ? null : lead.lastName),
    email,
    ...{ phone, jobTitle, source, tags },
    custom: await carriedCustom(call, leadKind, lead, 'contact'),
  };
  return createRecord(call, contactKind, values, { inherited });
}

/** The opportunity and the quote, as far as they are wanted. */
async function dealFor(
  call: Call,
  lead: RecordRow,
  body: LeadConvertBody,
  heritage: Heritage,
  { account, contact }: { account: RecordRow; contact: RecordRow | null },
): Promise<Pick<Conversion, 'opportunity' | 'quote'>> {
  const money = { ...(body.currency ? { currency: body.currency } : {}), amount: body.amount };
  const links = { leadId: lead.id, accountId: account.id, contactId: contact?.id };
  const opportunity = body.createOpportunity
    ? await createOpportunity(
        call,
        {
          ...heritage,
          ...links,
          ...money,
          name: body.opportunityName,
          custom: await carriedCustom(call, leadKind, lead, 'opportunity'),
        },
        inherited,
      )
    : null;
  const quote = body.createQuote
    ? await createQuote(
        call,
        {
          scope: heritage.scope,
          ownerId: lead.ownerId,
          ...links,
          ...money,
          opportunityId: opportunity?.id,
          title: body.quoteTitle,
          custom: await carriedCustom(call, leadKind, lead, 'quote'),
        },
        inherited,
      )
    : null;
  return { opportunity, quote };
}

/** What was made, and what was there before, of all that a lead became. */
async function keep(
  call: Call,
  lead: { before: RecordRow; after: RecordRow },
  body: LeadConvertBody,
  { account, contact, opportunity, quote }: Omit<Conversion, 'lead'>,
  contactBefore: RecordRow | null,
): Promise<void> {
  const made = [
    body.accountId ? null : ({ kind: 'account', row: account } as const),
    body.contactId ? null : ({ kind: 'contact', row: contact } as const),
    { kind: 'opportunity', row: opportunity } as const,
    { kind: 'quote', row: quote } as const,
  ].flatMap((one) => (one?.row ? [{ kind: one.kind, id: one.row.id }] : []));
  const linked = contactBefore !== null && contact !== null && contactBefore.accountId !== contact.accountId;
  const relinked: Relinked[] = linked
    ? [
        {
          kind: 'contact',
          id: contact.id,
          before: { accountId: contactBefore.accountId },
          after: { accountId: contact.accountId },
        },
      ]
    : [];
  await keepConversion(call, lead, made, relinked);
}

/**
 * Turns a lead into an account, a contact, an opportunity and a draft quote, all linked, in the caller's one transaction:
 * any refusal leaves the lead as it was. The lead is locked first, so of two conversions at once the second is refused.
 */
export async function convertLead(
  call: Call,
  id: string,
  body: LeadConvertBody,
  ifMatch: number | null,
): Promise<Conversion> {
  const lead = await lockRecord(call, leadKind, id);
  requireOn(call, 'crm.leads.convert', lead, viewOf(leadKind));
  requireVersion(lead, ifMatch);
  requireConvertible(lead);
  requireActive(lead);
  if (body.projectName) {
    throw new Problem('module_disabled', {
      detail: 'The module projects is switched off.',
      module: 'projects',
    });
  }
  const scope = (await nodeScopes(call)).get(lead.scopeId);
  const heritage: Heritage = { scope, ownerId: lead.ownerId, campaignId: lead.campaignId };
  const account = await accountFor(call, lead, body, heritage);
  const contactBefore = body.contactId ? await findRecord(call, contactKind, body.contactId) : null;
  const contact = await contactFor(call, lead, body, heritage, account);
  const { opportunity, quote } = await dealFor(call, lead, body, heritage, { account, contact });
  const converted = await changeStatus(call, leadKind, lead, {
    column: 'status',
    to: 'converted',
    columns: {
      convertedAt: instant(call),
      accountId: account.id,
      contactId: contact?.id ?? lead.contactId,
      convertedAccountId: account.id,
      convertedContactId: contact?.id ?? null,
      convertedOpportunityId: opportunity?.id ?? null,
      convertedQuoteId: quote?.id ?? null,
    },
    event: 'lead.converted',
  });
  const heirs = [account, contact, opportunity].flatMap((heir, index) =>
    heir ? [{ kind: (['account', 'contact', 'opportunity'] as const)[index]!, id: heir.id }] : [],
  );
  await handOnTimeline(call, { kind: 'lead', id: lead.id }, heirs, lead.id);
  const made = { account, contact, opportunity, quote };
  await keep(call, { before: lead, after: converted }, body, made, contactBefore);
  return { lead: converted, ...made };
}

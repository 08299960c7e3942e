import { contactMethods, contactStatuses, primaryHasAccount } from '#domain/contacts.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { normalizePhone } from '#domain/phones.ts';
import { invalidFields } from '#domain/problems.ts';
import { type RecordKind, recordKind, type Values } from '#records/kind.ts';
import { phoneTerms } from '#records/search-text.ts';
import { keepConsent } from './operations/keep-consent.ts';
import { movePrimary } from './operations/move-primary.ts';

const e164 = (typed: unknown) => (typeof typed === 'string' ? normalizePhone(typed) : null);

function derive(merged: Values): Values {
  return {
    displayName: [merged.firstName, merged.lastName].filter(Boolean).join(' '),
    phoneE164: e164(merged.phone),
    mobileE164: e164(merged.mobile),
  };
}

export const contactKind: RecordKind = recordKind({
  name: 'contact',
  table: 'contact',
  path: '/contacts',
  module: 'crm',
  capability: 'crm.contacts',
  titleColumn: 'displayName',
  subtitleColumn: 'email',
  searchable: true,
  fields: {
    firstName: { type: 'text' },
    lastName: { type: 'text' },
    name: { type: 'text', column: 'displayName', sort: 'required', readOnly: true },
    email: { type: 'text', filter: true },
    phone: { type: 'text' },
    mobile: { type: 'text' },
    jobTitle: { type: 'text' },
    role: { type: 'option', list: 'contact_role', filter: true },
    status: { type: 'choice', values: contactStatuses, filter: true },
    isPrimary: { type: 'boolean', filter: true },
    emailOptIn: { type: 'boolean', filter: true },
    smsOptIn: { type: 'boolean', filter: true },
    preferredContactMethod: { type: 'choice', values: contactMethods, filter: true },
    source: { type: 'option', list: 'lead_source', filter: true },
    campaignId: { type: 'link', to: 'campaign', filter: true },
    lastContactedAt: { type: 'instant', filter: true },
    accountId: { type: 'link', to: 'account', filter: true },
    tags: { type: 'tags', filter: true },
    mergedIntoId: { type: 'link', to: 'contact', readOnly: true, internal: true },
  },
  searchText: (row) => [
    row.displayName as string,
    row.email as string | null,
    row.phone as string | null,
    phoneTerms(row.phone, row.phoneE164),
    row.mobile as string | null,
    phoneTerms(row.mobile, row.mobileE164),
    row.jobTitle as string | null,
  ],
  // Somebody else may become the primary contact meanwhile, so whoever comes back is not it any more.
  archiving: { archived: { status: 'archived', isPrimary: false }, restored: { status: 'active' } },
  dependents: [
    { table: 'opportunity', column: 'contactId', kind: 'opportunity' },
    { table: 'quote', column: 'contactId', kind: 'quote' },
  ],
  async prepare(call, merged, change) {
    if (!primaryHasAccount(merged)) throw invalidFields([fieldProblem('accountId', 'required')]);
    await movePrimary(call, merged, change.current);
    return derive(merged);
  },
  written: keepConsent,
});

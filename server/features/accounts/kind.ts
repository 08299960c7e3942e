import { accountStatuses } from '#domain/accounts.ts';
import { normalizePhone } from '#domain/phones.ts';
import { type RecordKind, recordKind, type Values } from '#records/kind.ts';
import { phoneTerms } from '#records/search-text.ts';
import { refuseCircle } from './operations/refuse-circle.ts';

/** The host of a web address without `www.`, by which two accounts with differently typed sites are the same. */
export function domainOf(website: unknown): string | null {
  if (typeof website !== 'string' || !URL.canParse(website)) return null;
  return new URL(website).hostname.replace(/^www\./, '');
}

function derive(merged: Values): Values {
  return {
    phoneE164:
      typeof merged.phone === 'string' ? normalizePhone(merged.phone, merged.country as string | null) : null,
    websiteDomain: domainOf(merged.website),
  };
}

export const accountKind: RecordKind = recordKind({
  name: 'account',
  table: 'account',
  path: '/accounts',
  module: 'crm',
  capability: 'crm.accounts',
  titleColumn: 'name',
  subtitleColumn: 'email',
  searchable: true,
  fields: {
    name: { type: 'text', sort: 'required' },
    legalName: { type: 'text' },
    accountType: { type: 'option', list: 'account_type', filter: true },
    status: { type: 'choice', values: accountStatuses, filter: true },
    email: { type: 'text', filter: true },
    phone: { type: 'text' },
    website: { type: 'text' },
    industry: { type: 'option', list: 'industry', filter: true },
    registrationNumber: { type: 'text' },
    taxNumber: { type: 'text', filter: true },
    address: { type: 'address' },
    paymentTermId: { type: 'reference', to: 'paymentTerm', filter: true },
    parentAccountId: { type: 'link', to: 'account', filter: true },
    tags: { type: 'tags', filter: true },
    mergedIntoId: { type: 'link', to: 'account', readOnly: true, internal: true },
  },
  searchText: (row) => [
    row.name as string,
    row.legalName as string | null,
    row.email as string | null,
    row.phone as string | null,
    phoneTerms(row.phone, row.phoneE164),
    row.websiteDomain as string | null,
    row.taxNumber as string | null,
  ],
  gathersTimeline: true,
  archiving: { archived: { status: 'archived' }, restored: { status: 'active' } },
  dependents: [
    { table: 'opportunity', column: 'accountId', kind: 'opportunity' },
    { table: 'quote', column: 'accountId', kind: 'quote' },
    { table: 'invoice', column: 'accountId', kind: 'invoice' },
    { table: 'subscription', column: 'accountId', kind: 'subscription' },
    { table: 'account', column: 'parentAccountId', kind: 'account' },
  ],
  async prepare(call, merged, { current }) {
    await refuseCircle(call, merged.parentAccountId, current);
    return derive(merged);
  },
});

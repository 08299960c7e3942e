import { keysOf, type SheetField, type SheetFields } from '#web/components/document/draft-sheet.tsx';
import type { FieldGroup, Values } from '#web/components/form/field.ts';

const ofAccount = (values: Values): Record<string, string> =>
  values.accountId ? { accountId: String(values.accountId) } : {};

const field = {
  account: {
    key: 'accountId',
    label: 'kinds:account.one',
    type: 'record',
    recordKind: 'account',
    required: true,
  },
  contact: {
    key: 'contactId',
    label: 'kinds:contact.one',
    type: 'record',
    recordKind: 'contact',
    recordFilter: ofAccount,
  },
  title: { key: 'title', label: 'invoices:field.title', type: 'text' },
  opportunity: {
    key: 'opportunityId',
    label: 'kinds:opportunity.one',
    type: 'record',
    recordKind: 'opportunity',
    recordFilter: ofAccount,
  },
  invoiceDate: { key: 'invoiceDate', label: 'invoices:field.invoiceDate', type: 'date' },
  dueDate: { key: 'dueDate', label: 'invoices:field.dueDate', type: 'date' },
  paymentTerm: { key: 'paymentTermId', label: 'invoices:field.paymentTerm', type: 'paymentTerm' },
  currency: { key: 'currency', label: 'common:field.currency', type: 'currency', required: true },
  reference: { key: 'reference', label: 'invoices:field.reference', type: 'text' },
  billingAddress: {
    key: 'billingAddress',
    label: 'documents:field.billingAddress',
    type: 'address',
    size: 'half',
  },
  shippingAddress: {
    key: 'shippingAddress',
    label: 'documents:field.shippingAddress',
    type: 'address',
    size: 'half',
  },
  owner: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags' },
} satisfies Record<string, SheetField>;

export const invoiceSheet: SheetFields = {
  head: [
    { ...field.account, size: 'half' },
    { ...field.title, size: 'half' },
    field.invoiceDate,
    field.paymentTerm,
    field.dueDate,
  ],
  more: [
    field.contact,
    field.opportunity,
    field.currency,
    field.reference,
    field.owner,
    field.scope,
    field.tags,
    field.billingAddress,
    field.shippingAddress,
  ],
};

export const invoiceKeys = [...keysOf(invoiceSheet), 'series'];

const createCurrency: SheetField = { ...field.currency, required: false, help: 'invoices:help.currency' };

/** What starts an invoice; its lines are typed on its page. */
export const createGroups: FieldGroup[] = [
  { fields: [field.account, field.contact, field.title, field.opportunity] },
  { fields: [field.owner, field.scope, field.paymentTerm, createCurrency] },
];

import { keysOf, type SheetField, type SheetFields } from '#web/components/document/draft-sheet.tsx';
import type { FieldGroup, Values } from '#web/components/form/field.ts';

const ofAccount = (values: Values): Record<string, string> =>
  values.accountId ? { accountId: String(values.accountId) } : {};

const field = {
  title: { key: 'title', label: 'quotes:field.title', type: 'text', required: true, size: 'half' },
  account: { key: 'accountId', label: 'kinds:account.one', type: 'record', recordKind: 'account' },
  contact: {
    key: 'contactId',
    label: 'kinds:contact.one',
    type: 'record',
    recordKind: 'contact',
    recordFilter: ofAccount,
  },
  opportunity: {
    key: 'opportunityId',
    label: 'kinds:opportunity.one',
    type: 'record',
    recordKind: 'opportunity',
    recordFilter: ofAccount,
  },
  validUntil: { key: 'validUntil', label: 'quotes:field.validUntil', type: 'date' },
  currency: { key: 'currency', label: 'common:field.currency', type: 'currency', required: true },
  reference: { key: 'reference', label: 'quotes:field.reference', type: 'text' },
  number: { key: 'number', label: 'quotes:field.number', type: 'text', required: true },
  amount: {
    key: 'amount',
    label: 'quotes:field.amount',
    type: 'money',
    currencyKey: 'currency',
    onlyWithoutLines: true,
  },
  description: { key: 'description', label: 'quotes:field.description', type: 'prose', size: 'whole' },
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

export const quoteSheet: SheetFields = {
  head: [
    field.title,
    { ...field.account, size: 'half' },
    field.contact,
    field.validUntil,
    field.currency,
    field.amount,
  ],
  more: [
    field.opportunity,
    field.number,
    field.reference,
    field.owner,
    field.scope,
    field.tags,
    field.description,
    field.billingAddress,
    field.shippingAddress,
  ],
};

/** What can be changed of a draft without its page: nothing that its price depends on. */
export const listGroups: FieldGroup[] = [
  { fields: [field.title, field.validUntil, field.reference, field.owner, field.tags] },
];

export const quoteKeys = keysOf(quoteSheet);

/** What a new quote can start from, once there are templates. */
export const templateField: SheetField = {
  key: 'templateId',
  label: 'quotes:field.template',
  help: 'quotes:help.template',
  type: 'choice',
};

const createCurrency: SheetField = { ...field.currency, required: false, help: 'quotes:help.currency' };

/** What starts a quote; its lines are typed on its page. Fields of one row each take half of the form. */
export const createGroups: FieldGroup[] = [
  {
    fields: [
      { ...field.title, wide: true } as SheetField,
      field.account,
      field.contact,
      field.opportunity,
      field.validUntil,
    ],
  },
  { fields: [field.owner, field.scope, createCurrency] },
];

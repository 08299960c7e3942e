import { keysOf, type SheetField, type SheetFields } from '#web/components/document/draft-sheet.tsx';
import type { FieldGroup, Values } from '#web/components/form/field.ts';

const ofAccount = (values: Values): Record<string, string> =>
  values.accountId ? { accountId: String(values.accountId) } : {};

const field = {
  title: { key: 'title', label: 'orders:field.title', type: 'text', required: true, size: 'half' },
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
  orderDate: { key: 'orderDate', label: 'orders:field.orderDate', type: 'date', required: true },
  deliveryDate: { key: 'deliveryDate', label: 'orders:field.deliveryDate', type: 'date' },
  currency: { key: 'currency', label: 'common:field.currency', type: 'currency', required: true },
  reference: { key: 'reference', label: 'orders:field.reference', type: 'text' },
  number: { key: 'number', label: 'orders:field.number', type: 'text', required: true },
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

const head: SheetField[] = [
  field.title,
  { ...field.account, size: 'half' },
  field.contact,
  field.orderDate,
  field.deliveryDate,
];

const more: SheetField[] = [
  field.opportunity,
  field.number,
  field.reference,
  field.owner,
  field.scope,
  field.tags,
  field.billingAddress,
  field.shippingAddress,
];

export const orderSheet: SheetFields = { head: [...head, field.currency], more };

/** An order from a quote keeps the currency that the customer accepted. */
export const orderFromQuoteSheet: SheetFields = { head, more };

export const orderKeys = keysOf(orderSheet);

/** What can be changed of a draft without its page. */
export const listGroups: FieldGroup[] = [
  { fields: [field.title, field.orderDate, field.deliveryDate, field.reference, field.owner, field.tags] },
];

const createCurrency: SheetField = { ...field.currency, required: false, help: 'orders:help.currency' };

/** What starts an order; its lines are typed on its page. */
export const createGroups: FieldGroup[] = [
  {
    fields: [
      { ...field.title, wide: true } as SheetField,
      field.account,
      field.contact,
      field.orderDate,
      field.deliveryDate,
    ],
  },
  { fields: [field.opportunity, field.owner, field.scope, createCurrency] },
];

import { intervals } from '#domain/subscriptions.ts';
import { keysOf, type SheetField, type SheetFields } from '#web/components/document/draft-sheet.tsx';
import type { Field, FieldGroup, Values } from '#web/components/form/field.ts';

const ofAccount = (values: Values): Record<string, string> =>
  values.accountId ? { accountId: String(values.accountId) } : {};

export const rhythmFields: Field[] = [
  {
    key: 'interval',
    label: 'subscriptions:field.interval',
    type: 'choice',
    choices: intervals,
    words: 'subscriptions:interval',
    required: true,
  },
  { key: 'intervalCount', label: 'subscriptions:field.intervalCount', type: 'decimal', whole: true },
];

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
  opportunity: {
    key: 'opportunityId',
    label: 'kinds:opportunity.one',
    type: 'record',
    recordKind: 'opportunity',
    recordFilter: ofAccount,
  },
  title: { key: 'title', label: 'subscriptions:field.title', type: 'text', required: true },
  startDate: { key: 'startDate', label: 'subscriptions:field.startDate', type: 'date' },
  trialEndDate: { key: 'trialEndDate', label: 'subscriptions:field.trialEndDate', type: 'date' },
  endDate: {
    key: 'endDate',
    label: 'subscriptions:field.endDate',
    type: 'date',
    help: 'subscriptions:help.endDate',
  },
  billFrom: {
    key: 'billFrom',
    label: 'subscriptions:field.billFrom',
    type: 'date',
    help: 'subscriptions:help.billFrom',
  },
  paymentTerm: { key: 'paymentTermId', label: 'subscriptions:field.paymentTerm', type: 'paymentTerm' },
  autoIssue: { key: 'autoIssue', label: 'subscriptions:field.autoIssue', type: 'checkbox' },
  notice: {
    key: 'renewalNoticeDays',
    label: 'subscriptions:field.renewalNoticeDays',
    type: 'decimal',
    whole: true,
  },
  currency: { key: 'currency', label: 'common:field.currency', type: 'currency', required: true },
  reference: { key: 'reference', label: 'subscriptions:field.reference', type: 'text' },
  billingAddress: {
    key: 'billingAddress',
    label: 'documents:field.billingAddress',
    type: 'address',
    size: 'half',
  },
  owner: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags' },
} satisfies Record<string, SheetField>;

/** A draft is typed whole; once it bills, what is on its invoices is fixed. */
export const subscriptionSheet: SheetFields = {
  head: [
    { ...field.account, size: 'half' },
    { ...field.title, size: 'half' },
    ...rhythmFields,
    field.startDate,
    field.trialEndDate,
    field.endDate,
    field.autoIssue,
  ],
  more: [
    field.billFrom,
    field.paymentTerm,
    field.notice,
    field.contact,
    field.opportunity,
    field.currency,
    field.reference,
    field.owner,
    field.scope,
    field.tags,
    field.billingAddress,
  ],
};

export const subscriptionKeys = keysOf(subscriptionSheet);

/** What can be changed while it runs. */
export const runningFields: Field[] = [
  field.title,
  field.endDate,
  field.notice,
  field.paymentTerm,
  field.reference,
  field.contact,
  field.owner,
  field.autoIssue,
];

const createCurrency: Field = { ...field.currency, required: false, help: 'subscriptions:help.currency' };

/** What starts a subscription; its lines are typed on its page. */
export const createGroups: FieldGroup[] = [
  {
    fields: [field.account, field.title, ...rhythmFields, field.startDate, field.trialEndDate, field.endDate],
  },
  { fields: [field.contact, field.owner, field.scope, createCurrency, field.paymentTerm, field.autoIssue] },
];

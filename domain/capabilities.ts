import type { ModuleName } from './modules.ts';

/** One thing that a member may be allowed to do. Settings lists capabilities from here and nowhere else. */
export type CapabilityEntry = {
  module: ModuleName | null;
  sentence: string;
  /** Also for what lies above the node at which it is held: a seller of a branch sees what the company sells. */
  fromBelow?: true;
};

const verbs = {
  view: 'See',
  create: 'Create',
  edit: 'Edit',
  delete: 'Archive and restore',
  import: 'Import',
  export: 'Export',
} as const;

type Verb = keyof typeof verbs;
type RecordCapability<Prefix extends string> = `${Prefix}.${Verb}`;

function perRecord<const Prefix extends string>(prefix: Prefix, module: ModuleName, plural: string) {
  return Object.fromEntries(
    Object.entries(verbs).map(([verb, word]) => [
      `${prefix}.${verb}`,
      { module, sentence: `${word} ${plural}.` },
    ]),
  ) as Record<RecordCapability<Prefix>, CapabilityEntry>;
}

function act(module: ModuleName | null, sentence: string): CapabilityEntry {
  return { module, sentence };
}

export const capabilities = {
  ...perRecord('crm.leads', 'crm', 'leads'),
  'crm.leads.merge': act('crm', 'Merge duplicate leads.'),
  'crm.leads.convert': act('crm', 'Convert a lead into an account, a contact, an opportunity and a quote.'),
  ...perRecord('crm.accounts', 'crm', 'accounts'),
  'crm.accounts.merge': act('crm', 'Merge duplicate accounts.'),
  ...perRecord('crm.contacts', 'crm', 'contacts'),
  'crm.contacts.merge': act('crm', 'Merge duplicate contacts.'),
  ...perRecord('crm.opportunities', 'crm', 'opportunities'),
  'crm.opportunities.mark_won': act('crm', 'Mark an opportunity won.'),
  'crm.opportunities.mark_lost': act('crm', 'Mark an opportunity lost.'),
  'crm.opportunities.reopen': act('crm', 'Reopen an opportunity that was won or lost.'),
  ...perRecord('crm.quotes', 'crm', 'quotes'),
  'crm.quotes.send': act('crm', 'Send a quote to the customer.'),
  'crm.quotes.decide': act('crm', 'Record by hand that a customer accepted or declined a quote.'),
  'crm.quotes.revise': act('crm', 'Open a new version of a quote.'),
  'crm.quotes.approve': act('crm', 'Approve quotes that the company rules hold back.'),
  'crm.quotes.convert': act('crm', 'Convert an accepted quote into an invoice or an order.'),
  ...perRecord('crm.orders', 'crm', 'sales orders'),
  'crm.orders.confirm': act('crm', 'Confirm a sales order, or cancel it.'),
  'crm.orders.fulfil': act('crm', 'Record what was delivered of a sales order.'),
  'crm.orders.convert': act('crm', 'Convert a sales order, or what was delivered of it, into an invoice.'),
  'crm.orders.send': act('crm', 'Send a sales order to the customer.'),
  ...perRecord('crm.campaigns', 'crm', 'campaigns'),
  ...perRecord('crm.tasks', 'crm', 'tasks'),
  'crm.files.write': act('crm', 'Add files to records, add versions, rename, delete and restore them.'),
  'crm.timeline.write': act('crm', 'Write notes and log calls, emails and meetings on records.'),
  ...perRecord('catalog.products', 'crm', 'products'),
  'catalog.products.view': { module: 'crm', sentence: 'See products.', fromBelow: true },
  'crm.views.share': act('crm', 'Share saved views with the whole company, and change the shared ones.'),
  'crm.settings.manage': act('crm', 'Change option lists and pipelines.'),
  ...perRecord('accounting.invoices', 'accounting', 'invoices'),
  'accounting.invoices.issue': act(
    'accounting',
    'Issue an invoice: it gets its number and cannot change any more.',
  ),
  'accounting.invoices.void': act('accounting', 'Void an issued invoice.'),
  'accounting.invoices.send': act(
    'accounting',
    'Send an invoice, a reminder or a statement to the customer.',
  ),
  'accounting.invoices.write_off': act('accounting', 'Write off what a customer will not pay.'),
  ...perRecord('accounting.credit_notes', 'accounting', 'credit notes'),
  'accounting.credit_notes.issue': act('accounting', 'Issue a credit note, and set it against invoices.'),
  'accounting.journals.export': act('accounting', 'Export journals for an outside ledger.'),
  ...perRecord('accounting.subscriptions', 'subscriptions', 'subscriptions'),
  'accounting.subscriptions.manage': act(
    'subscriptions',
    'Start, pause, resume and cancel subscriptions, and change their prices.',
  ),
  'accounting.payments.view': act('accounting', 'See payments.'),
  'accounting.payments.create': act('accounting', 'Record a payment.'),
  'accounting.payments.refund': act('accounting', 'Pay a customer back.'),
  'accounting.payments.export': act('accounting', 'Export payments.'),
  'accounting.settings.manage': act(
    'accounting',
    'Change tax rates, payment terms, exchange rates and numbering.',
  ),
  'catalog.price_books.manage': act('crm', 'Change price books.'),
  'crm.approvals.manage': act('crm', 'Change the rules by which quotes need approval.'),
  'crm.communicate.send': act('crm', 'Send emails and text messages to leads and contacts.'),
  'settings.templates.manage': act(null, 'Change document templates and how documents look.'),
  'settings.channels.manage': act(null, 'Set up how emails and text messages are sent.'),
  'settings.company.manage': act(null, 'Change the company profile, its entities and its modules.'),
  'settings.hierarchy.manage': act(null, 'Change the hierarchy of the company.'),
  'settings.members.manage': act(null, 'Invite members, assign roles and deactivate members.'),
  'settings.roles.manage': act(null, 'Create and change roles.'),
  'settings.api_keys.manage': act(null, 'Create and revoke API keys.'),
  'settings.jobs.manage': act(null, 'See failed background work and try it again.'),
  'settings.audit.view': act(null, 'Read and verify the audit log.'),
  'settings.demo.manage': act(null, 'Load demo data.'),
} as const satisfies Record<string, CapabilityEntry>;

export type Capability = keyof typeof capabilities;
export const capabilityNames = Object.keys(capabilities) as Capability[];

export function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name);
}

export const reaches = ['all', 'own'] as const;
/** Whether a grant covers every record in scope or only those that the member owns. */
export type Reach = (typeof reaches)[number];
export type Grant = { capability: Capability; reach: Reach };
export type BuiltInRoleKey =
  | 'administrator'
  | 'sales_manager'
  | 'sales_representative'
  | 'accountant'
  | 'viewer';
export type BuiltInRole = { key: BuiltInRoleKey; name: string; grants: Grant[] };

function grants(reach: Reach, matches: (name: Capability) => boolean): Grant[] {
  return capabilityNames.filter(matches).map((capability) => ({ capability, reach }));
}

const settings = (name: string) => name.includes('settings.');
const verb = (name: string) => name.slice(name.lastIndexOf('.') + 1);
const recordOf = (name: string) => name.slice(0, name.lastIndexOf('.'));
const bulk = (name: string) => ['import', 'export', 'merge'].includes(verb(name));
const sharedByAll = ['crm.accounts', 'crm.contacts', 'crm.campaigns', 'crm.tasks', 'catalog.products'];

const managers = [
  'crm.quotes.approve',
  'crm.opportunities.reopen',
  'crm.views.share',
  'crm.approvals.manage',
  'catalog.price_books.manage',
];

function representativeGrant(capability: Capability): Grant[] {
  const record = recordOf(capability);
  if (settings(capability) || bulk(capability)) return [];
  if (['accounting.invoices.view', 'accounting.subscriptions.view'].includes(capability)) {
    return [{ capability, reach: 'own' }];
  }
  if (!capability.startsWith('crm.') && record !== 'catalog.products') return [];
  if (managers.includes(capability)) return [];
  if (verb(capability) === 'view' && sharedByAll.includes(record)) return [{ capability, reach: 'all' }];
  if (verb(capability) === 'create' && ['crm.accounts', 'crm.contacts', 'crm.tasks'].includes(record)) {
    return [{ capability, reach: 'all' }];
  }
  if (['crm.campaigns', 'catalog.products'].includes(record)) return [];
  return [{ capability, reach: 'own' }];
}

/** The roles that every company starts with. They can be copied, not changed. */
export const builtInRoles: readonly BuiltInRole[] = [
  { key: 'administrator', name: 'Administrator', grants: grants('all', () => true) },
  {
    key: 'sales_manager',
    name: 'Sales manager',
    grants: grants(
      'all',
      (name) =>
        name.startsWith('crm.') ||
        name.startsWith('catalog.') ||
        name === 'accounting.invoices.view' ||
        name === 'accounting.subscriptions.view' ||
        name === 'accounting.subscriptions.create' ||
        name === 'accounting.invoices.create' ||
        name === 'accounting.payments.view',
    ),
  },
  {
    key: 'sales_representative',
    name: 'Sales representative',
    grants: capabilityNames.flatMap(representativeGrant),
  },
  {
    key: 'accountant',
    name: 'Accountant',
    grants: grants(
      'all',
      (name) =>
        name.startsWith('accounting.') ||
        name === 'crm.quotes.convert' ||
        name === 'crm.orders.convert' ||
        (verb(name) === 'view' && (name.startsWith('crm.') || name.startsWith('catalog.'))),
    ),
  },
  {
    key: 'viewer',
    name: 'Viewer',
    grants: grants('all', (name) => verb(name) === 'view' && !settings(name)),
  },
];

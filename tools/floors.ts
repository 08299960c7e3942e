/**
 * The order of floors and features as data: what stands where, and who may import whom.
 * A floor imports only floors above it in this list, itself, and nothing else of the project.
 */
export type Floor = { name: string; folder: string; imports: readonly string[] };

export const floors: readonly Floor[] = [
  { name: 'domain', folder: 'domain', imports: [] },
  { name: 'platform', folder: 'server/platform', imports: ['domain'] },
  { name: 'records', folder: 'server/records', imports: ['domain', 'platform'] },
  { name: 'features', folder: 'server/features', imports: ['domain', 'platform', 'records'] },
  { name: 'server', folder: 'server', imports: ['domain', 'platform', 'records', 'features'] },
  { name: 'web platform', folder: 'web/platform', imports: ['domain', 'web locales'] },
  { name: 'web locales', folder: 'web/locales', imports: ['domain'] },
  { name: 'web components', folder: 'web/components', imports: ['domain', 'web platform', 'web locales'] },
  {
    name: 'web features',
    folder: 'web/features',
    imports: ['domain', 'web platform', 'web locales', 'web components'],
  },
  {
    name: 'web',
    folder: 'web',
    imports: ['domain', 'web platform', 'web locales', 'web components', 'web features'],
  },
  { name: 'tools', folder: 'tools', imports: ['domain', 'platform', 'test'] },
  {
    name: 'bin',
    folder: 'bin',
    imports: ['domain', 'platform', 'records', 'features', 'server', 'tools', 'test'],
  },
  {
    name: 'bench',
    folder: 'bench',
    imports: ['domain', 'platform', 'records', 'features', 'server', 'tools', 'test', 'bin'],
  },
  {
    name: 'test',
    folder: 'test',
    imports: [
      'domain',
      'platform',
      'records',
      'features',
      'server',
      'tools',
      'bin',
      'web',
      'web platform',
      'web locales',
    ],
  },
];

/** A feature imports only features before it. Upward news travels as an event. */
export const features: readonly string[] = [
  'settings',
  'access',
  'notifications',
  'pipelines',
  'custom-fields',
  'accounts',
  'contacts',
  'files',
  'catalog',
  'communicate',
  'documents',
  'sharing',
  'approvals',
  'campaigns',
  'opportunities',
  'quotes',
  'leads',
  'proposals',
  'contracts',
  'orders',
  'invoices',
  'credit-notes',
  'receivables',
  'subscriptions',
  'revenue',
  'activities',
  'tasks',
  'merging',
  'views',
  'bulk',
  'imports',
  'profiles',
  'projects',
  'tickets',
  'automations',
  'reporting',
  'demo',
];

/** What one feature may import from another: what it does, what it asks, what it announces, what it is, what it puts on paper. */
export const doors: readonly RegExp[] = [
  /^operations\//,
  /^queries[^/]*\.ts$/,
  /^events\.ts$/,
  /^kind\.ts$/,
  /^content\.ts$/,
];

const settings = 'server/features/settings/';
const access = 'server/features/access/';
const accessRules = 'server/platform/access/';
const audit = 'server/platform/audit/';
const events = 'server/platform/events/';
const http = 'server/platform/http/';
const jobs = 'server/platform/jobs/';
const mail = 'server/platform/mail/';
const signIn = 'server/platform/sign-in/';
const records = 'server/records/';
// The one operation that makes all of a company at once.
const founding = 'server/features/access/operations/create-company.ts';

/**
 * The places that own each table: only they write there. Table names are those of the database. A write to a table that is
 * not listed is refused too. Tables of records are written by the record layer, through their feature's declared kind.
 */
export const tableOwners: Readonly<Record<string, readonly string[]>> = {
  auth_user: [signIn, jobs],
  auth_session: [signIn, jobs],
  auth_account: [signIn],
  auth_verification: [signIn, jobs],
  auth_two_factor: [signIn],
  auth_attempt: [signIn, jobs],
  auth_mail: [mail, jobs],
  membership: [signIn],
  tenant: [founding],
  organisation: [settings, accessRules, founding],
  organisation_module: [settings, founding],
  node: [settings, founding],
  entity: [settings, founding],
  member: [access],
  role: [access],
  role_grant: [access],
  role_assignment: [access],
  invitation: [access],
  api_key: [access, accessRules],
  idempotency: [http, jobs],
  audit_entry: [audit],
  audit_head: [audit, founding],
  outbox: [events, jobs],
  outbox_stream: [events, founding],
  outbox_delivery: [events, jobs],
  custom_field: ['server/features/custom-fields/'],
  custom_value: [records],
  background_job: [jobs, 'server/records/job-endpoints.ts'],
  timeline_heir: [records],
  search_word: [records],
  search_learned: [records],
  record_visit: [records],
  mail: [mail, jobs],
  stored_object: ['server/platform/store/'],
  file_usage: ['server/features/files/'],
  file: ['server/features/files/'],
  file_version: ['server/features/files/'],
  document_snapshot: ['server/features/documents/'],
  document_pdf: ['server/features/documents/'],
  saved_view: ['server/features/views/'],
  view_default: ['server/features/views/'],
  bulk_change: ['server/features/bulk/'],
  bulk_item: ['server/features/bulk/'],
  option_value: [settings],
  tax_rate: [settings],
  payment_term: [settings],
  exchange_rate: [settings],
  number_series: [settings, records],
  notification: ['server/features/notifications/'],
  notification_preference: ['server/features/notifications/'],
  activity: ['server/features/activities/'],
  pipeline: ['server/features/pipelines/', 'server/features/settings/operations/seed-pipelines.ts'],
  pipeline_stage: ['server/features/pipelines/', 'server/features/settings/operations/seed-pipelines.ts'],
  merge: ['server/features/merging/'],
  distinct_pair: ['server/features/merging/'],
  lead_conversion: ['server/features/leads/'],
  consent_entry: ['server/features/contacts/'],
  product: ['server/features/catalog/'],
  product_component: ['server/features/catalog/'],
  product_image: ['server/features/catalog/'],
  price_book: ['server/features/catalog/'],
  price_book_account: ['server/features/catalog/'],
  price_book_price: ['server/features/catalog/'],
  quote_template: ['server/features/quotes/'],
  data_import: ['server/features/imports/'],
  import_row: ['server/features/imports/'],
  import_template: ['server/features/imports/'],
  public_link: ['server/features/sharing/'],
  email_setting: ['server/features/communicate/'],
  sms_setting: ['server/features/communicate/'],
  message: ['server/features/communicate/'],
  demo_load: ['server/features/demo/'],
  account: ['server/features/accounts/'],
  campaign: ['server/features/campaigns/'],
  contact: ['server/features/contacts/'],
  lead: ['server/features/leads/', 'server/features/demo/operations/load-many-leads.ts'],
  opportunity: ['server/features/opportunities/'],
  quote: ['server/features/quotes/'],
  quote_line: ['server/features/quotes/', records],
  invoice: ['server/features/invoices/'],
  invoice_line: ['server/features/invoices/', records],
  payment: ['server/features/invoices/'],
  approval_rule: ['server/features/approvals/'],
  approval_rule_role: ['server/features/approvals/'],
  approval_request: ['server/features/approvals/'],
  approval_reason: ['server/features/approvals/'],
  task: ['server/features/tasks/'],
  reminder: ['server/features/tasks/'],
  next_action_watch: ['server/features/tasks/'],
  calendar_feed: ['server/features/tasks/'],
};

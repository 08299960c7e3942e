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
  'accounts',
  'contacts',
  'catalog',
  'campaigns',
  'opportunities',
  'quotes',
  'leads',
  'proposals',
  'contracts',
  'orders',
  'invoices',
  'subscriptions',
  'communicate',
  'tasks',
  'projects',
  'tickets',
  'automations',
  'reporting',
  'demo',
];

/** What one feature may import from another: what it does, what it asks, what it announces, what it is. */
export const doors: readonly RegExp[] = [/^operations\//, /^queries[^/]*\.ts$/, /^events\.ts$/, /^kind\.ts$/];

/**
 * The folder that owns each table: only it writes there. Table names are those of the database.
 * While this is empty nothing is checked; once it holds one table, a write to a table that is not listed is refused too.
 */
export const tableOwners: Readonly<Record<string, string>> = {};

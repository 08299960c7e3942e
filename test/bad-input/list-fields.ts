import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const long = (length: number) => 'x'.repeat(length);

const bulk: FieldCase[] = [
  ['ids', 'all', 'invalid_type'],
  ['ids', [], 'too_few'],
  ['ids', ['17'], 'invalid_format', 'ids.0'],
  ['ids', [someId, null], 'required', 'ids.1'],
  ['ids', Array(10_001).fill(someId), 'too_many'],
  ['filter', 'all', 'invalid_type'],
  ['filter', {}, 'not_allowed'],
  ['filter', { q: 7 }, 'invalid_type', 'filter.q'],
  ['action', 'delete', 'unknown_value'],
  ['action', 7, 'unknown_value'],
  ['action', null, 'required'],
  ['values', 'hot', 'invalid_type'],
  ['values', {}, 'required'],
  ['values', { nosuch: 1 }, 'unknown_field', 'values.nosuch'],
  ['values', { ownerId: '17' }, 'invalid_format', 'values.ownerId'],
];

const bulkPaths = [
  '/accounts',
  '/campaigns',
  '/contacts',
  '/credit-notes',
  '/invoices',
  '/leads',
  '/opportunities',
  '/products',
  '/quotes',
  '/orders',
  '/subscriptions',
  '/tasks',
].map((path) => `POST ${path}/bulk`);

const view: FieldCase[] = [
  ...bad.requiredLine('name', 80),
  ['shared', 'yes', 'invalid_type'],
  ['companyDefault', 1, 'invalid_type'],
  ['layout', 'grid', 'unknown_value'],
  ['query', 'all', 'invalid_type'],
  ['query', { q: 7 }, 'invalid_type', 'query.q'],
  ['query', { q: long(2_001) }, 'too_long', 'query.q'],
  ['query', { limit: '5' }, 'not_allowed'],
  ['query', Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`a${index}`, 'x'])), 'too_many'],
  ['filter', 'all', 'invalid_type'],
  ['filter', [], 'invalid_type'],
  ['sort', long(301), 'too_long'],
  ['sort', 7, 'invalid_type'],
  ['groupBy', long(81), 'too_long'],
  ['groupBy', 7, 'invalid_type'],
  ['columns', 'name', 'invalid_type'],
  ['columns', [], 'too_few'],
  ['columns', Array(81).fill({ key: 'name' }), 'too_many'],
  ['columns.0.key', '', 'required'],
  ['columns.0.key', long(81), 'too_long'],
  ['columns.0.key', 7, 'invalid_type'],
  ['columns.0.width', 39, 'out_of_range'],
  ['columns.0.width', 1_001, 'out_of_range'],
  ['columns.0.width', 'wide', 'invalid_type'],
  ['columns.0.colour', 'red', 'unknown_field'],
];

/** Bad values for what lists take in bodies: saved views and bulk changes. */
export const listTables: Record<string, readonly FieldCase[]> = {
  ...Object.fromEntries(bulkPaths.map((path) => [path, bulk])),
  'POST /views': [
    ...view,
    ...bad.requiredWord('kind'),
    ['query', { nosuch: 'x' }, 'unknown_field', 'query.nosuch'],
    ['filter', { and: [{ field: 'nosuch', op: 'is' }] }, 'unknown_field', 'filter.and.0.field'],
    ['sort', 'nosuch', 'unknown_value'],
    ['groupBy', 'name', 'unknown_value'],
    ['companyDefault', true, 'not_allowed'],
  ],
  'PATCH /views/:id': view,
  'PUT /views/default': [...bad.requiredWord('kind'), ...bad.id('viewId'), ['viewId', someId, 'not_found']],
};

const columns = [{ key: 'name', width: 160 }];

export const listBodies: Record<string, object> = {
  ...Object.fromEntries(
    bulkPaths.map((path) => [path, { ids: [someId], action: 'assign', values: { ownerId: null } }]),
  ),
  'POST /views': { kind: 'lead', name: 'Mine', columns },
  'PATCH /views/:id': { name: 'Mine', columns },
  'PUT /views/default': { kind: 'lead', viewId: null },
};

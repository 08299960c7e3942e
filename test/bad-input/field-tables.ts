import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';
import { consentBodies, consentTables } from './consent-fields.ts';
import { customCases, customFieldTables, goodCustomFields } from './custom-fields.ts';
import { documentBodies, documentTables } from './document-fields.ts';
import { dueBodies, dueTables } from './due-fields.ts';
import { importBodies, importTables } from './import-fields.ts';
import { lines } from './line-fields.ts';
import { listBodies, listTables } from './list-fields.ts';
import { mergingBodies, mergingTables } from './merging-fields.ts';
import { messageBodies, messageTables } from './message-fields.ts';
import { orderBodies, orderTables } from './order-fields.ts';
import { pipelineFields } from './pipeline-fields.ts';
import { receivablesBodies, receivablesTables } from './receivables-fields.ts';
import { subscriptionBodies, subscriptionTables } from './subscription-fields.ts';
import { taskBodies, taskTables } from './task-fields.ts';
import { workFields } from './work-fields.ts';

const long = (length: number) => 'x'.repeat(length);

/** No text at all, or a closed word: in bodies where null does not clear. */
const currency = (path: string): FieldCase[] => [...bad.currency(path), [path, null, 'required']];
const amount = (path: string): FieldCase[] => bad.decimal(path, 4, '9000000000000001');
const percent = (path: string): FieldCase[] => bad.decimal(path, 4, '100.0001');
const requiredId = (path: string): FieldCase[] => [
  ...bad.id(path),
  [path, null, 'required'],
  [path, '', 'required'],
];
const password = (path: string): FieldCase[] => [
  [path, 'too short', 'too_short'],
  [path, long(129), 'too_long'],
  [path, 1234567890, 'invalid_type'],
  [path, null, 'required'],
];
const given = (path: string, max: number): FieldCase[] => [
  [path, '', 'required'],
  [path, long(max + 1), 'too_long'],
  [path, ['x'], 'invalid_type'],
];
const order: FieldCase[] = [
  ['ids', 'all', 'invalid_type'],
  ['ids', [], 'too_few'],
  ['ids', ['17'], 'invalid_format', 'ids.0'],
  ['ids', [someId, null], 'required', 'ids.1'],
  ['ids', Array(1001).fill(someId), 'too_many'],
  ['ids', null, 'required'],
];
const requiredEmail = (path: string): FieldCase[] => [...bad.email(path), [path, null, 'required']];
const colour = (path: string): FieldCase[] => [
  [path, 'red', 'invalid_format'],
  [path, '#12345', 'invalid_format'],
  [path, 7, 'invalid_type'],
];

const priced: FieldCase[] = [...lines, ...bad.requiredWord('discountType'), ...amount('discountValue')];

const document: FieldCase[] = [
  ...bad.record(),
  ...priced,
  ...bad.line('reference', 120),
  ...bad.word('language'),
  ...bad.prose('terms', 20_000),
  ...bad.prose('customerNote', 5_000),
  ...bad.prose('internalNote', 5_000),
  ...bad.address('billingAddress'),
  ...bad.address('shippingAddress'),
  ...currency('currency'),
  ...bad.id('accountId'),
  ...bad.id('contactId'),
  ...bad.id('opportunityId'),
];

const account: FieldCase[] = [
  ...customCases,
  ...bad.record(),
  ...bad.requiredLine('name', 180),
  ...bad.line('legalName', 180),
  ...bad.line('accountType', 120),
  ...bad.requiredWord('status'),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.url('website'),
  ...bad.line('industry', 120),
  ...bad.line('registrationNumber', 60),
  ...bad.line('taxNumber', 60),
  ...bad.address('address'),
  ...bad.id('paymentTermId'),
  ...bad.id('parentAccountId'),
];

const contact: FieldCase[] = [
  ...customCases,
  ...bad.record(),
  ...bad.requiredLine('firstName', 120),
  ...bad.line('lastName', 120),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.phone('mobile'),
  ...bad.line('jobTitle', 120),
  ...bad.line('role', 120),
  ...bad.requiredWord('status'),
  ...bad.flag('isPrimary'),
  ...bad.flag('emailOptIn'),
  ...bad.flag('smsOptIn'),
  ...bad.word('preferredContactMethod'),
  ...bad.line('source', 120),
  ...bad.id('campaignId'),
  ...bad.instant('lastContactedAt'),
  ...bad.id('accountId'),
];

const campaign: FieldCase[] = [
  ...bad.record(),
  ...bad.requiredLine('name', 180),
  ...bad.requiredWord('type'),
  ...bad.requiredWord('status'),
  ['status', 'archived', 'unknown_value'],
  ...bad.date('startDate'),
  ...bad.date('endDate'),
  ...amount('budget'),
  ...bad.currency('currency'),
  ...bad.prose('description', 5_000),
];

const stageChoice = (other: string): FieldCase[] => [
  ...requiredId('stageId'),
  ['stageId', someId, 'not_allowed', other],
];

const opportunity: FieldCase[] = [
  ...customCases,
  ...bad.record(),
  ...requiredId('pipelineId'),
  ...bad.requiredLine('name', 180),
  ...bad.prose('description', 1_200),
  ...amount('amount'),
  ...currency('currency'),
  ...bad.whole('probability', 100),
  ...bad.date('expectedCloseDate'),
  ...bad.id('leadId'),
  ...bad.id('accountId'),
  ...bad.id('contactId'),
  ...bad.id('campaignId'),
  ...bad.line('nextStep', 500),
  ...bad.date('nextActionDate'),
  ...bad.line('nextActionNote', 500),
  ['stage', 'won', 'unknown_field'],
];

const number: FieldCase[] = [
  ['number', 'Q 1', 'invalid_format'],
  ['number', 'Q/1', 'invalid_format'],
  ['number', 'Ｑ１', 'invalid_format'],
  ['number', long(61), 'too_long'],
  ['number', 7, 'invalid_type'],
];

const quote: FieldCase[] = [
  ...customCases,
  ...document,
  ...number,
  ...bad.requiredLine('title', 180),
  ...bad.prose('description', 5_000),
  ...bad.date('validUntil'),
  ...amount('amount'),
  ...bad.id('leadId'),
  ['status', 'accepted', 'unknown_field'],
  ['total', '1', 'unknown_field'],
];

const invoice: FieldCase[] = [
  ...document,
  ...bad.line('title', 180),
  ...bad.date('invoiceDate'),
  ...bad.date('dueDate'),
  ...bad.id('paymentTermId'),
  ['series', 'A-1', 'invalid_format'],
  ['series', 'ABCDEFGHIJKLM', 'too_long'],
  ['accountId', null, 'required'],
  ['number', 'INV-1', 'unknown_field'],
  ['paid', '1', 'unknown_field'],
];

const lead: FieldCase[] = [
  ...customCases,
  ...bad.record(),
  ...requiredId('pipelineId'),
  ...bad.line('firstName', 120),
  ...bad.line('lastName', 120),
  ...bad.line('companyName', 180),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.line('jobTitle', 120),
  ...bad.line('source', 120),
  ...bad.id('campaignId'),
  ...bad.id('accountId'),
  ...bad.id('contactId'),
  ...bad.word('quality'),
  ...bad.date('nextActionDate'),
  ...bad.line('nextActionNote', 500),
  ['status', 'qualified', 'unknown_field'],
];

const convert: FieldCase[] = [
  ...bad.id('accountId'),
  ...bad.line('accountName', 180),
  ['accountName', null, 'required'],
  ...bad.id('contactId'),
  ...bad.line('contactFirstName', 120),
  ...bad.line('contactLastName', 120),
  ...bad.email('contactEmail'),
  ...bad.line('opportunityName', 180),
  ['opportunityName', ' ', 'required'],
  ...bad.line('quoteTitle', 180),
  ['quoteTitle', null, 'required'],
  ...amount('amount'),
  ...bad.currency('currency'),
  ...bad.flag('createContact'),
  ...bad.flag('createOpportunity'),
  ...bad.flag('createQuote'),
  ...bad.line('projectName', 180),
];

const entity: FieldCase[] = [
  ...bad.requiredLine('name', 180),
  ...bad.line('legalName', 180),
  ...currency('currency'),
  ...bad.zone('timeZone'),
  ...bad.line('taxNumber', 60),
  ...bad.line('registrationNumber', 60),
  ...bad.address('address'),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.url('website'),
  ...bad.prose('bankDetails', 1_000),
  ...colour('accentColour'),
];

const kept: FieldCase[] = [
  ...bad.flag('isDefault'),
  ...bad.flag('active'),
  ...bad.whole('sortOrder', 1_000_000),
];
const taxRate: FieldCase[] = [...bad.requiredLine('name', 120), ...percent('rate'), ...kept];
const paymentTerm: FieldCase[] = [...bad.requiredLine('name', 120), ...bad.whole('days', 3_650), ...kept];
const option: FieldCase[] = [
  ...bad.requiredLine('label', 120),
  ...bad.line('labelAr', 120),
  ...bad.flag('active'),
  ...bad.whole('sortOrder', 1_000_000),
];
const rate: FieldCase[] = [
  ...bad.decimal('rate', 12, '1000000000000'),
  ['rate', 0, 'out_of_range'],
  ['rate', null, 'required'],
];
const role: FieldCase[] = [
  ...bad.requiredLine('name', 120),
  ['grants', 'all', 'invalid_type'],
  ['grants.0', 'crm.leads.view', 'invalid_type'],
  ['grants.0.capability', 'crm.leads.fly', 'unknown_value'],
  ['grants.0.reach', 'some', 'unknown_value'],
  ['grants.0.until', 'noon', 'unknown_field'],
];

/**
 * For every endpoint with a body: bad values of each of its fields, and the rule that each breaks. A field that a schema
 * has and the table has not makes the test fail.
 */
export const fieldTables: Readonly<Record<string, readonly FieldCase[]>> = {
  ...workFields,
  ...taskTables,
  ...listTables,
  ...customFieldTables,
  'POST /accounts': account,
  'PATCH /accounts/:id': account,
  'POST /contacts': contact,
  'PATCH /contacts/:id': contact,
  'POST /campaigns': campaign,
  'PATCH /campaigns/:id': campaign,
  ...consentTables,
  ...messageTables,
  ...importTables,
  'POST /opportunities': opportunity,
  'PATCH /opportunities/:id': opportunity,
  'POST /opportunities/:id/stage': [
    ...bad.requiredWord('stage'),
    ...stageChoice('stage'),
    ...bad.prose('lostReason', 1_000),
  ],
  'POST /opportunities/:id/mark-lost': bad.prose('lostReason', 1_000),
  'POST /quotes': [...quote, ...bad.id('templateId')],
  'PATCH /quotes/:id': [...quote, ['number', null, 'required']],
  'POST /quotes/price': [...priced, ...currency('currency')],
  'POST /quotes/:id/status': [...bad.requiredWord('status'), ...bad.prose('note', 1_000)],
  'POST /quotes/:id/convert-to-invoice': bad.id('entityId'),
  ...orderTables([...document, ...number]),
  ...subscriptionTables(document, priced),
  'POST /leads': lead,
  'PATCH /leads/:id': lead,
  'POST /leads/:id/status': [
    ...bad.requiredWord('status'),
    ...stageChoice('status'),
    ...bad.prose('reason', 1_000),
  ],
  'POST /leads/:id/convert': convert,
  'POST /invoices': invoice,
  'PATCH /invoices/:id': invoice,
  ...receivablesTables,
  ...dueTables,
  ...documentTables(quote, invoice),
  'POST /setup': [
    ...bad.requiredLine('organisationName', 180),
    ...bad.requiredLine('name', 120),
    ...requiredEmail('email'),
    ...password('password'),
    ...currency('currency'),
    ...bad.country('country'),
    ...bad.zone('timeZone'),
  ],
  'POST /auth/sign-in': [...requiredEmail('email'), ...given('password', 1_000), ...bad.line('code', 40)],
  'POST /auth/two-factor': bad.requiredLine('code', 40),
  'POST /auth/password/forgot': requiredEmail('email'),
  'POST /auth/password/reset': [...given('token', 200), ...password('password')],
  'POST /auth/password/change': [...given('currentPassword', 1_000), ...password('newPassword')],
  'POST /auth/totp/enable': given('password', 1_000),
  'POST /auth/totp/confirm': bad.requiredLine('code', 40),
  'POST /auth/totp/disable': given('password', 1_000),
  'PATCH /me': [
    ...bad.requiredLine('name', 120),
    ...bad.requiredWord('locale'),
    ...bad.zone('timeZone'),
    ...bad.requiredWord('colourScheme'),
  ],
  'PATCH /members/:id': [
    ...bad.requiredLine('name', 120),
    ...requiredId('homeNodeId'),
    ...bad.requiredWord('locale'),
  ],
  'POST /members/:id/deactivate': bad.id('reassignToId'),
  'PUT /members/:id/roles': [
    ['assignments', 'all', 'invalid_type'],
    ['assignments', null, 'required'],
    ['assignments', Array(51).fill({ roleId: someId, nodeId: someId }), 'too_many'],
    ['assignments', Array(2).fill({ roleId: someId, nodeId: someId }), 'duplicate'],
    ...requiredId('assignments.0.roleId'),
    ...requiredId('assignments.0.nodeId'),
  ],
  'POST /invitations': [
    ...requiredEmail('email'),
    ...bad.line('name', 120),
    ...requiredId('roleId'),
    ...bad.id('nodeId'),
  ],
  'POST /invitations/:id/accept': [...bad.requiredLine('name', 120), ...password('password')],
  'POST /roles': role,
  'PATCH /roles/:id': role,
  'POST /api-keys': [
    ...bad.requiredLine('name', 120),
    ...bad.id('roleId'),
    ...bad.id('nodeId'),
    ...bad.instant('expiresAt'),
  ],
  'PATCH /settings/organisation': [
    ...bad.requiredLine('name', 180),
    ...currency('currency'),
    ...bad.country('country'),
    ...bad.zone('timeZone'),
    ...bad.requiredWord('locale'),
  ],
  'PUT /modules/:module': bad.flag('enabled'),
  'PATCH /settings/entities/:nodeId': entity,
  'POST /hierarchy/nodes': [
    ...bad.requiredWord('level'),
    ['level', 'organisation', 'unknown_value'],
    ...bad.requiredLine('name', 180),
    ...requiredId('parentId'),
  ],
  'PATCH /hierarchy/nodes/:id': bad.requiredLine('name', 180),
  'POST /option-lists/:name/values': [...bad.requiredLine('value', 120), ...option],
  'PATCH /option-lists/:name/values/:id': [...option, ['value', 'other', 'unknown_field']],
  'PUT /option-lists/:name/order': order,
  ...pipelineFields,
  'POST /tax-rates': taxRate,
  'PATCH /tax-rates/:id': taxRate,
  'PUT /tax-rates/order': order,
  'POST /payment-terms': paymentTerm,
  'PATCH /payment-terms/:id': paymentTerm,
  'PUT /payment-terms/order': order,
  'POST /exchange-rates': [
    ...bad.date('date'),
    ['date', null, 'required'],
    ...currency('from'),
    ...currency('to'),
    ['to', 'EUR', 'duplicate'],
    ...rate,
  ],
  'PATCH /exchange-rates/:id': rate,
  'PUT /numbering/:nodeId/:document': [
    ...bad.requiredLine('pattern', 60),
    ['pattern', 'INV', 'invalid_format'],
    ['nextNumber', 0, 'out_of_range'],
    ['nextNumber', 1e12, 'out_of_range'],
    ['nextNumber', 1.5, 'too_many_decimals'],
    ['nextNumber', '7', 'invalid_type'],
  ],
  'POST /settings/jobs/failed/:id/retry': [],
  ...mergingTables,
};

const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };
const aPassword = 'a password of twenty';

/** A body that each endpoint takes, where an empty one is not enough; every bad value is put into a copy of it. */
export const goodBodies: Readonly<Record<string, object>> = {
  ...taskBodies,
  ...listBodies,
  ...mergingBodies,
  'PATCH /files/:id': { name: 'b.txt' },
  'POST /activities': { recordKind: 'lead', recordId: someId, type: 'call' },
  'POST /notes': { recordKind: 'lead', recordId: someId, body: 'Hello' },
  'POST /notifications/read': { ids: [someId] },
  'PUT /notification-preferences': { items: [{ type: 'mentioned', inApp: true, email: true }] },
  'POST /accounts': { name: 'Acme' },
  'POST /contacts': { firstName: 'Cora' },
  'POST /campaigns': { name: 'Spring' },
  ...consentBodies,
  ...messageBodies,
  ...importBodies,
  'POST /pipelines': { kind: 'lead', name: 'Way', stages: [{ name: 'New', status: 'new' }] },
  'PATCH /pipelines/:id': { stages: [{ name: 'New', status: 'new' }] },
  'PUT /pipelines/order': { kind: 'lead', ids: [someId] },
  'POST /opportunities': { name: 'Deal' },
  'POST /opportunities/:id/stage': { stage: 'qualified' },
  'POST /quotes': { title: 'Offer', lines: [line] },
  'PATCH /quotes/:id': { lines: [line] },
  'POST /quotes/price': { currency: 'EUR', lines: [line] },
  'POST /quotes/:id/status': { status: 'sent' },
  ...orderBodies,
  ...subscriptionBodies,
  'POST /leads': { companyName: 'Acme', firstName: 'Lea' },
  'POST /leads/:id/status': { status: 'contacted' },
  'POST /leads/:id/convert': { accountName: 'Acme', opportunityName: 'Deal', quoteTitle: 'Offer' },
  'POST /invoices': { accountId: someId, lines: [line] },
  'PATCH /invoices/:id': { lines: [line] },
  ...receivablesBodies,
  ...dueBodies,
  ...documentBodies,
  'POST /setup': {
    organisationName: 'Acme',
    name: 'Ann',
    email: 'ann@example.com',
    password: aPassword,
    currency: 'EUR',
  },
  'POST /auth/sign-in': { email: 'ann@example.com', password: aPassword },
  'POST /auth/two-factor': { code: '123456' },
  'POST /auth/password/forgot': { email: 'ann@example.com' },
  'POST /auth/password/reset': { token: 'token', password: aPassword },
  'POST /auth/password/change': { currentPassword: 'old', newPassword: aPassword },
  'POST /auth/totp/enable': { password: 'old' },
  'POST /auth/totp/confirm': { code: '123456' },
  'POST /auth/totp/disable': { password: 'old' },
  'PUT /members/:id/roles': { assignments: [{ roleId: someId, nodeId: someId }] },
  'POST /invitations': { email: 'new@example.com', roleId: someId },
  'POST /invitations/:id/accept': { name: 'New', password: aPassword },
  'POST /roles': { name: 'Role', grants: [{ capability: 'crm.leads.view', reach: 'all' }] },
  'PATCH /roles/:id': { grants: [{ capability: 'crm.leads.view', reach: 'all' }] },
  'POST /api-keys': { name: 'Shop' },
  'PUT /modules/:module': { enabled: true },
  'POST /hierarchy/nodes': { level: 'branch', name: 'North', parentId: someId },
  'PATCH /hierarchy/nodes/:id': { name: 'North' },
  'POST /option-lists/:name/values': { value: 'fair', label: 'Fair' },
  ...goodCustomFields,
  'PUT /option-lists/:name/order': { ids: [someId] },
  'POST /tax-rates': { name: 'Full', rate: '19' },
  'PUT /tax-rates/order': { ids: [someId] },
  'POST /payment-terms': { name: 'Net 30', days: 30 },
  'PUT /payment-terms/order': { ids: [someId] },
  'POST /exchange-rates': { date: '2026-03-01', from: 'EUR', to: 'USD', rate: '1.1' },
  'PATCH /exchange-rates/:id': { rate: '1.1' },
};

import { randomBytes } from 'node:crypto';
import { sendMessage } from '#features/communicate/operations/send-message.ts';
import { addFile } from '#features/files/operations/add-file.ts';
import { uploadImport } from '#features/imports/operations/upload-import.ts';
import type { Call } from '#platform/access/call.ts';
import { readToken } from '#platform/access/token.ts';
import { newId } from '#platform/database/id.ts';
import { beginBackgroundJob } from '#platform/jobs/background-job.ts';
import { cleanUpJob } from '#platform/jobs/clean-up.ts';
import { keepObject, reserveObject } from '#platform/store/stored-objects.ts';
import type { TestCompany } from './company.ts';

/** The parameters of a path, by name. Those that are ids name what was made; words are taken as they are. */
export type PathParams = Record<string, string>;

export type RecordEntry = {
  /** Makes one in the company, in the branch where it can have a scope, and says how paths name it. */
  create(company: TestCompany): Promise<PathParams>;
  /** Why a member of another branch may reach it. Absent: the wall of scopes hides it, and the tests prove that. */
  shared?: string;
};

const settings = 'A setting of the whole company.';
const unique = () => randomBytes(4).toString('hex');

/** Runs a piece of work as the company's API key, which sees only what it began itself. */
async function asKey<T>(company: TestCompany, run: (call: Call) => Promise<T>): Promise<T> {
  const id = readToken(company.apiKey.slice('parley_'.length))?.id ?? null;
  return company.admin.call(
    (call) => run({ ...call, actor: { ...call.actor, kind: 'api_key', id } }),
    'write',
  );
}

/** Posts as the administrator and names what came back by its id. */
function posted(path: string, body: (company: TestCompany) => object, shared?: string): RecordEntry {
  return {
    ...(shared ? { shared } : {}),
    create: async (company) => {
      const answer = await company.api.post(path, body(company));
      if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
      const { id } = answer.body;
      if (typeof id !== 'string') throw new Error(`POST ${path} answered without an id.`);
      return { id };
    },
  };
}

async function createInvoice(company: TestCompany): Promise<PathParams> {
  const { scope } = company.nodes.branch;
  const account = await records['/accounts']!.create(company);
  const make = posted('/invoices', () => ({ accountId: account.id, scope, lines: [line] }));
  return make.create(company);
}

async function createSubscription(company: TestCompany): Promise<PathParams> {
  const { scope } = company.nodes.branch;
  const account = await records['/accounts']!.create(company);
  const body = { title: 'Support', accountId: account.id, scope, interval: 'month', lines: [line] };
  return posted('/subscriptions', () => ({ ...body, startDate: '2199-01-01', start: false })).create(company);
}

async function createLink(company: TestCompany): Promise<PathParams> {
  const { id } = await records['/quotes']!.create(company);
  await company.api.post(`/quotes/${id}/status`, { status: 'sent' });
  const { body } = await company.api.post(`/quotes/${id}/public-link`, {});
  return { token: String(body.link?.token) };
}

async function createPayment(company: TestCompany): Promise<PathParams> {
  const { id } = await createInvoice(company);
  await company.api.post(`/invoices/${id}/issue`, {});
  const payment = { date: '2026-01-02', amount: '10', method: 'cash' };
  return posted(`/invoices/${id}/payments`, () => payment).create(company);
}

async function createCredit(company: TestCompany): Promise<PathParams> {
  const { id } = await createInvoice(company);
  await company.api.post(`/invoices/${id}/issue`, {});
  const payment = { date: '2026-01-02', amount: '1000', method: 'cash', keepAsCredit: true };
  await company.api.post(`/invoices/${id}/payments`, payment);
  const invoice = await company.api.get(`/invoices/${id}`);
  const { body } = await company.api.get<{ items: { id: string }[] }>(
    `/accounts/${invoice.body.accountId}/credit`,
  );
  return { id: String(body.items[0]?.id) };
}

async function createCreditNote(company: TestCompany): Promise<PathParams> {
  const { id } = await createInvoice(company);
  await company.api.post(`/invoices/${id}/issue`, {});
  return posted(`/invoices/${id}/credit`, () => ({ reason: 'Returned' })).create(company);
}

async function createActivity(company: TestCompany, path: string, more: object): Promise<PathParams> {
  const { id: recordId } = await records['/leads']!.create(company);
  return posted(path, () => ({ recordKind: 'lead', recordId, ...more })).create(company);
}

async function createFile(company: TestCompany): Promise<PathParams> {
  const { id: recordId = '' } = await records['/leads']!.create(company);
  return company.admin.call(async (call) => {
    const key = await reserveObject(call);
    const file = { key, name: 'a.txt', declaredType: '', size: 1, sha256: '0'.repeat(64) };
    const content = { file, seen: { name: 'a.txt', contentType: 'text/plain' } };
    const { id } = await addFile(call, { recordKind: 'lead', recordId }, content, 1_000_000);
    await keepObject(call, key);
    return { id };
  });
}

async function createMessage(company: TestCompany): Promise<PathParams> {
  const { id: recordId = '' } = await records['/leads']!.create(company);
  const draft = { channel: 'email', to: 'nora@customer.example', subject: 'Hi', body: 'Hi' } as const;
  const { id } = await company.admin.call(
    (call) => sendMessage(call, { ...draft, recordKind: 'lead', recordId }),
    'write',
  );
  return { id };
}

function named(params: PathParams): RecordEntry {
  return { create: async () => params, shared: settings };
}

const size = { value: 's', label: 'Small' };
const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };

/**
 * How to make one of each thing that a path can name, by the part of the path before its parameters. Tests that walk
 * every endpoint use it: whoever adds a path with a parameter adds its entry.
 */
export const records: Record<string, RecordEntry> = {
  '/accounts': posted('/accounts', ({ nodes }) => ({
    name: `Account ${unique()}`,
    scope: nodes.branch.scope,
  })),
  '/contacts': posted('/contacts', ({ nodes }) => ({ firstName: 'Cora', scope: nodes.branch.scope })),
  '/campaigns': posted('/campaigns', ({ nodes }) => ({ name: 'Spring', scope: nodes.branch.scope })),
  '/products': posted('/products', ({ nodes }) => ({ name: 'Desk', scope: nodes.branch.scope })),
  '/opportunities': posted('/opportunities', ({ nodes }) => ({ name: 'Deal', scope: nodes.branch.scope })),
  '/leads': posted('/leads', ({ nodes }) => ({ firstName: 'Lea', scope: nodes.branch.scope })),
  '/pipelines': posted('/pipelines', () => ({ kind: 'opportunity', name: `Way ${unique()}` }), settings),
  '/tasks': posted('/tasks', ({ nodes }) => ({ subject: 'Call back', scope: nodes.branch.scope })),
  '/reminders': {
    create: async (company) => {
      const lead = await records['/leads']!.create(company);
      const remind = { recordKind: 'lead', recordId: lead.id, remindAt: '2026-06-01T08:00:00Z' };
      return posted('/reminders', () => remind).create(company);
    },
    shared: "A reminder is looked for among one's own.",
  },
  '/price-books': posted('/price-books', () => ({ name: `Book ${unique()}`, currency: 'EUR' }), settings),
  '/quote-templates': {
    create: async (company) => {
      const quote = await records['/quotes']!.create(company);
      return posted('/quote-templates', () => ({ name: `Start ${unique()}`, quoteId: quote.id })).create(
        company,
      );
    },
    shared: settings,
  },
  '/quotes': posted('/quotes', ({ nodes }) => ({ title: 'Offer', scope: nodes.branch.scope, lines: [line] })),
  '/orders': posted('/orders', ({ nodes }) => ({
    title: 'Delivery',
    scope: nodes.branch.scope,
    lines: [line],
  })),
  '/invoices': { create: createInvoice },
  '/public': { create: createLink, shared: 'A link opens its document to whoever holds it.' },
  '/templates': named({ kind: 'quote' }),
  '/branding': { create: async ({ nodes }) => ({ nodeId: nodes.entity.id }), shared: settings },
  '/revenue': {
    create: async (company) => ({ kind: 'quote', ...(await records['/quotes']!.create(company)) }),
  },
  '/subscriptions': { create: createSubscription },
  '/activities': { create: (company) => createActivity(company, '/activities', { type: 'call' }) },
  '/notes': { create: (company) => createActivity(company, '/notes', { body: 'Hello' }) },
  '/files': { create: createFile },
  '/messages': { create: createMessage },
  '/payments': { create: createPayment },
  '/credits': { create: createCredit },
  '/credit-notes': { create: createCreditNote },
  '/auth/sessions': {
    create: async () => ({ id: newId() }),
    shared: "A session is looked for among one's own.",
  },
  '/hierarchy/nodes': posted('/hierarchy/nodes', ({ nodes }) => ({
    level: 'department',
    name: `Sales ${unique()}`,
    parentId: nodes.branch.id,
  })),
  '/members': {
    create: async (company) => ({ id: (await company.addMember('viewer', company.nodes.branch)).id }),
    shared: 'Colleagues know each other by name.',
  },
  '/invitations': posted(
    '/invitations',
    ({ roleIds, nodes }) => ({
      email: `new.${unique()}@example.com`,
      roleId: roleIds.viewer,
      nodeId: nodes.branch.id,
    }),
    'An invitation has no scope; changing it needs a capability at its node.',
  ),
  '/roles': posted('/roles', () => ({ name: `Role ${unique()}`, grants: [] }), settings),
  '/api-keys': posted(
    '/api-keys',
    () => ({ name: 'Shop' }),
    'A key has no scope; it needs a capability at its node.',
  ),
  '/modules': named({ module: 'projects' }),
  '/settings/entities': {
    create: async ({ nodes }) => ({ nodeId: nodes.entity.id }),
  },
  '/settings/jobs/failed': {
    create: async () => ({ id: newId() }),
    shared: 'Failed work has no scope.',
  },
  '/views': posted(
    '/views',
    () => ({ kind: 'lead', name: `View ${unique()}`, shared: true }),
    'A view holds no records; a shared one is for the whole company.',
  ),
  '/bulk': {
    create: async (company) => {
      const { id } = await records['/leads']!.create(company);
      const body = { ids: [id], action: 'tag', values: { tags: ['bulk'] } };
      const answer = await company.api.post('/leads/bulk', body);
      return { jobId: String(answer.body.jobId) };
    },
    shared: 'A bulk change is looked for among those that one began oneself.',
  },
  '/jobs': {
    create: async (company) => {
      const { jobId } = await asKey(company, (call) =>
        // Only its row: the job itself is dropped with these pending ones.
        beginBackgroundJob(
          { ...call, pending: { audit: [], events: [], jobs: [] } },
          { kind: cleanUpJob.kind, params: {} },
        ),
      );
      return { id: jobId };
    },
    shared: 'Long work is looked for among what one began oneself.',
  },
  '/merges': {
    create: async (company) => {
      const [target, source] = [
        await records['/accounts']!.create(company),
        await records['/accounts']!.create(company),
      ];
      const { body } = await company.api.post(`/accounts/${target.id}/merge`, { sourceId: source.id });
      return { mergeId: String(body.mergeId) };
    },
  },
  '/imports': {
    create: (company) =>
      asKey(company, async (call) => {
        const key = await reserveObject(call);
        await keepObject(call, key);
        const table = {
          reading: { format: 'csv' as const, encoding: 'utf-8' as const, delimiter: ',' as const },
          columns: ['First name'],
          rows: [['Lea']],
          total: 1,
        };
        const file = { key, name: 'leads.csv', declaredType: 'text/csv', size: 16, sha256: '0'.repeat(64) };
        const { id } = await uploadImport(call, 'lead', file, table);
        return { id };
      }),
  },
  '/imports/templates': {
    create: async (company) => {
      const importId = (await records['/imports']!.create(company)).id;
      const plan = { mapping: { 'First name': 'firstName' } };
      return posted('/imports/templates', () => ({ importId, name: `Export ${unique()}`, plan })).create(
        company,
      );
    },
    shared: settings,
  },
  '/option-lists': named({ name: 'lead_source' }),
  '/option-lists/:name/values': {
    create: async (company) => {
      const value = `value_${unique()}`;
      const { body } = await company.api.post('/option-lists/lead_source/values', { value, label: value });
      return { name: 'lead_source', id: String(body.id) };
    },
    shared: settings,
  },
  '/custom-fields': posted(
    '/custom-fields',
    () => ({ kind: 'lead', key: `field${unique()}`, label: 'Size', type: 'choice', options: [size] }),
    settings,
  ),
  '/approval-rules': posted(
    '/approval-rules',
    () => ({ name: `Rule ${unique()}`, condition: 'discount', limit: '10' }),
    settings,
  ),
  '/tax-rates': posted('/tax-rates', () => ({ name: `Rate ${unique()}`, rate: '7' }), settings),
  '/payment-terms': posted('/payment-terms', () => ({ name: `Term ${unique()}`, days: 7 }), settings),
  '/exchange-rates': posted(
    '/exchange-rates',
    () => ({ date: '2026-06-01', from: 'EUR', to: 'USD', rate: '1.1' }),
    settings,
  ),
  '/numbering': {
    create: async ({ nodes }) => ({ nodeId: nodes.entity.id, document: 'quote' }),
  },
  '/numbering/:nodeId/invoice/series': {
    create: async (company) => {
      const nodeId = company.nodes.entity.id;
      const code = `S${unique()}`;
      await company.api.post(`/numbering/${nodeId}/invoice/series`, { code, pattern: `${code}-{number}` });
      return { nodeId, code };
    },
  },
};

const books = 'from=2026-01-01&to=2026-12-31&currency=EUR';

/** What rows need in their address beside the path. */
export const queries: Record<string, string> = {
  'GET /accounts/:id/statement': books,
  'GET /accounts/:id/statement/pdf': books,
};

/**
 * A body that passes the schema of a path with parameters, where an empty one does not. What it asks for need not be
 * possible: the tests send it to records that the caller may not reach.
 */
export const bodies: Record<string, (company: TestCompany) => unknown> = {
  'PATCH /files/:id': () => ({ name: 'b.txt' }),
  'PUT /members/:id/roles': () => ({ assignments: [] }),
  'PUT /modules/:module': () => ({ enabled: true }),
  'PATCH /hierarchy/nodes/:id': () => ({ name: 'Renamed' }),
  'POST /option-lists/:name/values': () => ({ value: `value_${unique()}`, label: 'Label' }),
  'PUT /option-lists/:name/order': () => ({ ids: [newId()] }),
  'PATCH /exchange-rates/:id': () => ({ rate: '1.2' }),
  'PUT /pipelines/order': () => ({ kind: 'lead', ids: [newId()] }),
  'POST /opportunities/:id/stage': () => ({ stage: 'qualified' }),
  'POST /quotes/:id/status': () => ({ status: 'sent' }),
  'POST /accounts/:id/statement/send': () => ({ from: '2026-01-01', to: '2026-12-31', currency: 'EUR' }),
  'PUT /invoices/:id/reminders': () => ({ paused: true }),
  'PATCH /branding/:nodeId': () => ({ footer: {} }),
  'PUT /templates/:kind': () => ({ layout: 'modern', language: 'en', texts: {} }),
  'POST /quotes/:id/reject': () => ({ comment: 'Too low' }),
  'PUT /price-books/order': () => ({ ids: [newId()] }),
  'PUT /approval-rules/order': () => ({ ids: [newId()] }),
  'POST /subscriptions/:id/cancel': () => ({ at: 'now' }),
  'POST /subscriptions/:id/change-price': () => ({ lines: [line] }),
  'POST /quotes/:id/convert-to-subscription': () => ({ interval: 'month' }),
  'POST /orders/:id/cancel': () => ({ reason: 'Mistake' }),
  'POST /invoices/:id/void': () => ({ reason: 'Mistake' }),
  'POST /invoices/:id/payments': () => ({ date: '2026-06-01', amount: '10', method: 'cash' }),
  'POST /numbering/:nodeId/invoice/series': () => ({ code: 'X', pattern: 'X-{number}' }),
  'POST /invoices/:id/credit': () => ({ reason: 'Returned' }),
  'POST /invoices/:id/write-off': () => ({ reason: 'Insolvent' }),
  'POST /invoices/:id/reverse-write-off': () => ({ reason: 'Paid after all' }),
  'POST /payments/:id/refund': () => ({ date: '2026-06-01', amount: '10', method: 'cash' }),
  'POST /credits/:id/refund': () => ({ date: '2026-06-01', amount: '10', method: 'cash' }),
  'POST /leads/:id/consent': () => ({ channel: 'email', state: 'granted', source: 'form' }),
  'POST /contacts/:id/consent': () => ({ channel: 'email', state: 'granted', source: 'form' }),
  'POST /accounts/:id/merge': () => ({ sourceId: newId() }),
  'POST /contacts/:id/merge': () => ({ sourceId: newId() }),
  'POST /leads/:id/merge': () => ({ sourceId: newId() }),
  'POST /imports/:id/dry-run': () => ({ mapping: {} }),
  'POST /leads/:id/status': () => ({ status: 'contacted' }),
  'POST /leads/:id/convert': () => ({ accountName: 'New', opportunityName: 'Deal', quoteTitle: 'Offer' }),
};

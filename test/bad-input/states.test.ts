import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type LeadStatus, leadStatus, leadStatuses } from '#domain/leads.ts';
import { type OpportunityStage, opportunityStage, opportunityStages } from '#domain/opportunities.ts';
import { type QuoteStatus, quoteStatus, quoteStatuses } from '#domain/quotes.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import { allKinds } from '#records/kind.ts';
import { endpoints } from '#server/features.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, consulting, documentsIn, fieldCodes } from '#test/build/documents.ts';
import { type Upload, uploadTo } from '#test/build/upload.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { digestOf } from './database-digest.ts';
import { goodBodies } from './field-tables.ts';
import { nameOf, pathIn } from './schema-fields.ts';

let server: WholeServer;
let company: TestCompany;
let steps: ReturnType<typeof documentsIn>;
let accountId: string;

before(async () => {
  server = await startWholeServer('2026-03-01T08:00:00Z');
  company = await createTestCompany(server);
  steps = documentsIn(company.api, company.nodes.entity.scope);
  accountId = await steps.make('/accounts', { name: 'Acme' });
});
after(() => server?.stop());

type Sent = { status: number; body: Json };

/** The answer is the refusal, and every table holds what it held before. */
async function refuses(send: () => Promise<Sent>, status: number, code: string, what: string): Promise<Json> {
  const untouched = await digestOf(server.database.adminUrl);
  const sent = await send();
  assert.deepEqual([sent.status, sent.body.code], [status, code], `${what}: ${JSON.stringify(sent.body)}`);
  assert.deepEqual(await digestOf(server.database.adminUrl), untouched, what);
  return sent.body;
}

const picture: Upload = {
  name: 'a.png',
  content: Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ),
};

function sendTo(row: Endpoint, path: string, body: unknown, headers: Record<string, string>) {
  if (row.method === 'GET') throw new Error('A GET changes nothing.');
  if (row.access === 'upload') return uploadTo(server.url, company.apiKey, path, { file: picture, headers });
  const method = row.method.toLowerCase() as 'post' | 'patch' | 'put' | 'delete';
  return company.api[method]<Json>(path, row.body ? body : undefined, headers);
}

describe('a stale version', () => {
  const recordPaths = () => allKinds().map(({ path }) => `${path}/:id`);
  const isOfRecord = ({ path }: Endpoint) => recordPaths().some((start) => path.startsWith(start));
  const changes = endpoints.filter((row) => row.method !== 'GET' && isOfRecord(row));

  for (const row of changes) {
    test(`${nameOf(row)} with the version of yesterday: 412`, async () => {
      const path = await pathIn(row, company);
      const body = { ...goodBodies[nameOf(row)] };
      await refuses(() => sendTo(row, path, body, { 'if-match': '"99"' }), 412, 'stale_version', path);
      const odd = await refuses(
        () => sendTo(row, path, body, { 'if-match': 'yesterday' }),
        400,
        'malformed_request',
        path,
      );
      assert.match(odd.detail, /If-Match/);
    });
  }

  test('there are changes to refuse', () => assert.ok(changes.length > 25));
});

/** A move that the table does not allow: 409 with where it stands and where it may go. */
async function refusesMove(send: () => Promise<Sent>, from: string, to: string, allowed: readonly string[]) {
  const body = await refuses(send, 409, 'illegal_transition', `${from} → ${to}`);
  assert.deepEqual([body.from, body.to, body.allowed], [from, to, allowed]);
}

describe('illegal transitions', () => {
  test('a lead goes where its table says and nowhere else [R33] [R34]', async () => {
    const ways: Record<LeadStatus, LeadStatus[]> = {
      new: [],
      contacted: ['contacted'],
      qualified: ['qualified'],
      lost: ['lost'],
      junk: ['junk'],
      converted: [],
    };
    for (const from of leadStatuses) {
      const id = await steps.make('/leads', { companyName: 'Acme' });
      const move = (status: string) => company.api.post(`/leads/${id}/status`, { status });
      for (const way of ways[from]) bodyOf(await move(way));
      if (from === 'converted') {
        const names = { accountId, opportunityName: 'Deal', quoteTitle: 'Offer' };
        bodyOf(await company.api.post(`/leads/${id}/convert`, names));
        await refuses(
          () => company.api.post(`/leads/${id}/convert`, names),
          409,
          'already_converted',
          'twice',
        );
        await refuses(() => company.api.patch(`/leads/${id}`, { quality: 'hot' }), 409, 'not_editable', from);
      }
      const same = (to: LeadStatus) => from === to && to !== 'converted';
      for (const to of leadStatuses.filter((one) => !leadStatus.canMove(from, one) && !same(one))) {
        await refusesMove(() => move(to), from, to, leadStatus.allowed(from));
      }
      if (from === 'lost' || from === 'junk') {
        const names = { accountId, opportunityName: 'Deal', quoteTitle: 'Offer' };
        await refusesMove(() => company.api.post(`/leads/${id}/convert`, names), from, 'converted', [
          'new',
          'contacted',
          'qualified',
        ]);
      }
    }
  });

  test('a quote as well, and only a draft is edited [R110]', async () => {
    const ways: Record<QuoteStatus, QuoteStatus[]> = {
      draft: [],
      sent: ['sent'],
      viewed: ['sent', 'viewed'],
      accepted: ['sent', 'accepted'],
      declined: ['sent', 'declined'],
      expired: ['sent', 'expired'],
      revised: ['sent', 'revised'],
    };
    for (const from of quoteStatuses) {
      const { id } = await steps.makeQuote({ accountId });
      for (const way of ways[from]) bodyOf(await steps.moveQuote(id, way));
      for (const to of quoteStatuses.filter((one) => !quoteStatus.canMove(from, one) && one !== from)) {
        await refusesMove(() => steps.moveQuote(id, to), from, to, quoteStatus.allowed(from));
      }
      if (from !== 'draft') {
        await refuses(() => company.api.patch(`/quotes/${id}`, { title: 'New' }), 409, 'not_editable', from);
      }
      if (from !== 'accepted') {
        const sent = () => company.api.post(`/quotes/${id}/convert-to-invoice`, {});
        await refuses(sent, 409, 'illegal_transition', `${from} to invoice`);
      }
    }
    const { id } = await steps.makeQuote({ lines: [] });
    const empty = await refuses(() => steps.moveQuote(id, 'sent'), 422, 'validation_failed', 'no lines');
    assert.deepEqual(fieldCodes(empty), ['lines: too_few']);
  });

  test('an opportunity that is closed is closed once [R93] [R94]', async () => {
    for (const from of ['won', 'lost'] satisfies OpportunityStage[]) {
      const id = await steps.make('/opportunities', { name: 'Deal' });
      const move = (stage: string) => company.api.post(`/opportunities/${id}/stage`, { stage });
      bodyOf(await move(from));
      for (const to of opportunityStages.filter(
        (one) => !opportunityStage.canMove(from, one) && one !== from,
      )) {
        await refusesMove(() => move(to), from, to, opportunityStage.allowed(from));
      }
    }
  });

  test('an invoice is issued, paid and voided in this order only', async () => {
    const post = (id: string, verb: string, body: object) => () =>
      company.api.post(`/invoices/${id}/${verb}`, body);
    const payment = (amount: string) => ({ date: '2026-03-01', amount, method: 'cash' });
    const draft = await steps.makeInvoice({ accountId });
    const paid = await steps.makeInvoice({ accountId });
    for (const [verb, body] of [
      ['void', { reason: 'No' }],
      ['payments', payment('1')],
    ] as const) {
      await refuses(post(draft.id, verb, body), 409, 'illegal_transition', `draft, ${verb}`);
    }
    bodyOf(await steps.issue(paid.id));
    await refuses(post(paid.id, 'issue', {}), 409, 'illegal_transition', 'issued twice');
    const edit = () => company.api.patch(`/invoices/${paid.id}`, { title: 'New' });
    await refuses(edit, 409, 'not_editable', 'issued, edited');
    await refuses(() => company.api.delete(`/invoices/${paid.id}`), 409, 'not_editable', 'issued, archived');
    await refuses(post(paid.id, 'payments', payment('1190.01')), 409, 'exceeds_balance', 'a cent too much');
    bodyOf(await steps.pay(paid.id, { date: '2026-03-01', amount: '1190' }), 201);
    await refuses(post(paid.id, 'payments', payment('0.01')), 409, 'exceeds_balance', 'paid, paid again');
    await refuses(post(paid.id, 'void', { reason: 'No' }), 409, 'illegal_transition', 'paid, voided');
  });

  test('what is archived is left alone, and what others need is not archived', async () => {
    const id = await steps.make('/leads', { companyName: 'Acme' });
    bodyOf(await company.api.delete(`/leads/${id}`));
    await refuses(() => company.api.patch(`/leads/${id}`, { quality: 'hot' }), 409, 'archived', 'edit');
    const move = () => company.api.post(`/leads/${id}/status`, { status: 'contacted' });
    await refuses(move, 409, 'archived', 'move');
    const needed = await refuses(
      () => company.api.delete(`/accounts/${accountId}`),
      409,
      'has_dependents',
      'account',
    );
    assert.ok(needed.dependent);
  });
});

describe('what is taken already', () => {
  const duplicates: [what: string, path: string, body: object, field: string][] = [
    ['number of a quote', '/quotes', { title: 'Offer', number: 'Q-TWICE' }, 'number'],
    ['tax rate', '/tax-rates', { name: 'Twice', rate: 7 }, 'name'],
    ['payment term', '/payment-terms', { name: 'Twice', days: 7 }, 'name'],
    ['option', '/option-lists/lead_source/values', { value: 'twice', label: 'Twice' }, 'value'],
    ['exchange rate', '/exchange-rates', { date: '2026-02-01', from: 'EUR', to: 'USD', rate: 1 }, 'date'],
    ['role', '/roles', { name: 'Twice', grants: [] }, 'name'],
  ];
  for (const [what, path, body, field] of duplicates) {
    test(`a ${what} twice: 409, and it names the field [R98]`, async () => {
      bodyOf(await company.api.post(path, body), 201);
      const refused = await refuses(() => company.api.post(path, body), 409, 'already_exists', what);
      assert.deepEqual(fieldCodes(refused), [`${field}: already_exists`]);
    });
  }

  test('a colleague is invited once', async () => {
    const body = {
      email: 'twice@example.com',
      roleId: company.roleIds.viewer,
      nodeId: company.nodes.root.id,
    };
    bodyOf(await company.api.post('/invitations', body), 201);
    for (const email of [body.email, company.admin.email]) {
      const send = () => company.api.post('/invitations', { ...body, email });
      await refuses(send, 409, 'already_exists', email);
    }
  });

  test('a draft does not take the number of another quote', async () => {
    bodyOf(await company.api.post('/quotes', { title: 'Offer', number: 'Q-FIRST' }), 201);
    const { id } = bodyOf(await company.api.post('/quotes', { title: 'Offer' }), 201);
    const send = () => company.api.patch(`/quotes/${id}`, { number: 'Q-FIRST' });
    await refuses(send, 409, 'already_exists', 'number');
  });
});

describe('amounts that do not fit', () => {
  const line = (more: object) => ({ ...consulting, ...more });
  const refused: [what: string, path: string, body: object, errors: string[]][] = [
    [
      'yen with sen',
      '/opportunities',
      { name: 'D', amount: '10.5', currency: 'JPY' },
      ['amount: too_many_decimals'],
    ],
    [
      'euros with mills',
      '/campaigns',
      { name: 'C', budget: '1.005', currency: 'EUR' },
      ['budget: too_many_decimals'],
    ],
    [
      'dinars with four',
      '/quotes',
      { title: 'Q', amount: '1.0005', currency: 'JOD' },
      ['amount: too_many_decimals'],
    ],
    ['no currency', '/campaigns', { name: 'C', budget: '1' }, ['currency: required']],
    [
      'an amount and lines',
      '/quotes',
      { title: 'Q', amount: '5', lines: [line({})] },
      ['amount: not_allowed'],
    ],
    [
      'a discount above the subtotal',
      '/quotes',
      { title: 'Q', lines: [line({})], discountType: 'fixed', discountValue: '1000.01' },
      ['discountValue: exceeds_subtotal'],
    ],
    [
      'more than all',
      '/quotes',
      { title: 'Q', lines: [line({})], discountType: 'percent', discountValue: '100.1' },
      ['discountValue: out_of_range'],
    ],
    [
      'a discount without a value',
      '/quotes',
      { title: 'Q', discountType: 'fixed' },
      ['discountValue: required'],
    ],
    [
      'a sum that no account holds',
      '/quotes',
      { title: 'Q', lines: [line({ quantity: '99999999999999', unitPrice: '99999999999999' })] },
      ['lines.0.unitPrice: out_of_range'],
    ],
    [
      'the end before the start',
      '/campaigns',
      { name: 'C', startDate: '2026-03-02', endDate: '2026-03-01' },
      ['endDate: before_start'],
    ],
    ['a main contact of nobody', '/contacts', { firstName: 'C', isPrimary: true }, ['accountId: required']],
    ['nobody', '/leads', { lastName: 'Only' }, ['firstName: required']],
    [
      'an unknown type of account',
      '/accounts',
      { name: 'A', accountType: 'never' },
      ['accountType: unknown_value'],
    ],
    ['an unknown role', '/contacts', { firstName: 'C', role: 'never' }, ['role: unknown_value']],
  ];
  for (const [what, path, body, errors] of refused) {
    test(`${what}: ${errors.join()}`, async () => {
      const answer = await refuses(() => company.api.post(path, body), 422, 'validation_failed', what);
      assert.deepEqual(fieldCodes(answer), errors);
    });
  }

  test('a patch is held against the record as it would become', async () => {
    const { api } = company;
    const campaign = await steps.make('/campaigns', {
      name: 'C',
      startDate: '2026-03-02',
      budget: '1.50',
      currency: 'EUR',
    });
    const lead = await steps.make('/leads', { companyName: 'Acme' });
    const late = { date: '2026-04-01', amount: '1', method: 'cash' };
    const { id } = bodyOf(await steps.issue((await steps.makeInvoice({ accountId })).id));
    const patches: [() => Promise<Sent>, string][] = [
      [() => api.patch(`/campaigns/${campaign}`, { endDate: '2026-03-01' }), 'endDate: before_start'],
      [() => api.patch(`/campaigns/${campaign}`, { currency: 'JPY' }), 'budget: too_many_decimals'],
      [() => api.patch(`/campaigns/${campaign}`, { currency: null }), 'currency: required'],
      [() => api.patch(`/leads/${lead}`, { companyName: null }), 'firstName: required'],
      [() => api.post(`/invoices/${id}/payments`, late), 'date: out_of_range'],
    ];
    for (const [send, error] of patches) {
      assert.deepEqual(fieldCodes(await refuses(send, 422, 'validation_failed', error)), [error]);
    }
  });
});

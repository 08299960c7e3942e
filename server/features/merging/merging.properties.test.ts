import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { MergeKindName, MergeSide } from '#domain/merging.ts';
import '#features/campaigns/kind.ts';
import '#features/invoices/kind.ts';
import { isProblem } from '#domain/problems.ts';
import { createLead } from '#features/leads/operations/create-lead.ts';
import { createOpportunity } from '#features/opportunities/operations/create-opportunity.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import type { Call } from '#platform/access/call.ts';
import { createRecord } from '#records/create-record.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { choosableFields } from './combine.ts';
import { mergeable } from './mergeable-kinds.ts';
import { mergeRecords } from './operations/merge-records.ts';
import { undoMerge } from './operations/undo-merge.ts';

const tables = [
  'account',
  'contact',
  'lead',
  'opportunity',
  'quote',
  'quote_line',
  'consent_entry',
  'custom_value',
];
const written = ['version', 'updated_at', 'updated_by'];

type Ids = { account: string[]; contact: string[]; lead: string[] };

const pick = fc.nat(99);
const word = fc.constantFrom('Acme', 'Brook', "O'Neill", 'شركة الأمل', 'Söhne');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const graph = fc.record({
  accounts: fc.array(
    fc.record({
      name: word,
      phone: maybe(fc.constant('+49 30 1234567')),
      tags: fc.subarray(['a', 'b', 'c']),
      parent: maybe(pick),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  contacts: fc.array(
    fc.record({
      firstName: word,
      account: maybe(pick),
      isPrimary: fc.boolean(),
      email: maybe(fc.constantFrom('a@x.example', 'b@x.example')),
      emailOptIn: fc.boolean(),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  leads: fc.array(
    fc.record({ firstName: word, account: maybe(pick), contact: maybe(pick), nextActionNote: maybe(word) }),
    { minLength: 2, maxLength: 4 },
  ),
  deals: fc.array(fc.record({ account: maybe(pick), contact: maybe(pick), lead: maybe(pick) }), {
    maxLength: 5,
  }),
  quotes: fc.array(fc.record({ account: maybe(pick), contact: maybe(pick), lead: maybe(pick) }), {
    maxLength: 4,
  }),
});
const merging = fc.record({
  kind: fc.constantFrom<MergeKindName>('account', 'contact', 'lead'),
  target: pick,
  source: pick,
  sides: fc.array(fc.constantFrom<MergeSide | undefined>('source', 'target', undefined), {
    minLength: 30,
    maxLength: 30,
  }),
});

type Graph = typeof graph extends fc.Arbitrary<infer T> ? T : never;

const at = (ids: readonly string[], index: number | undefined) =>
  index === undefined ? undefined : ids[index % ids.length];

async function build(call: Call, { accounts, contacts, leads, deals, quotes }: Graph): Promise<Ids> {
  const ids: Ids = { account: [], contact: [], lead: [] };
  for (const { parent, ...body } of accounts) {
    const parentAccountId = ids.account.length > 0 ? at(ids.account, parent) : undefined;
    ids.account.push((await createRecord(call, mergeable.account, { ...body, parentAccountId })).id);
  }
  for (const { account, isPrimary, ...body } of contacts) {
    const accountId = at(ids.account, account);
    const first = { accountId, isPrimary: isPrimary && accountId !== undefined };
    ids.contact.push((await createRecord(call, mergeable.contact, { ...body, ...first })).id);
  }
  const links = (from: { account?: number; contact?: number; lead?: number }) => ({
    accountId: at(ids.account, from.account),
    contactId: at(ids.contact, from.contact),
  });
  for (const { account, contact, ...body } of leads) {
    ids.lead.push((await createLead(call, { ...body, ...links({ account, contact }) })).id);
  }
  for (const deal of deals) {
    await createOpportunity(call, { name: 'Deal', leadId: at(ids.lead, deal.lead), ...links(deal) });
  }
  const lines = [{ description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' }];
  for (const quote of quotes) {
    await createQuote(call, { title: 'Offer', leadId: at(ids.lead, quote.lead), ...links(quote), lines });
  }
  return ids;
}

describe('merge and undo, by random graphs', () => {
  let server: TestServer;
  let company: TestCompany;

  before(async () => {
    server = await startTestServer({ role: 'web', endpoints: [] });
    company = await createTestCompany(server);
  });
  after(() => server.stop());

  /** All records and links of the company, without what every write leaves. */
  async function dump(): Promise<Record<string, unknown>> {
    const found: Record<string, unknown> = {};
    for (const table of tables) {
      const without = written.map((column) => `- '${column}'`).join(' ');
      const rows = await asAdmin(
        server.database.adminUrl,
        `select to_jsonb(r) ${without} as row from ${table} r where org_id = $1 order by to_jsonb(r)::text`,
        [company.orgId],
      );
      found[table] = rows.map(({ row }) => JSON.stringify(row)).toSorted();
    }
    const heirs = await asAdmin(
      server.database.adminUrl,
      'select heir_id, source_id from timeline_heir where org_id = $1',
      [company.orgId],
    );
    return { ...found, heirs };
  }

  async function linksTo(id: string): Promise<number> {
    const columns = [
      ['account', 'parent_account_id'],
      ['contact', 'account_id'],
      ['lead', 'account_id'],
      ['lead', 'contact_id'],
      ['opportunity', 'account_id'],
      ['opportunity', 'contact_id'],
      ['opportunity', 'lead_id'],
      ['quote', 'account_id'],
      ['quote', 'contact_id'],
      ['quote', 'lead_id'],
    ];
    let count = 0;
    for (const [table, column] of columns) {
      const rows = await asAdmin(server.database.adminUrl, `select 1 from ${table} where ${column} = $1`, [
        id,
      ]);
      count += rows.length;
    }
    return count;
  }

  it('no link is left at the source; undo makes records and links equal to before [R45]', async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(graph, merging, async (shape, { kind: name, target, source, sides }) => {
        const ids = await company.asSystem((call) => build(call, shape));
        const kind = mergeable[name];
        const [targetId, sourceId] = [at(ids[name], target)!, at(ids[name], source)!];
        if (targetId === sourceId) return;
        const chosen = choosableFields(kind).flatMap((field, index) => {
          const side = sides[index % sides.length];
          return side ? [[field, side] as const] : [];
        });
        const earlier = await dump();
        const result = await company
          .asSystem((call) =>
            mergeRecords(call, kind, targetId, { sourceId, fields: Object.fromEntries(chosen) }, null),
          )
          .catch((error: unknown) => error);
        if (result instanceof Error) {
          assert.ok(isProblem(result) && result.code === 'validation_failed', String(result.stack));
          assert.deepEqual(await dump(), earlier, 'a refusal changes nothing');
          return;
        }
        merged += 1;
        assert.equal(await linksTo(sourceId), 0);
        const { mergeId } = result as { mergeId: string };
        await company.asSystem((call) => undoMerge(call, mergeId));
        assert.deepEqual(await dump(), earlier);
      }),
      { numRuns: 30 },
    );
    assert.ok(merged > 10, `only ${merged} were merged`);
  });
});

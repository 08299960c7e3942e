import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { type CuttingPool, cuttingPool } from '#test/build/cut-connection.ts';
import { bodyOf, documentsIn, type QuoteWire } from '#test/build/documents.ts';
import { type SubscriptionWire, subscriptionsIn } from '#test/build/subscriptions.ts';
import { assertAuditWhole, rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { billCompany } from './jobs.ts';

describe('a period makes exactly one invoice [R151]', () => {
  let server: WholeServer;
  let company: TestCompany;
  let accountId: string;
  let docs: ReturnType<typeof documentsIn>;
  let subs: ReturnType<typeof subscriptionsIn>;

  before(async () => {
    server = await startWholeServer('2026-01-01T09:00:00Z');
    company = await createTestCompany(server);
    docs = documentsIn(company.api, company.nodes.entity.scope);
    subs = subscriptionsIn(company.api, company.nodes.entity.scope);
    accountId = await docs.make('/accounts', { name: 'Acme' });
  });
  after(() => server?.stop());

  const signal = () => new AbortController().signal;
  const make = (body: object = {}) =>
    subs.make({ accountId, interval: 'month', startDate: '2026-01-01', ...body });
  const invoices = async (id: string) =>
    Number(
      (
        await rowsOf<{ count: number }>(
          server,
          'select count(*)::int as count from invoice where subscription_id = $1',
          [id],
        )
      )[0]?.count,
    );
  /** What the books say of each period: its number and how many invoices name it. */
  const books = (id: string) =>
    rowsOf<{ number: number; invoices: number }>(
      server,
      `select p.number, count(i.id)::int as invoices from subscription_period p
       left join invoice i on i.org_id = p.org_id and i.id = p.invoice_id
       where p.subscription_id = $1 group by 1 order by 1`,
      [id],
    );

  it('a hundred runs at once make one for each period', async () => {
    server.clock.set('2026-01-01T09:00:00Z');
    const made = await Promise.all(Array.from({ length: 3 }, () => make({ autoIssue: true })));
    server.clock.set('2026-04-02T09:00:00Z');
    const counts = await Promise.all(
      Array.from({ length: 100 }, () => billCompany(server.services, company.orgId, signal())),
    );
    // Whoever found a subscription held left it to its holder; one more round finds what is left.
    const left = await billCompany(server.services, company.orgId, signal());
    assert.equal(
      counts.reduce((sum, count) => sum + count, left),
      12,
    );
    for (const { id } of made) {
      assert.equal(await invoices(id), 4);
      assert.deepEqual(
        await books(id),
        [1, 2, 3, 4].map((number) => ({ number, invoices: 1 })),
      );
      bodyOf(await subs.cancel(id, { at: 'now' }));
    }
  });

  it('the database refuses a second row for a period, and a second period for an invoice', async () => {
    const { id } = await make();
    await billCompany(server.services, company.orgId, signal());
    const copy = (columns: string) =>
      rowsOf(
        server,
        `insert into subscription_period select (jsonb_populate_record(p, $2::jsonb)).*
         from subscription_period p where p.subscription_id = $1`,
        [id, columns],
      );
    const other = { id: '01900000-0000-7000-8000-000000000001' };
    await assert.rejects(copy(JSON.stringify(other)), /subscription_period_once/);
    await assert.rejects(
      copy(JSON.stringify({ ...other, number: 99, starts_on: '2050-01-01', ends_on: '2050-01-31' })),
      /subscription_invoice_of_one_period/,
    );
    bodyOf(await subs.cancel(id, { at: 'now' }));
  });

  it('cut at every statement, the next round goes on where it was', async () => {
    const cutting: CuttingPool = cuttingPool(server.services.pool, server.database.adminUrl);
    const shaky = { ...server.services, pool: cutting.pool };
    for (const moment of ['before', 'after'] as const) {
      for (let statement = 1; ; statement += moment === 'after' ? 1 : 3) {
        server.clock.set('2027-01-01T09:00:00Z');
        const { id } = await make({ startDate: '2027-01-01', autoIssue: true });
        cutting.cutAt(statement, moment);
        await billCompany(shaky, company.orgId, signal()).catch(() => 0);
        const cut = cutting.mend();
        server.clock.set('2027-01-02T09:00:00Z');
        await billCompany(server.services, company.orgId, signal());
        assert.deepEqual(await books(id), [{ number: 1, invoices: 1 }], `statement ${statement} ${moment}`);
        assert.equal(await invoices(id), 1, `statement ${statement} ${moment}`);
        assert.equal((await subs.get(id)).failing, false);
        bodyOf(await subs.cancel(id, { at: 'now' }));
        if (!cut) {
          assert.ok(statement > 30, `${statement} statements`);
          break;
        }
      }
    }
  });

  it('a biller that is killed leaves nothing half done', async () => {
    server.clock.set('2028-01-01T09:00:00Z');
    const made = await Promise.all(
      Array.from({ length: 6 }, () => make({ startDate: '2028-01-01', interval: 'week', autoIssue: true })),
    );
    server.clock.set('2028-12-31T09:00:00Z');
    for (let kill = 0; kill < 3; kill += 1) {
      const child = spawn(
        process.execPath,
        [
          join(import.meta.dirname, 'testing/bill.ts'),
          server.database.appUrl,
          company.orgId,
          '2028-12-31T09:00:00Z',
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const gone = once(child, 'exit');
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 120 + 90 * kill));
      child.kill('SIGKILL');
      await gone;
    }
    const midway = (await Promise.all(made.map(({ id }) => invoices(id)))).reduce((a, b) => a + b, 0);
    assert.ok(midway > 0 && midway < 6 * 53, `${midway} invoices when the billers were dead`);
    // What the dead held is free once the database has noticed.
    for (let round = 0; round < 20; round += 1) {
      await billCompany(server.services, company.orgId, signal());
      const counts = await Promise.all(made.map(({ id }) => invoices(id)));
      if (counts.every((count) => count === 53)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    for (const { id } of made) {
      assert.deepEqual(
        await books(id),
        Array.from({ length: 53 }, (_, at) => ({ number: at + 1, invoices: 1 })),
      );
      assert.equal(await invoices(id), 53);
    }
  });

  it('a quote becomes one subscription under a hundred calls, and nothing else after it', async () => {
    server.clock.set('2029-01-01T09:00:00Z');
    const quote = await docs.acceptedQuote({ accountId, title: 'Care' });
    const convert = (id: string, body: object = {}) =>
      company.api.post<{ subscription: SubscriptionWire; code: string }>(
        `/quotes/${id}/convert-to-subscription`,
        { interval: 'month', ...body },
      );
    const answers = await Promise.all(Array.from({ length: 100 }, () => convert(quote.id)));
    const ids = new Set(answers.map((answer) => bodyOf(answer).subscription.id));
    assert.equal(ids.size, 1);
    const [id = ''] = ids;
    const made = await subs.get(id);
    assert.deepEqual(
      [made.title, made.total, made.status, made.quoteId],
      ['Care', quote.total, 'active', quote.id],
    );
    for (const way of ['convert-to-invoice', 'convert-to-order']) {
      const refused = await company.api.post(`/quotes/${quote.id}/${way}`, {});
      assert.deepEqual([refused.status, refused.body.code], [409, 'already_converted'], way);
    }
    const { abilities } = bodyOf(await company.api.get<QuoteWire>(`/quotes/${quote.id}`));
    assert.deepEqual(
      [abilities.convert, abilities.convertToOrder, abilities.subscribe],
      [false, false, false],
    );
    for (const way of ['convert-to-invoice', 'convert-to-order']) {
      const other = await docs.acceptedQuote({ accountId });
      assert.ok((await company.api.post(`/quotes/${other.id}/${way}`, {})).status < 300);
      const refused = await convert(other.id);
      assert.deepEqual([refused.status, refused.body.code], [409, 'already_converted'], way);
    }
    const open = await docs.makeQuote({ accountId });
    assert.equal((await convert(open.id)).body.code, 'illegal_transition');
  });

  it('and the audit chain has no break', async () => {
    await assertAuditWhole(server, company.orgId);
  });
});

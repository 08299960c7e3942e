import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { quoteKind } from '#features/quotes/kind.ts';
import { linkInvoice } from '#features/quotes/operations/link-invoice.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { newId } from '#platform/database/id.ts';
import { buildServer } from '#platform/http/server.ts';
import { createRecord } from '#records/create-record.ts';
import { takeNumber } from '#records/numbering.ts';
import { getRecord } from '#records/read-record.ts';
import { api as apiOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { type CutMoment, type CuttingPool, cuttingPool } from '#test/build/cut-connection.ts';
import { bodyOf, documentsIn } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { invoiceEndpoints } from './endpoints.ts';
import { invoiceKind } from './kind.ts';
import { convertQuoteToInvoice } from './operations/convert-quote-to-invoice.ts';
import { createInvoice } from './operations/create-invoice.ts';
import { issueInvoice } from './operations/issue-invoice.ts';
import { recordPayment } from './operations/record-payment.ts';
import { paymentKind } from './payment-kind.ts';

type Steps = ReturnType<typeof documentsIn>;
type Count = { count: number };

const date = new Date().toISOString().slice(0, 10);
const hundred = <T>(run: (index: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: 100 }, (_, index) => run(index)));

/** What is wrong with the numbers of a series that should be 1 to n. */
function holes(numbers: readonly string[]): string[] {
  const counts = numbers.map((number) => Number(number.slice(-5))).sort((a, b) => a - b);
  return counts.flatMap((count, index) => (count === index + 1 ? [] : [`${index + 1} is ${count}`]));
}

describe('exactly once', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: Steps;
  let accountId: string;

  before(async () => {
    const endpoints = [...accountEndpoints, ...quoteEndpoints, ...invoiceEndpoints];
    server = await startTestServer({ endpoints, role: 'web' });
    ({ company, steps, accountId } = await freshCompany());
  });
  after(() => server.stop());

  async function freshCompany() {
    const made = await createTestCompany(server);
    const documents = documentsIn(made.api, made.nodes.entity.scope);
    return {
      company: made,
      steps: documents,
      accountId: await documents.make('/accounts', { name: 'Acme' }),
    };
  }
  const rows = <Row extends Record<string, unknown>>(statement: string, values: unknown[] = []) =>
    asAdmin<Row>(server.database.adminUrl, statement, values);
  const countOf = async (statement: string, values: unknown[]) =>
    Number((await rows<Count>(`select count(*)::int as count from ${statement}`, values))[0]?.count);
  const invoicesTitled = (title: string) => countOf('invoice where title = $1', [title]);
  const numbersOf = async (orgId: string) =>
    (
      await rows<{ number: string }>('select number from invoice where org_id = $1 and number is not null', [
        orgId,
      ])
    ).map(({ number }) => number);
  const paidOf = async (invoiceId: string) =>
    Number(
      (
        await rows<{ paid: string }>(
          'select coalesce(sum(amount_minor), 0) as paid from payment where invoice_id = $1',
          [invoiceId],
        )
      )[0]?.paid,
    );
  const issuedInvoice = async (given: Steps = steps, account = accountId) =>
    bodyOf(await given.issue((await given.makeInvoice({ accountId: account })).id));

  describe('under a hundred calls at once', () => {
    it('the check sees a hundred invoices of a version that reads the quote and then inserts', async () => {
      const quote = await steps.acceptedQuote({ accountId, title: 'Naive' });
      const free = await hundred(() =>
        company.admin.call(async (call) => (await getRecord(call, quoteKind, quote.id)).invoiceId === null),
      );
      await hundred((index) =>
        company.admin.call(async (call) => {
          const result = free[index];
          if (result?.status !== 'fulfilled' || !result.value) return;
          const body = { title: 'Naive', accountId, scope: company.nodes.entity.scope };
          const invoice = await createInvoice(call, body);
          await linkInvoice(call, await getRecord(call, quoteKind, quote.id), invoice.id);
        }),
      );
      assert.equal(await invoicesTitled('Naive'), 100);
    });

    it('a quote becomes one invoice, and every call answers with it [R117]', async () => {
      const quote = await steps.acceptedQuote({ accountId, title: 'Once' });
      const answers = await Promise.all(Array.from({ length: 100 }, () => steps.convert(quote.id)));
      const ids = new Set(answers.map((answer) => bodyOf(answer).invoice.id));
      assert.equal(ids.size, 1);
      assert.equal(await invoicesTitled('Once'), 1);
      assert.equal((await steps.getQuote(quote.id)).invoiceId, [...ids][0]);
      assert.equal(await countOf(`outbox where type = 'quote.invoiced' and record_id = $1`, [quote.id]), 1);
    });

    it('the check sees a hole where a number is taken before the issue that fails', async () => {
      const { company: other, steps: theirs, accountId: theirAccount } = await freshCompany();
      await issuedInvoice(theirs, theirAccount);
      const series = { nodeId: other.nodes.entity.id, document: 'invoice', date } as const;
      await other.admin.call((call) => takeNumber(call, series));
      await issuedInvoice(theirs, theirAccount);
      assert.deepEqual(holes(await numbersOf(other.orgId)), ['2 is 3']);
    });

    it('invoices get numbers without a hole, also when every fifth issue fails', async () => {
      const { company: other, steps: theirs, accountId: theirAccount } = await freshCompany();
      const drafts = await Promise.all(
        Array.from({ length: 100 }, () => theirs.makeInvoice({ accountId: theirAccount })),
      );
      const issue = (fails: (index: number) => boolean) => (index: number) =>
        other.admin.call(async (call) => {
          const invoice = await issueInvoice(call, drafts[index]!.id, {}, null);
          if (fails(index)) throw new Error('The power went out.');
          return invoice;
        });
      const results = await hundred(issue((index) => index % 5 === 0));
      assert.equal(results.filter(({ status }) => status === 'rejected').length, 20);
      const first = await numbersOf(other.orgId);
      assert.deepEqual([first.length, holes(first)], [80, []]);
      const again = await hundred(issue(() => false));
      assert.equal(again.filter(({ status }) => status === 'fulfilled').length, 20, 'an issue happens once');
      const all = await numbersOf(other.orgId);
      assert.deepEqual([all.length, holes(all)], [100, []]);
    });

    it('the check sees too much paid by a version that reads the balance and then inserts', async () => {
      const { id } = await issuedInvoice();
      await hundred(() =>
        company.admin.call(async (call) => {
          const { ownerId, currency } = await getRecord(call, invoiceKind, id);
          const amount = { date, amount: '100', currency, method: 'cash', invoiceId: id };
          await createRecord(call, paymentKind, {
            ...amount,
            accountId,
            ownerId,
            scope: company.nodes.entity.scope,
          });
        }),
      );
      assert.ok((await paidOf(id)) > 119_000);
    });

    it('payments never come to more than what is due', async () => {
      const { id } = await issuedInvoice();
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => steps.pay(id, { date, amount: '100' })),
      );
      const refused = answers.filter(({ status }) => status === 409);
      assert.equal(answers.filter(({ status }) => status === 201).length, 11);
      assert.ok(refused.every(({ body }) => body.code === 'exceeds_balance' && body.balance === '90.00'));
      assert.equal(refused.length, 89);
      assert.equal(await paidOf(id), 110_000);
      const invoice = await steps.getInvoice(id);
      assert.deepEqual([invoice.status, invoice.paid], ['partially_paid', '1100.00']);
    });
  });

  describe('with the connection cut at every statement', () => {
    let app: FastifyInstance;
    let cutting: CuttingPool;
    let shaky: Steps;

    before(async () => {
      cutting = cuttingPool(server.services.pool, server.database.adminUrl);
      app = await buildServer({
        services: { ...server.services, pool: cutting.pool },
        endpoints: [...accessEndpoints, ...invoiceEndpoints],
        readSession: server.services.signIn.readSession,
        requestsPerMinute: 1_000_000,
      });
      await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = app.server.address() as AddressInfo;
      shaky = documentsIn(apiOf(`http://127.0.0.1:${port}`, company.apiKey), company.nodes.entity.scope);
    });
    after(() => app.close());

    /**
     * Cuts the n-th statement of an act for every n until the act gets through, and repeats it each time as a client that
     * lost its answer does. Returns how many statements were cut.
     */
    async function cutEverywhere<Subject>(
      moment: CutMoment,
      prepare: () => Promise<Subject>,
      act: (subject: Subject, key: string) => Promise<{ status: number }>,
      check: (subject: Subject) => Promise<void>,
    ): Promise<number> {
      for (let statement = 1; ; statement += 1) {
        const subject = await prepare();
        const key = newId();
        cutting.cutAt(statement, moment);
        const first = await act(subject, key);
        const cut = cutting.mend();
        const second = await act(subject, key);
        assert.ok(second.status < 300, `statement ${statement}: ${JSON.stringify(second)}`);
        await check(subject);
        if (!cut) return statement - 1;
        assert.ok(first.status >= 500, `statement ${statement} ${moment}: answered ${first.status}`);
      }
    }

    it('the check sees two payments where a client without a key repeats what was done', async () => {
      const run = cutEverywhere(
        'after',
        () => issuedInvoice(),
        ({ id }) => shaky.pay(id, { date, amount: '10' }),
        async ({ id }) => assert.equal(await paidOf(id), 1_000),
      );
      await assert.rejects(run, { code: 'ERR_ASSERTION', actual: 2_000, expected: 1_000 });
      cutting.mend();
    });

    for (const moment of ['before', 'after'] as const) {
      it(`a quote becomes one invoice (${moment} the statement)`, async () => {
        const cuts = await cutEverywhere(
          moment,
          () => steps.acceptedQuote({ accountId, title: newId() }),
          ({ id }, key) => shaky.convert(id, {}, { 'idempotency-key': key }),
          async ({ id, title }) => {
            assert.equal(await invoicesTitled(String(title)), 1);
            const { invoiceId, version } = await steps.getQuote(id);
            assert.ok(invoiceId);
            assert.equal(version, 4, 'draft, sent, accepted, invoiced');
            const lines = 'invoice_line where invoice_id = $1';
            assert.equal(await countOf(lines, [invoiceId]), 1);
            assert.equal(await countOf('invoice_status_change where record_id = $1', [invoiceId]), 1);
            assert.equal(await countOf('outbox where record_id = $1', [invoiceId]), 1);
          },
        );
        assert.ok(cuts > 20, `${cuts} statements`);
      });

      it(`an invoice gets one number, and no number is lost (${moment} the statement)`, async () => {
        const { company: other, steps: theirs, accountId: theirAccount } = await freshCompany();
        const address = app.server.address() as AddressInfo;
        const client = apiOf(`http://127.0.0.1:${address.port}`, other.apiKey);
        const shakyTheirs = documentsIn(client, other.nodes.entity.scope);
        const cuts = await cutEverywhere(
          moment,
          () => theirs.makeInvoice({ accountId: theirAccount }),
          ({ id }, key) => shakyTheirs.issue(id, {}, { 'idempotency-key': key }),
          async ({ id }) => {
            assert.equal((await theirs.getInvoice(id)).status, 'issued');
            assert.equal(await countOf('invoice_status_change where record_id = $1', [id]), 2);
          },
        );
        assert.ok(cuts > 15, `${cuts} statements`);
        const numbers = await numbersOf(other.orgId);
        assert.deepEqual([numbers.length, holes(numbers)], [cuts + 1, []]);
      });

      it(`money is recorded once (${moment} the statement)`, async () => {
        const cuts = await cutEverywhere(
          moment,
          () => issuedInvoice(),
          ({ id }, key) => shaky.pay(id, { date, amount: '10' }, { 'idempotency-key': key }),
          async ({ id }) => {
            assert.equal(await paidOf(id), 1_000);
            assert.equal((await steps.getInvoice(id)).paid, '10.00');
          },
        );
        assert.ok(cuts > 15, `${cuts} statements`);
      });
    }

    it('and the audit chain of the company has no break', async () => {
      const { valid } = await company.asSystem((call) => verifyAudit(call), 'read');
      assert.equal(valid, true);
    });
  });

  it('an operation that is called twice in one transaction converts and pays as one', async () => {
    const quote = await steps.acceptedQuote({ accountId });
    const [one, two] = await company.admin.call(async (call) => [
      await convertQuoteToInvoice(call, quote.id, {}, null),
      await convertQuoteToInvoice(call, quote.id, {}, null),
    ]);
    assert.equal(one?.id, two?.id);
    await company.admin.call((call) => issueInvoice(call, one!.id, {}, null));
    const body = { date, amount: '1190', method: 'cash' };
    await company.admin.call((call) => recordPayment(call, one!.id, body, null));
    await assert.rejects(
      company.admin.call((call) => recordPayment(call, one!.id, { ...body, amount: '0.01' }, null)),
      /Only 0.00 EUR/,
    );
  });
});

import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { orderEndpoints } from '#features/orders/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { newId } from '#platform/database/id.ts';
import { buildServer } from '#platform/http/server.ts';
import { api as apiOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { type CutMoment, type CuttingPool, cuttingPool } from '#test/build/cut-connection.ts';
import { bodyOf, documentsIn } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { ledgerInvariant } from '#test/invariants/ledger-invariant.ts';
import { invoiceEndpoints } from './endpoints.ts';

type Steps = ReturnType<typeof documentsIn>;

describe('with the connection cut at every statement', () => {
  let server: TestServer;
  let company: TestCompany;
  let app: FastifyInstance;
  let cutting: CuttingPool;
  let steps: Steps;
  let shaky: Steps;
  let accountId: string;

  before(async () => {
    const endpoints = [...accountEndpoints, ...quoteEndpoints, ...orderEndpoints, ...invoiceEndpoints];
    server = await startTestServer({ endpoints, role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
    cutting = cuttingPool(server.services.pool, server.database.adminUrl);
    app = await buildServer({
      services: { ...server.services, pool: cutting.pool },
      endpoints: [...accessEndpoints, ...orderEndpoints, ...invoiceEndpoints],
      readSession: server.services.signIn.readSession,
      requestsPerMinute: 1_000_000,
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    shaky = documentsIn(apiOf(`http://127.0.0.1:${port}`, company.apiKey), company.nodes.entity.scope);
  });
  after(async () => {
    await app.close();
    await server.stop();
  });

  const countOf = async (statement: string, values: unknown[]) => {
    const [row] = await asAdmin<{ count: number }>(
      server.database.adminUrl,
      `select count(*)::int as count from ${statement}`,
      values,
    );
    return Number(row?.count);
  };

  /** Cuts the n-th statement of an act for every n until it gets through, and repeats it as a client without its answer does. */
  async function cutEverywhere(
    moment: CutMoment,
    prepare: () => Promise<string>,
    act: (id: string, key: string) => Promise<{ status: number }>,
    check: (id: string) => Promise<void>,
  ): Promise<number> {
    for (let statement = 1; ; statement += 1) {
      const id = await prepare();
      const key = newId();
      cutting.cutAt(statement, moment);
      const first = await act(id, key);
      const cut = cutting.mend();
      const second = await act(id, key);
      assert.ok(second.status < 300, `statement ${statement}: ${JSON.stringify(second)}`);
      await check(id);
      assert.deepEqual(await asAdmin(server.database.adminUrl, ledgerInvariant.sql), []);
      if (!cut) return statement - 1;
      assert.ok(first.status >= 500, `statement ${statement} ${moment}: answered ${first.status}`);
    }
  }

  const confirmed = async () => {
    const quote = await steps.acceptedQuote({ accountId });
    const { order } = bodyOf(await steps.convertToOrder(quote.id));
    return bodyOf(await steps.confirmOrder(order.id)).id;
  };

  for (const moment of ['before', 'after'] as const) {
    it(`a quote becomes one order (${moment} the statement) [R117]`, async () => {
      const cuts = await cutEverywhere(
        moment,
        async () => (await steps.acceptedQuote({ accountId })).id,
        (id, key) => shaky.convertToOrder(id, { 'idempotency-key': key }),
        async (id) => {
          assert.equal(await countOf('sales_order where quote_id = $1', [id]), 1);
          assert.equal(await countOf('line_ledger where quote_id = $1', [id]), 1);
          assert.equal((await steps.getQuote(id)).version, 4, 'draft, sent, accepted, ordered');
        },
      );
      assert.ok(cuts > 20, `${cuts} statements`);
    });

    it(`an order becomes one invoice (${moment} the statement)`, async () => {
      const cuts = await cutEverywhere(
        moment,
        confirmed,
        (id, key) => shaky.invoiceOrder(id, {}, { 'idempotency-key': key }),
        async (id) => {
          assert.equal(await countOf('invoice where order_id = $1', [id]), 1);
          assert.equal((await steps.getOrder(id)).invoicing, 'all');
        },
      );
      assert.ok(cuts > 20, `${cuts} statements`);
    });

    it(`a delivery is noted once (${moment} the statement)`, async () => {
      const cuts = await cutEverywhere(
        moment,
        confirmed,
        (id, key) => shaky.fulfilOrder(id, {}, { 'idempotency-key': key }),
        async (id) => {
          assert.equal(await countOf('order_fulfilment where order_id = $1', [id]), 1);
          assert.equal((await steps.getOrder(id)).status, 'fulfilled');
        },
      );
      assert.ok(cuts > 15, `${cuts} statements`);
    });
  }
});

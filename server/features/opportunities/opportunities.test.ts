import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { opportunityStage, opportunityStages } from '#domain/opportunities.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { leadKind } from '#features/leads/kind.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { opportunityEndpoints } from './endpoints.ts';

describe('opportunities', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;

  before(async () => {
    assert.equal(leadKind.name, 'lead', 'the kind that opportunities may link to is declared');
    server = await startTestServer({
      role: 'web',
      endpoints: [...accountEndpoints, ...opportunityEndpoints],
    });
    company = await createTestCompany(server);
    api = company.api;
  });
  after(() => server.stop());

  async function deal(body: object = {}): Promise<Json> {
    const answer = await api.post('/opportunities', {
      scope: company.nodes.branch.scope,
      name: 'Deal',
      ...body,
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  const move = (id: string, stage: string, more: object = {}) =>
    api.post(`/opportunities/${id}/stage`, { stage, ...more });

  it('opens at the first stage in the currency of its entity [R82] [R84] [R85] [R86] [R91]', async () => {
    const made = await deal({ amount: '10.5' });
    assert.deepEqual([made.stage, made.currency, made.amount, made.probability], ['new', 'EUR', '10.50', 10]);
    const abroad = await deal({ scope: company.nodes.otherBranch.scope, amount: '1.234' });
    assert.deepEqual([abroad.currency, abroad.amount], ['JOD', '1.234']);
    const euros = await api.patch(`/opportunities/${abroad.id}`, { currency: 'EUR' });
    assert.equal(euros.body.errors[0].code, 'too_many_decimals', 'a typed amount is never rounded to fit');
    const typed = await api.post('/opportunities', { name: 'X', stage: 'won' });
    assert.equal(typed.body.errors[0].code, 'unknown_field');
  });

  it('moves freely while open, closes and reopens by the table [R92] [R93] [R94]', async () => {
    for (const from of opportunityStages) {
      for (const to of opportunityStages) {
        const { id } = await deal();
        if (from !== 'new') assert.equal((await move(id, from)).status, 200);
        const answer = await move(id, to, to === 'lost' ? { lostReason: 'Price' } : {});
        const allowed = from === to || opportunityStage.canMove(from, to);
        assert.equal(answer.status, allowed ? 200 : 409, `${from} → ${to}`);
        if (!allowed) continue;
        const closed = ['won', 'lost'].includes(to);
        assert.equal(answer.body.closedAt !== null, closed);
        if (to === 'won') assert.equal(answer.body.probability, 100);
        if (to === 'lost' && from !== 'lost') assert.equal(answer.body.lostReason, 'Price');
        if (!closed) assert.equal(answer.body.lostReason, null);
      }
    }
  });

  it('keeps a typed probability while it is open, and every change of stage with its time', async () => {
    const { id } = await deal({ probability: 33 });
    assert.equal((await move(id, 'qualified')).body.probability, 33);
    assert.equal(
      (await api.post(`/opportunities/${id}/mark-lost`, { lostReason: 'No budget' })).body.probability,
      0,
    );
    assert.equal((await move(id, 'negotiation')).body.probability, 75);
    assert.equal((await api.post(`/opportunities/${id}/mark-won`)).body.stage, 'won');
    const timeline = await api.get(`/opportunities/${id}/timeline`);
    assert.deepEqual(
      timeline.body.items.map((item: Json) => item.kind),
      ['won', 'reopened', 'lost', 'stage_changed', 'created'],
    );
    assert.equal(timeline.body.items[2].after.lostReason, 'No budget');
  });

  it('closes and reopens only with the capability, by every route [R6]', async () => {
    const viewer = await company.addMember('viewer', company.nodes.branch);
    const seller = await company.addMember('sales_representative', company.nodes.branch);
    const { id } = await deal({ ownerId: seller.id });
    for (const stage of ['qualified', 'won', 'lost']) {
      const answer = await viewer.api.post(`/opportunities/${id}/stage`, { stage });
      assert.equal(answer.body.code, 'forbidden', stage);
    }
    assert.equal(
      (await viewer.api.post(`/opportunities/${id}/mark-won`)).body.capability,
      'crm.opportunities.mark_won',
    );
    assert.equal((await seller.api.post(`/opportunities/${id}/mark-won`)).status, 200);
    const reopened = await seller.api.post(`/opportunities/${id}/stage`, { stage: 'new' });
    assert.equal(reopened.body.capability, 'crm.opportunities.reopen');
    const others = await deal({ ownerId: null });
    assert.equal(
      (await seller.api.get(`/opportunities/${others.id}`)).status,
      404,
      "own reach hides others' deals",
    );
  });

  it('sums all cards of a column per currency and weighted, shown or not [R41] [R95]', async () => {
    const tags = ['sums'];
    for (const amount of ['100.00', '0.01', '0.05']) await deal({ amount, tags, probability: 50 });
    await deal({ scope: company.nodes.otherBranch.scope, amount: '2.001', tags, probability: 10 });
    await deal({ tags });
    const { body } = await api.get('/opportunities/board?limit=1&tags=sums');
    const [column] = body.columns;
    assert.equal(column.items.length, 1);
    assert.deepEqual(column.count, { value: 5, exact: true });
    assert.deepEqual(column.sums, [
      { currency: 'EUR', amount: '100.06', weighted: '50.03', count: 4 },
      { currency: 'JOD', amount: '2.001', weighted: '0.200', count: 1 },
    ]);
  });
});

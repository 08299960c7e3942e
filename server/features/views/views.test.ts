import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

describe('saved views', () => {
  let server: WholeServer;
  let company: TestCompany;
  let seller: TestMember;

  before(async () => {
    server = await startWholeServer('2026-05-13T10:00:00Z');
    company = await createTestCompany(server);
    seller = await company.addMember('sales_representative', company.nodes.branch, 'Sami');
  });
  after(() => server.stop());

  const filter = { and: [{ field: 'ownerId', op: 'anyOf', value: ['me'] }] };
  const hot = {
    kind: 'lead',
    name: 'My hot ones',
    query: { quality: 'hot' },
    filter,
    sort: '-createdAt,name',
  };
  const viewsOf = async (member: TestMember): Promise<Json> =>
    (await member.api.get('/views?kind=lead')).body;

  test('a view is mine until it is shared, and sharing needs its capability', async () => {
    const made = await seller.api.post('/views', {
      ...hot,
      columns: [{ key: 'name' }, { key: 'status', width: 120 }],
      groupBy: 'status',
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.deepEqual(made.body.filter, filter);
    assert.deepEqual(made.body.columns, [{ key: 'name' }, { key: 'status', width: 120 }]);
    const { id } = made.body;
    assert.deepEqual((await viewsOf(company.admin)).items, []);
    assert.equal((await company.api.get(`/views/${id}`)).status, 404);
    const refused = await seller.api.patch(`/views/${id}`, { shared: true });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.capability, 'crm.views.share');
    const shared = await company.api.post('/views', { ...hot, name: 'Hot', shared: true });
    const seen = (await viewsOf(seller)).items;
    assert.deepEqual(
      seen.map(({ name, mine, abilities }: Json) => [name, mine, abilities.edit]),
      [
        ['Hot', false, false],
        ['My hot ones', true, true],
      ],
    );
    assert.equal((await seller.api.patch(`/views/${shared.body.id}`, { name: 'X' })).status, 403);
    assert.equal((await seller.api.delete(`/views/${shared.body.id}`)).status, 403);
  });

  test('changes are conditional; where a list starts is one choice for each member and one for the company', async () => {
    const { body: first } = await company.api.post('/views', { ...hot, name: 'First', shared: true });
    const stale = await company.api.patch(`/views/${first.id}`, { name: 'Y' }, { 'if-match': '"7"' });
    assert.equal(stale.status, 412);
    const changed = await company.api.patch(
      `/views/${first.id}`,
      { name: 'Firsts', companyDefault: true, filter: null },
      { 'if-match': '"1"' },
    );
    assert.deepEqual([changed.status, changed.body.version, changed.body.filter], [200, 2, null]);
    assert.equal((await viewsOf(seller)).defaultId, first.id);
    const { body: second } = await company.api.post('/views', {
      ...hot,
      name: 'Second',
      shared: true,
      companyDefault: true,
    });
    assert.equal((await viewsOf(seller)).defaultId, second.id);
    const own = await seller.api.put('/views/default', { kind: 'lead', viewId: first.id });
    assert.equal(own.status, 204);
    assert.equal((await viewsOf(seller)).defaultId, first.id);
    assert.equal((await viewsOf(company.admin)).defaultId, second.id);
    const unshared = await company.api.patch(`/views/${first.id}`, { shared: false });
    assert.equal(unshared.status, 200);
    assert.equal((await viewsOf(seller)).defaultId, second.id, 'nobody starts with what they do not see');
    assert.equal((await company.api.delete(`/views/${second.id}`)).status, 204);
    assert.equal((await viewsOf(seller)).defaultId, null);
  });

  test('a view that its list would refuse is refused by the same field', async () => {
    const ask = async (body: object) => {
      const answer = await company.api.post('/views', { ...hot, ...body });
      return [answer.status, ...(answer.body.errors ?? []).map(({ path, code }: Json) => `${path} ${code}`)];
    };
    assert.deepEqual(await ask({ query: { nope: '1' } }), [422, 'query.nope unknown_field']);
    assert.deepEqual(await ask({ query: { limit: '5' } }), [422, 'query not_allowed']);
    assert.deepEqual(await ask({ sort: 'nope' }), [422, 'sort unknown_value']);
    assert.deepEqual(await ask({ groupBy: 'name' }), [422, 'groupBy unknown_value']);
    assert.deepEqual(await ask({ filter: { and: [{ field: 'name', op: 'gte', value: 1 }] } }), [
      422,
      'filter.and.0.op unknown_value',
    ]);
    assert.deepEqual(await ask({ companyDefault: true }), [422, 'companyDefault not_allowed']);
    assert.deepEqual(await ask({ name: '' }), [422, 'name required']);
    assert.deepEqual(await ask({ kind: 'ticket' }), [422, 'kind unknown_value']);
    const put = await company.api.put('/views/default', { kind: 'lead', viewId: company.orgId });
    assert.equal(put.status, 422);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { invoiceEndpoints } from '#features/invoices/endpoints.ts';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { mergingEndpoints } from './endpoints.ts';

const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };

describe('merging', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;

  before(async () => {
    server = await startTestServer({
      role: 'web',
      endpoints: [
        ...accountEndpoints,
        ...contactEndpoints,
        ...opportunityEndpoints,
        ...quoteEndpoints,
        ...leadEndpoints,
        ...invoiceEndpoints,
        ...mergingEndpoints,
      ],
    });
    company = await createTestCompany(server);
    api = company.api;
  });
  after(() => server.stop());

  async function post(path: string, body: object = {}): Promise<Json> {
    const answer = await api.post(path, body);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const get = async (path: string): Promise<Json> => {
    const answer = await api.get(path);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const account = (body: object) => post('/accounts', { scope: company.nodes.branch.scope, ...body });
  const merge = (kind: string, target: string, source: string, fields?: object) =>
    api.post(`/${kind}/${target}/merge`, { sourceId: source, ...(fields ? { fields } : {}) });
  const code = ({ status, body }: { status: number; body: Json }) => [status, body.code];

  it('makes one account of two: every link moves, fields as chosen, the other leads on, and undo restores all [R45]', async () => {
    const scope = company.nodes.branch.scope;
    const target = await account({ name: 'Acme', email: 'info@acme.example', tags: ['a'] });
    const source = await account({
      name: 'Acme Ltd',
      phone: '+49 30 1234567',
      taxNumber: 'DE 1',
      tags: ['a', 'b'],
    });
    const child = await account({ name: 'Acme South', parentAccountId: source.id });
    const first = await post('/contacts', { scope, firstName: 'Ann', accountId: target.id, isPrimary: true });
    const other = await post('/contacts', { scope, firstName: 'Bo', accountId: source.id, isPrimary: true });
    const deal = await post('/opportunities', { scope, name: 'Deal', accountId: source.id });
    const quote = await post('/quotes', { scope, title: 'Offer', accountId: source.id, lines: [line] });
    const sent = await post(`/quotes/${quote.id}/status`, { status: 'sent' });
    const invoice = await post('/invoices', { scope, accountId: source.id, lines: [line] });
    await post(`/invoices/${invoice.id}/issue`);
    const payment = await post(`/invoices/${invoice.id}/payments`, {
      date: '2026-06-01',
      amount: '10',
      method: 'cash',
    });
    const frozen = await get(`/invoices/${invoice.id}`);
    const { body: merged, status } = await merge('accounts', target.id, source.id, { name: 'source' });
    assert.equal(status, 200, JSON.stringify(merged));

    const now = await get(`/accounts/${source.id}`);
    assert.deepEqual([now.id, now.mergedFrom], [target.id, source.id]);
    assert.deepEqual(
      [now.name, now.email, now.phone, now.taxNumber, now.tags],
      ['Acme Ltd', 'info@acme.example', '+49 30 1234567', 'DE 1', ['a', 'b']],
    );
    assert.equal((await get(`/accounts/${child.id}`)).parentAccountId, target.id);
    for (const path of [
      `/opportunities/${deal.id}`,
      `/quotes/${quote.id}`,
      `/invoices/${invoice.id}`,
      `/payments/${payment.id}`,
      `/contacts/${other.id}`,
    ]) {
      assert.equal((await get(path)).accountId, target.id, path);
    }
    const issued = await get(`/invoices/${invoice.id}`);
    assert.deepEqual(issued.customer, frozen.customer, 'what an issued document says of its party stays');
    assert.deepEqual(
      [(await get(`/contacts/${first.id}`)).isPrimary, (await get(`/contacts/${other.id}`)).isPrimary],
      [true, false],
    );
    const past = await get(`/accounts/${target.id}/timeline`);
    assert.ok(past.items.some((item: Json) => item.record.id === source.id && item.kind === 'created'));
    assert.deepEqual(code(await api.post(`/accounts/${source.id}/restore`, {})), [409, 'not_editable']);

    const undone = await api.post(`/merges/${merged.mergeId}/undo`, {});
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    const back = await get(`/accounts/${source.id}`);
    assert.deepEqual(
      [back.id, back.name, back.archivedAt, back.status],
      [source.id, 'Acme Ltd', null, 'active'],
    );
    assert.deepEqual(
      [(await get(`/accounts/${target.id}`)).name, (await get(`/accounts/${target.id}`)).phone],
      ['Acme', null],
    );
    assert.equal((await get(`/contacts/${other.id}`)).isPrimary, true);
    assert.equal((await get(`/payments/${payment.id}`)).accountId, source.id);
    assert.equal(sent.status, 'sent');
    assert.deepEqual(code(await api.post(`/merges/${merged.mergeId}/undo`, {})), [409, 'cannot_undo']);
    const heirs = await asAdmin(server.database.adminUrl, 'select 1 from timeline_heir where cause_id = $1', [
      merged.mergeId,
    ]);
    assert.equal(heirs.length, 0);
  });

  it('is not undone once a record or a moved link was changed, and says which', async () => {
    const target = await account({ name: 'Brook' });
    const source = await account({ name: 'Brook AG' });
    const deal = await post('/opportunities', {
      scope: company.nodes.branch.scope,
      name: 'D',
      accountId: source.id,
    });
    const { body } = await merge('accounts', target.id, source.id);
    await api.patch(`/opportunities/${deal.id}`, { name: 'D2' });
    const refused = await api.post(`/merges/${body.mergeId}/undo`, {});
    assert.deepEqual(code(refused), [409, 'cannot_undo']);
    assert.deepEqual(refused.body.touched, [{ kind: 'opportunity', id: deal.id }]);
  });

  it('follows a chain of merges, and undoes it from its end', async () => {
    const [a, b, c] = [
      await account({ name: 'A1' }),
      await account({ name: 'B1' }),
      await account({ name: 'C1' }),
    ];
    const one = (await merge('accounts', b.id, a.id)).body;
    const two = (await merge('accounts', c.id, b.id)).body;
    assert.equal((await get(`/accounts/${a.id}`)).id, c.id);
    assert.deepEqual(code(await api.post(`/merges/${one.mergeId}/undo`, {})), [409, 'cannot_undo']);
    assert.equal((await api.post(`/merges/${two.mergeId}/undo`, {})).status, 200);
    assert.equal((await get(`/accounts/${a.id}`)).id, b.id);
  });

  it('refuses itself, unknown fields, siblings, circles, converted and archived records [R45]', async () => {
    const target = await account({ name: 'T' });
    assert.equal((await merge('accounts', target.id, target.id)).status, 422);
    const source = await account({ name: 'S' });
    const typo = await merge('accounts', target.id, source.id, { nmae: 'source' });
    assert.deepEqual(typo.body.errors[0].path, 'fields.nmae');
    const sibling = await account({ name: 'Sib', scope: company.nodes.otherBranch.scope });
    assert.deepEqual((await merge('accounts', target.id, sibling.id)).body.errors[0].code, 'other_scope');
    const below = await account({ name: 'Below', parentAccountId: source.id });
    const deep = await account({ name: 'Deep', parentAccountId: below.id });
    assert.equal((await merge('accounts', deep.id, source.id)).body.errors[0].code, 'not_allowed');
    assert.equal(
      (await merge('accounts', below.id, source.id)).status,
      200,
      'a child may take the place of its parent',
    );
    const scope = company.nodes.branch.scope;
    const [lead, second] = [
      await post('/leads', { scope, firstName: 'L' }),
      await post('/leads', { scope, firstName: 'M' }),
    ];
    await post(`/leads/${lead.id}/convert`, {
      accountName: 'L',
      createOpportunity: false,
      createQuote: false,
    });
    assert.deepEqual(code(await merge('leads', second.id, lead.id)), [409, 'not_editable']);
    await api.delete(`/accounts/${target.id}`);
    assert.deepEqual(code(await merge('accounts', below.id, target.id)), [409, 'archived']);
  });

  it('is refused where the wall hides a link, and where a link would cross to a sibling', async () => {
    const { branch, entity, root } = company.nodes;
    const manager = await company.addMember('sales_manager', branch, 'Mara');
    const target = await account({ name: 'Wall', scope: branch.scope });
    const source = await account({ name: 'Wall 2', scope: branch.scope });
    await post('/opportunities', { name: 'Above', scope: entity.scope, accountId: source.id });
    const hidden = await manager.api.post(`/accounts/${target.id}/merge`, { sourceId: source.id });
    assert.deepEqual(code(hidden), [409, 'has_dependents']);
    assert.equal((await get(`/accounts/${source.id}`)).mergedFrom, undefined, 'nothing was changed');
    const whole = await account({ name: 'Whole', scope: root.scope });
    await post('/opportunities', {
      name: 'Far',
      scope: company.nodes.otherBranch.scope,
      accountId: whole.id,
    });
    assert.deepEqual(code(await merge('accounts', target.id, whole.id)), [409, 'has_dependents']);
    const seller = await company.addMember('sales_representative', branch, 'Sam');
    const forbidden = await seller.api.post(`/accounts/${target.id}/merge`, { sourceId: source.id });
    assert.deepEqual(code(forbidden), [403, 'forbidden']);
  });

  it('of one address with two consents the careful one holds; another address brings its own', async () => {
    const scope = company.nodes.branch.scope;
    const contact = (body: object) => post('/contacts', { scope, firstName: 'Cy', ...body });
    const one = await contact({ email: 'cy@one.example', emailOptIn: true });
    const same = await contact({ email: 'cy@one.example' });
    assert.equal((await merge('contacts', one.id, same.id)).status, 200);
    assert.equal((await get(`/contacts/${one.id}`)).emailOptIn, false);
    const other = await contact({ email: 'cy@two.example', emailOptIn: true });
    assert.equal((await merge('contacts', one.id, other.id, { email: 'source' })).status, 200);
    const now = await get(`/contacts/${one.id}`);
    assert.deepEqual([now.email, now.emailOptIn], ['cy@two.example', true]);
  });

  it('of two merges at once one wins; a conversion or an edit at the same time is whole or refused', async () => {
    const [a, b] = [await account({ name: 'Twin' }), await account({ name: 'Twin 2' })];
    const both = await Promise.all([merge('accounts', a.id, b.id), merge('accounts', b.id, a.id)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
    const scope = company.nodes.branch.scope;
    const [lead, double] = [
      await post('/leads', { scope, firstName: 'Race' }),
      await post('/leads', { scope, firstName: 'Race' }),
    ];
    const [converted, merged] = await Promise.all([
      api.post(`/leads/${double.id}/convert`, {
        accountName: 'Race',
        createOpportunity: false,
        createQuote: false,
      }),
      merge('leads', lead.id, double.id),
    ]);
    assert.deepEqual([converted.status, merged.status].toSorted(), [200, 409]);
    const [x, y] = [await account({ name: 'Edit' }), await account({ name: 'Edit 2' })];
    const [edited, joined] = await Promise.all([
      api.patch(`/accounts/${y.id}`, { phone: '+49 30 7654321' }),
      merge('accounts', x.id, y.id),
    ]);
    assert.equal(joined.status, 200);
    assert.equal((await get(`/accounts/${x.id}`)).phone, edited.status === 200 ? '+49 30 7654321' : null);
  });

  it('finds groups by each key and by similar names, and asks no more about what was dismissed [R45]', async () => {
    const fresh = await createTestCompany(server);
    const make = async (body: object) => (await fresh.api.post('/accounts', body)).body;
    const one = await make({
      name: 'Königstein Maschinenbau GmbH',
      taxNumber: 'DE 123',
      phone: '+49 30 5551234',
    });
    const two = await make({
      name: 'Koenigstein Maschinenbau',
      taxNumber: 'de-123',
      phone: '+49 (30) 555 1234',
    });
    const three = await make({ name: 'KÖNIGSTEIN  MASCHINENBAU Ltd.' });
    await make({ name: 'Maschinenfabrik Esser' });
    const groups = async (by: string) => {
      const { body } = await fresh.api.get(`/duplicates?kind=account&by=${by}`);
      return body.groups.map(({ records }: Json) => records.map(({ id }: Json) => id).toSorted());
    };
    assert.deepEqual(await groups('taxNumber'), [[one.id, two.id].toSorted()]);
    assert.deepEqual(await groups('phone'), [[one.id, two.id].toSorted()]);
    assert.deepEqual(await groups('name'), [[one.id, three.id].toSorted()]);
    assert.deepEqual(await groups('email'), []);
    assert.ok((await groups('similar')).length > 0);
    const dismissed = await fresh.api.post('/duplicates/dismiss', { kind: 'account', ids: [one.id, two.id] });
    assert.equal(dismissed.status, 204);
    assert.deepEqual(await groups('taxNumber'), []);
    const beside = (await fresh.api.get(`/accounts/${one.id}/matches`)).body.items.map(({ id }: Json) => id);
    assert.deepEqual([beside.includes(two.id), beside.includes(three.id)], [false, true]);
    assert.equal((await fresh.api.get('/duplicates?kind=lead&by=taxNumber')).status, 422);
  });
});

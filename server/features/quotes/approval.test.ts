import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { fieldCodes } from '#test/build/documents.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

describe('quotes that rules hold back until somebody agrees', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;
  let manager: TestMember;
  let rule: Json;

  before(async () => {
    server = await startWholeServer('2026-03-02T08:00:00Z');
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.branch, 'Rana Rep');
    manager = await company.addMember('sales_manager', company.nodes.entity, 'Mona Manager');
    rule = await addRule({ name: 'Big discounts', condition: 'discount', limit: '10' });
  });
  after(() => server?.stop());

  async function addRule(body: object): Promise<Json> {
    const roles = { approverRoleIds: [company.roleIds.sales_manager] };
    const answer = await company.api.post<Json>('/approval-rules', { ...roles, ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  const line = { description: 'Desk', quantity: '2', unitPrice: '100', taxRate: '0', discountPercent: '10' };
  async function draft(body: object = {}, member = rep): Promise<Json> {
    const { scope } = company.nodes.branch;
    const answer = await member.api.post<Json>('/quotes', {
      ...{ title: 'Offer', scope, ownerId: member.id, lines: [line] },
      ...{ discountType: 'percent', discountValue: '5', ...body },
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  const act = (member: TestMember, quote: Json, verb: string, body: object = {}) =>
    member.api.post<Json>(`/quotes/${quote.id}/${verb}`, body);
  const send = (quote: Json, member = rep) => act(member, quote, 'status', { status: 'sent' });
  const told = async (member: TestMember, type: string): Promise<Json[]> =>
    (await member.api.get<Json>('/notifications')).body.items.filter((item: Json) => item.type === type);

  it('sending is refused with the rule, the limit and the figure', async () => {
    const quote = await draft();
    assert.deepEqual(
      [quote.approval.needed, quote.approval.state, quote.approval.mayDecide],
      [true, 'required', false],
    );
    const refused = await send(quote);
    assert.deepEqual([refused.status, refused.body.code], [409, 'approval_required']);
    const [reason] = refused.body.reasons;
    assert.deepEqual(
      [reason.ruleName, reason.condition, reason.limit, reason.figure],
      ['Big discounts', 'discount', '10', '14.50'],
    );
    assert.deepEqual(reason.approverRoles, [{ id: company.roleIds.sales_manager, name: 'Sales manager' }]);
    assert.equal((await rep.api.get<Json>(`/quotes/${quote.id}`)).body.status, 'draft');
    const kept = await draft({ discountType: 'none', discountValue: null });
    assert.deepEqual([kept.approval.needed, kept.approval.state], [false, 'none']);
    assert.equal((await send(kept)).status, 200);
  });

  it('asking tells the approvers; their yes frees the quote and tells who asked', async () => {
    const quote = await draft({ title: 'Asked' });
    const asked = await act(rep, quote, 'request-approval', { comment: 'They buy every year.' });
    assert.deepEqual([asked.status, asked.body.approval.state], [200, 'pending']);
    assert.equal(asked.body.approval.request.comment, 'They buy every year.');
    assert.equal((await act(rep, quote, 'request-approval')).status, 200, 'asking twice asks once');
    assert.equal((await send(quote)).body.state, 'pending');
    const [note, ...more] = await told(manager, 'approval_requested');
    assert.deepEqual(
      [note?.record.id, note?.data.excerpt, more.length],
      [quote.id, 'They buy every year.', 0],
    );
    const waiting = async (member: TestMember, filter: string) =>
      (await member.api.get<Json>(`/quotes?approval=${filter}`)).body.items.map(({ id }: Json) => id);
    assert.deepEqual(await waiting(manager, 'pending'), [quote.id]);
    assert.deepEqual(await waiting(manager, 'mine'), [quote.id]);
    assert.deepEqual(await waiting(company.admin, 'mine'), [], 'the rule names another role');
    assert.deepEqual(await waiting(rep, 'mine'), []);
    const yes = await act(manager, quote, 'approve', { comment: 'Fine.' });
    assert.deepEqual(
      [yes.status, yes.body.approval.state, yes.body.approval.needed],
      [200, 'approved', false],
    );
    assert.equal(yes.body.approval.reasons[0].approvedBy.name, 'Mona Manager');
    assert.equal((await rep.api.get<Json>(`/quotes/${quote.id}`)).body.approval.state, 'approved');
    const [answer] = await told(rep, 'approval_decided');
    assert.deepEqual([answer?.data.verdict, answer?.data.excerpt], ['approved', 'Fine.']);
    assert.ok((await told(manager, 'approval_requested'))[0]?.readAt, 'nothing is left to do');
    assert.deepEqual(await waiting(manager, 'mine'), []);
    assert.equal((await send(quote)).status, 200);
  });

  it('an edit of what the customer would get makes the approval stale; an internal note does not', async () => {
    const quote = await draft({ title: 'Edited' });
    await act(rep, quote, 'request-approval');
    await act(manager, quote, 'approve');
    const noted = await rep.api.patch<Json>(`/quotes/${quote.id}`, { internalNote: 'Careful', tags: ['x'] });
    assert.equal(noted.body.approval.state, 'approved');
    const dearer = await rep.api.patch<Json>(`/quotes/${quote.id}`, {
      lines: [{ ...line, unitPrice: '90' }],
    });
    assert.deepEqual([dearer.body.approval.state, dearer.body.approval.needed], ['stale', true]);
    assert.deepEqual([(await send(quote)).status, (await send(quote)).body.state], [409, 'stale']);
    assert.equal((await rep.api.get<Json>('/quotes?approval=stale')).body.items[0].id, quote.id);
    await act(rep, quote, 'request-approval');
    assert.equal((await act(manager, quote, 'approve')).body.approval.state, 'approved');
    const kinds = (await rep.api.get<Json>(`/quotes/${quote.id}/timeline`)).body.items.map(
      ({ kind }: Json) => kind,
    );
    for (const kind of ['approval_requested', 'approved', 'approval_stale']) assert.ok(kinds.includes(kind));
    assert.equal((await send(quote)).status, 200);
  });

  it('a no holds, says why, and can be asked again', async () => {
    const quote = await draft({ title: 'Refused' });
    await act(rep, quote, 'request-approval');
    assert.deepEqual(fieldCodes((await act(manager, quote, 'reject')).body), ['comment: required']);
    const no = await act(manager, quote, 'reject', { comment: 'Too low' });
    assert.deepEqual(
      [no.body.approval.state, no.body.approval.request.decisionComment],
      ['rejected', 'Too low'],
    );
    assert.equal((await told(rep, 'approval_decided'))[0]?.data.verdict, 'rejected');
    assert.equal((await send(quote)).body.state, 'rejected');
    assert.equal((await act(rep, quote, 'request-approval')).body.approval.state, 'pending');
  });

  it('nobody approves what they asked for, nor without a role that the rule names', async () => {
    const quote = await draft({ title: 'Own' }, manager);
    await act(manager, quote, 'request-approval');
    const alone = await act(manager, quote, 'approve');
    assert.equal(alone.status, 200, 'there is no other sales manager');
    const second = await company.addMember('sales_manager', company.nodes.entity, 'Sara Second');
    const other = await draft({ title: 'Own again' }, manager);
    await act(manager, other, 'request-approval');
    const own = await act(manager, other, 'approve');
    assert.deepEqual([own.status, own.body.because], [403, 'own_request']);
    const wrong = await act(company.admin, other, 'approve');
    assert.deepEqual([wrong.status, wrong.body.roles], [403, [company.roleIds.sales_manager]]);
    const mine = await draft({ title: 'Mine' });
    assert.equal((await act(rep, mine, 'approve')).body.capability, 'crm.quotes.approve');
    assert.equal((await act(second, other, 'approve')).status, 200);
  });

  it('each rule wants the word of its own role', async () => {
    const { administrator } = company.roleIds;
    const huge = await addRule({
      ...{ name: 'Dear', condition: 'total', limit: '5000', currency: 'EUR' },
      approverRoleIds: [administrator],
    });
    const lines = [{ ...line, quantity: '100' }];
    const quote = await draft({ title: 'Both', lines });
    const half = await act(manager, quote, 'approve');
    assert.deepEqual([half.body.approval.state, half.body.approval.needed], ['pending', true]);
    assert.deepEqual(
      half.body.approval.reasons.map(({ approvedBy }: Json) => approvedBy?.name ?? null),
      ['Mona Manager', null],
    );
    assert.equal((await send(quote)).status, 409);
    const whole = await act(company.admin, quote, 'approve');
    assert.equal(whole.body.approval.state, 'approved');
    await company.api.delete(`/approval-rules/${huge.id}`);
    assert.equal((await send(quote)).status, 200);
  });

  it('margins and currencies hold back too; a lower rule than was agreed to holds back again', async () => {
    const margin = await addRule({ name: 'Thin', condition: 'margin', limit: '20' });
    const lines = [{ ...line, discountPercent: null }];
    const unknown = await draft({ title: 'No costs', lines, discountType: 'none', discountValue: null });
    const [reason] = unknown.approval.reasons;
    assert.deepEqual([reason.condition, reason.unknown, reason.figure], ['margin', true, null]);
    const patched = await company.api.patch<Json>(`/approval-rules/${margin.id}`, { unknownCounts: false });
    assert.deepEqual([patched.status, patched.body.version], [200, 2]);
    assert.deepEqual((await rep.api.get<Json>(`/quotes/${unknown.id}`)).body.approval.reasons, []);
    const abroad = await addRule({ name: 'Foreign', condition: 'currency', limit: null });
    const foreign = await draft({ title: 'Dollars', lines, currency: 'USD', discountType: 'none' });
    assert.deepEqual(
      foreign.approval.reasons.map(({ condition, figure, limit }: Json) => [condition, figure, limit]),
      [['currency', 'USD', 'EUR']],
    );
    await act(manager, foreign, 'approve');
    await company.api.post('/approval-rules', {
      name: 'Any',
      condition: 'total',
      limit: '1',
      currency: 'USD',
    });
    assert.equal((await send(foreign)).body.state, 'required', 'nobody agreed to the newer rule');
    for (const { id } of [margin, abroad]) await company.api.delete(`/approval-rules/${id}`);
  });

  it('rules are kept in an order, refused when they make no sense, and stay where the past names them', async () => {
    const all = async (): Promise<Json[]> => (await company.api.get<Json>('/approval-rules')).body.items;
    const unused = await addRule({ name: 'Unused', condition: 'discount', limit: '50' });
    const ids = (await all()).map(({ id }) => id).reverse();
    assert.equal((await company.api.put('/approval-rules/order', { ids })).status, 200);
    assert.deepEqual(
      (await all()).map(({ id }) => id),
      ids,
    );
    const bad = (body: object) => company.api.post<Json>('/approval-rules', { name: 'Bad', ...body });
    assert.deepEqual(fieldCodes((await bad({ condition: 'discount' })).body), ['limit: required']);
    const wrong = { condition: 'total', limit: '1', currency: 'EUR', nodeId: company.nodes.branch.id };
    assert.deepEqual(fieldCodes((await bad(wrong)).body), ['nodeId: not_found']);
    const stranger = { condition: 'discount', limit: '1', approverRoleIds: [company.orgId] };
    assert.deepEqual(fieldCodes((await bad(stranger)).body), ['approverRoleIds.0: not_found']);
    assert.equal((await bad({ name: 'Unused', condition: 'currency' })).status, 409);
    assert.equal(
      (await manager.api.post('/approval-rules', { name: 'No', condition: 'currency' })).status,
      403,
    );
    const gone = await company.api.delete<Json>(`/approval-rules/${unused.id}`);
    assert.deepEqual(gone.body, { removed: true, item: null });
    const kept = await company.api.delete<Json>(`/approval-rules/${rule.id}`);
    assert.deepEqual([kept.body.removed, kept.body.item.active], [false, false]);
    assert.equal(
      (await draft({ title: 'Free', lines: [{ ...line, currency: undefined }] })).approval.state,
      'none',
    );
  });

  it('a rule of another entity does not hold here', async () => {
    await addRule({
      ...{ name: 'Jordan only', condition: 'discount', limit: '1' },
      nodeId: company.nodes.otherEntity.id,
    });
    assert.equal((await draft({ title: 'Here' })).approval.state, 'none');
    const { scope } = company.nodes.otherBranch;
    const there = await draft({ title: 'There', scope, ownerId: null }, company.admin);
    assert.equal(there.approval.reasons[0].ruleName, 'Jordan only');
  });

  it('a description is printed on the copy of the customer, so an approval is bound to it', async () => {
    await addRule({ name: 'Discounts again', condition: 'discount', limit: '10' });
    const described = await draft({ title: 'Described' });
    await act(rep, described, 'request-approval');
    await act(manager, described, 'approve');
    const promised = { description: 'With a second desk for free' };
    const more = await rep.api.patch<Json>(`/quotes/${described.id}`, promised);
    assert.deepEqual([more.body.approval.state, (await send(described)).status], ['stale', 409]);
  });

  it('whoever asked does not agree to it themselves after an edit, though a colleague owns the quote', async () => {
    const quote = await draft({ title: 'For Rana', ownerId: rep.id }, manager);
    const other = await company.addMember('sales_manager', company.nodes.entity, 'Maha Manager');
    await act(manager, quote, 'request-approval');
    await manager.api.patch(`/quotes/${quote.id}`, { lines: [{ ...line, unitPrice: '50' }] });
    const own = await act(manager, quote, 'approve');
    assert.deepEqual([own.status, own.body.because], [403, 'own_request']);
    assert.equal((await act(other, quote, 'approve')).status, 200);
  });
});

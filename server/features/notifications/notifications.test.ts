import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { forgetNotifications } from './operations/forget-notifications.ts';
import { notify } from './operations/notify-member.ts';

describe('what members are told [R180]', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;

  before(async () => {
    server = await startWholeServer('2026-03-02T08:00:00Z');
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.branch, 'Rana Rep');
  });
  after(() => server?.stop());

  const told = async (member: TestMember): Promise<Json> => (await member.api.get('/notifications')).body;
  const give = (ownerId: string, firstName: string) =>
    company.api.post<Json>('/leads', { firstName, ownerId, scope: company.nodes.branch.scope });
  const mailsTo = (address: string) =>
    rowsOf<{ subject: string; body_text: string }>(
      server,
      'select subject, body_text from mail where recipient = $1 order by created_at',
      [address],
    );

  it('the new owner of a record is told by whom; many at once are one line; the giver is not told', async () => {
    const { body: first } = await give(rep.id, 'Lea');
    await server.deliver(company.orgId);
    const one = await told(rep);
    assert.equal(one.unread, 1);
    assert.deepEqual(one.items[0].record, { kind: 'lead', id: first.id, title: 'Lea' });
    assert.deepEqual([one.items[0].type, one.items[0].actor.name], ['assigned', 'Ada Admin']);
    const { body: second } = await give(company.admin.id, 'Max');
    await company.api.patch(`/leads/${second.id}`, { ownerId: rep.id });
    await company.api.patch(`/leads/${second.id}`, { jobTitle: 'Buyer' });
    await server.deliver(company.orgId);
    const two = await told(rep);
    assert.deepEqual([two.items.length, two.items[0].count], [1, 2]);
    assert.equal((await told(company.admin)).items.length, 0);
  });

  it('reads some or all, and goes through pages by a cursor', async () => {
    await rep.api.post('/notifications/read', { all: true });
    for (let index = 0; index < 5; index += 1) {
      server.clock.advance(1000);
      await company.admin.call((call) =>
        notify(call, { memberId: rep.id, type: 'job_done', data: { index } }),
      );
    }
    const first = (await rep.api.get('/notifications?limit=3')).body;
    const next = (await rep.api.get(`/notifications?limit=3&cursor=${first.nextCursor}`)).body;
    assert.deepEqual(
      [...first.items, ...next.items].map(({ data }: Json) => data.index),
      [4, 3, 2, 1, 0, undefined],
    );
    assert.equal(first.unread, 5);
    const read = await rep.api.post('/notifications/read', { ids: [first.items[0].id] });
    assert.deepEqual(read.body, { unread: 4 });
    assert.deepEqual(
      (await company.api.post('/notifications/read', { ids: [first.items[1].id] })).status,
      200,
    );
    assert.equal((await told(rep)).unread, 4, "nobody reads another's");
    assert.deepEqual((await rep.api.post('/notifications/read', { all: true })).body, { unread: 0 });
  });

  it('whoever lost sight of a record reads no title and none of its words', async () => {
    const { body: lead } = await give(rep.id, 'Secret');
    await company.admin.call((call) =>
      notify(call, {
        memberId: rep.id,
        type: 'mentioned',
        recordKind: 'lead',
        recordId: lead.id,
        data: { excerpt: 'hush' },
      }),
    );
    const seen = (await told(rep)).items.find(({ type }: Json) => type === 'mentioned');
    assert.deepEqual([seen.record.title, seen.data.excerpt], ['Secret', 'hush']);
    await company.api.patch(`/leads/${lead.id}`, { ownerId: company.admin.id });
    const hidden = (await told(rep)).items.find(({ id }: Json) => id === seen.id);
    assert.deepEqual([hidden.record, hidden.data], [null, {}]);
  });

  it('goes by mail in the reader’s own language, as they chose, once by its key', async () => {
    const arab = await company.addMember('sales_manager', company.nodes.branch, 'Amal');
    await company.api.patch(`/members/${arab.id}`, { locale: 'ar' });
    const { body: lead } = await give(arab.id, 'Lea');
    const tell = () =>
      company.admin.call((call) =>
        notify(call, {
          memberId: arab.id,
          type: 'mentioned',
          recordKind: 'lead',
          recordId: lead.id,
          key: 'once',
        }),
      );
    await tell();
    assert.equal(await tell(), null);
    const [mail, ...more] = await mailsTo(arab.email);
    assert.equal(more.length, 0);
    assert.equal(mail?.subject, 'أشار إليك Ada Admin: Lea');
    assert.match(mail?.body_text ?? '', new RegExp(`/leads/${lead.id}`));
    const choice = { type: 'mentioned', inApp: false, email: false };
    assert.equal((await arab.api.put('/notification-preferences', { items: [choice] })).status, 200);
    const silent = await company.admin.call((call) => notify(call, { memberId: arab.id, type: 'mentioned' }));
    assert.equal(silent, null);
    const { body } = await arab.api.get('/notification-preferences');
    assert.deepEqual(
      body.items.find(({ type }: Json) => type === 'mentioned'),
      choice,
    );
    assert.equal(body.items.find(({ type }: Json) => type === 'job_done').inApp, true);
  });

  it('a member who left is told nothing, and after half a year all is forgotten', async () => {
    const gone = await company.addMember('sales_representative', company.nodes.branch, 'Gone');
    await company.api.post(`/members/${gone.id}/deactivate`, {});
    const id = await company.asSystem((call) => notify(call, { memberId: gone.id, type: 'mentioned' }));
    assert.equal(id, null);
    assert.ok((await told(rep)).items.length > 0);
    server.clock.advance(181 * 86_400_000);
    await company.asSystem(forgetNotifications);
    assert.equal((await told(rep)).items.length, 0);
  });

  it('the owner of a quote hears that it was accepted', async () => {
    const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };
    const { scope } = company.nodes.branch;
    const { body: quote } = await company.api.post<Json>('/quotes', {
      ...{ title: 'Offer', ownerId: rep.id, scope, lines: [line] },
    });
    await company.api.post(`/quotes/${quote.id}/status`, { status: 'sent' });
    await company.api.post(`/quotes/${quote.id}/status`, { status: 'accepted' });
    await server.deliver(company.orgId);
    const [newest] = (await told(rep)).items.filter(({ type }: Json) => type === 'quote_accepted');
    assert.equal(newest.record.title, 'Offer');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { remindCompany } from '#features/tasks/jobs.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

let server: WholeServer;
let company: TestCompany;
let sami: TestMember;
let nora: TestMember;

before(async () => {
  server = await startWholeServer('2026-03-02T07:00:00Z');
  company = await createTestCompany(server);
  sami = await company.addMember('sales_representative', company.nodes.branch, 'Sami Seller');
  nora = await company.addMember('sales_representative', company.nodes.otherBranch, 'Nora Other');
});
after(() => server?.stop());

async function made(path: string, body: object, api = company.api): Promise<Json> {
  const answer = await api.post(path, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}
const refused = ({ body }: { body: Json }) => (body.errors ?? []).map((e: Json) => `${e.path}: ${e.code}`);
const task = (body: object = {}, api = company.api) => made('/tasks', { subject: 'Call back', ...body }, api);
const lead = (body: object = {}) =>
  made('/leads', { firstName: 'Lea', companyName: 'Acme', scope: company.nodes.branch.scope, ...body });
const act = (id: string, verb: string, api = company.api) => api.post(`/tasks/${id}/${verb}`, {});
const items = async (path: string, api = company.api): Promise<Json[]> => (await api.get(path)).body.items;
const followers = (id: string) =>
  rowsOf(server, 'select id, due_date::text, archived_at from task where previous_id = $1', [id]);

describe('tasks', () => {
  it('belong to a record, lie where it lies and move with it [R65]', async () => {
    const { id } = await lead({ ownerId: sami.id });
    const about = await task({ recordKind: 'lead', recordId: id, ownerId: sami.id, dueDate: '2026-03-04' });
    assert.deepEqual(about.scope, company.nodes.branch.scope);
    assert.deepEqual([about.recordTitle, about.status, about.priority], ['Lea', 'open', 'normal']);
    assert.equal((await nora.api.get(`/tasks/${about.id}`)).status, 404);
    assert.equal((await sami.api.get(`/tasks/${about.id}`)).status, 200);
    await company.api.patch(`/leads/${id}`, { scope: company.nodes.otherBranch.scope, ownerId: nora.id });
    assert.equal((await nora.api.get(`/tasks/${about.id}`)).status, 200);
    assert.equal((await sami.api.get(`/tasks/${about.id}`)).status, 404);
  });

  it('are refused where they make no sense, and nothing is kept', async () => {
    const { id } = await lead();
    const post = (body: object, api = company.api) => api.post('/tasks', { subject: 'X', ...body });
    assert.deepEqual(refused(await post({ recordKind: 'lead' })), ['recordId: required']);
    assert.deepEqual(refused(await post({ recordId: id })), ['recordKind: required']);
    assert.deepEqual(refused(await post({ recordKind: 'task', recordId: id })), [
      'recordKind: unknown_value',
    ]);
    assert.deepEqual(refused(await post({ recordKind: 'contact', recordId: id })), ['recordId: not_found']);
    assert.deepEqual(refused(await post({ recordKind: 'lead', recordId: id }, nora.api)), [
      'recordId: not_found',
    ]);
    const elsewhere = { recordKind: 'lead', recordId: id, scope: company.nodes.otherBranch.scope };
    assert.deepEqual(refused(await post(elsewhere)), ['recordId: other_scope']);
    assert.deepEqual(refused(await post({ dueTime: '09:00' })), ['dueDate: required']);
    assert.deepEqual(refused(await post({ recurrence: { every: 1, unit: 'week' } })), ['dueDate: required']);
    const backwards = { dueDate: '2026-03-02', recurrence: { every: 1, unit: 'week', ends: '2026-03-01' } };
    assert.deepEqual(refused(await post(backwards)), ['recurrence.ends: before_start']);
    assert.deepEqual(refused(await post({ status: 'done' })), ['status: unknown_field']);
    await company.api.delete(`/leads/${id}`);
    assert.deepEqual(refused(await post({ recordKind: 'lead', recordId: id })), ['recordId: inactive']);
  });

  it('are listed by owner, state, days and record; what a lead became shows them too [R65] [R67]', async () => {
    const { id } = await lead({ ownerId: sami.id });
    const about = await task({ recordKind: 'lead', recordId: id, ownerId: sami.id, dueDate: '2026-03-05' });
    const mine = await items('/tasks?ownerId=me&status=open&sort=dueDate&dueDate[lte]=2026-03-05', sami.api);
    assert.deepEqual(
      mine.map((one) => one.id),
      [about.id],
    );
    const converted = await company.api.post(`/leads/${id}/convert`, {
      accountName: 'Acme',
      opportunityName: 'Deal',
      quoteTitle: 'Offer',
    });
    for (const kind of ['lead', 'account', 'contact', 'opportunity']) {
      const recordId = converted.body[kind].id;
      const found = await items(`/tasks?recordKind=${kind}&recordId=${recordId}`);
      assert.deepEqual(
        found.map((one) => one.id),
        [about.id],
        kind,
      );
    }
    assert.equal((await act(about.id, 'complete', sami.api)).status, 200);
    const accountId = converted.body.account.id;
    const past = await items(`/accounts/${accountId}/timeline?group=task`);
    assert.deepEqual(
      past.map(({ kind, subject }) => [kind, subject]),
      [['task_done', 'Call back']],
    );
    assert.equal(past[0].actor.name, 'Sami Seller');
    assert.deepEqual(
      (await items('/tasks?q=call+bac')).some((one) => one.id === about.id),
      true,
    );
  });

  it('one that recurs has exactly one next, however often and at once it is completed [R66]', async () => {
    const monthly = { every: 1, unit: 'month' };
    const first = await task({ dueDate: '2026-03-31', recurrence: monthly });
    await made('/reminders', { recordKind: 'task', recordId: first.id, minutesBefore: 60, note: 'Soon' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => act(first.id, 'complete')));
    assert.deepEqual(
      [...new Set(answers.map(({ status, body }) => `${status} ${body.status}`))],
      ['200 done'],
    );
    const [next, ...others] = await followers(first.id);
    assert.deepEqual([others.length, next?.due_date], [0, '2026-04-30']);
    const reminders = await items(`/reminders?recordId=${next?.id}`);
    assert.deepEqual(
      reminders.map(({ remindAt }) => remindAt.slice(0, 16)),
      ['2026-04-30T05:00'],
    );
    assert.equal((await act(first.id, 'reopen')).body.status, 'open');
    assert.notEqual((await followers(first.id))[0]?.archived_at, null);
    await act(first.id, 'complete');
    const again = await followers(first.id);
    assert.deepEqual([again.length, again[0]?.archived_at], [1, null]);
    await company.api.patch(`/tasks/${again[0]?.id}`, { subject: 'Mine now' });
    await act(first.id, 'reopen');
    assert.equal((await followers(first.id))[0]?.archived_at, null, 'what was touched stays');
  });

  it('putting one off does not move the series; a late one is not followed by all that were missed [R66]', async () => {
    const first = await task({ dueDate: '2026-01-31', recurrence: { every: 1, unit: 'month' } });
    await company.api.patch(`/tasks/${first.id}`, { dueDate: '2026-02-03' });
    await act(first.id, 'complete');
    assert.equal((await followers(first.id))[0]?.due_date, '2026-03-31');
    const ending = await task({
      dueDate: '2026-03-02',
      recurrence: { every: 1, unit: 'week', ends: '2026-03-05' },
    });
    await act(ending.id, 'complete');
    assert.deepEqual(await followers(ending.id), []);
  });

  it('tell whoever is to do them, and nobody of their own [R65]', async () => {
    const told = () =>
      rowsOf<{ member_id: string }>(server, "select * from notification where type = 'task_assigned'");
    const before = (await told()).length;
    await task({ ownerId: sami.id }, sami.api);
    assert.equal((await told()).length, before);
    const { id } = await task({ scope: company.nodes.branch.scope });
    await company.api.patch(`/tasks/${id}`, { ownerId: sami.id });
    const now = await told();
    assert.deepEqual([now.length, now.at(-1)?.member_id], [before + 1, sami.id]);
  });
});

describe('reminders', () => {
  const run = () => remindCompany(server.services, company.orgId, new AbortController().signal);
  const sent = (recordId: string) =>
    rowsOf<{ member_id: string; created_at: Date }>(
      server,
      "select * from notification where type = 'reminder_due' and record_id = $1",
      [recordId],
    );
  async function speak(locale: string, zone: string | null): Promise<void> {
    await rowsOf(server, 'update member set locale = $2, time_zone = $3 where id = $1', [
      sami.id,
      locale,
      zone,
    ]);
    await rowsOf(server, 'update organisation set access_version = access_version + 1', []);
  }
  const mails = () =>
    rowsOf(server, "select * from mail where subject like 'Reminder%' or subject like 'تذكير%'");

  it('are the member’s own: nobody else reads, moves or removes them', async () => {
    const { id: recordId } = await lead({ ownerId: sami.id });
    const { id } = await made('/reminders', {
      recordKind: 'lead',
      recordId,
      remindAt: '2030-01-01T00:00:00Z',
    });
    for (const method of ['get', 'delete'] as const) {
      assert.equal((await sami.api[method](`/reminders/${id}`)).status, 404);
    }
    assert.equal((await sami.api.patch(`/reminders/${id}`, { note: 'x' })).status, 404);
    assert.deepEqual(await items(`/reminders?recordId=${recordId}`, sami.api), []);
    assert.equal((await company.api.delete(`/reminders/${id}`)).status, 204);
    const unseen = { recordKind: 'lead', recordId, remindAt: '2030-01-01T00:00:00Z' };
    assert.deepEqual(refused(await nora.api.post('/reminders', unseen)), ['recordId: not_found']);
    const onLead = { recordKind: 'lead', recordId, minutesBefore: 5 };
    assert.deepEqual(refused(await company.api.post('/reminders', onLead)), ['minutesBefore: not_allowed']);
  });

  it('are sent once each, by several workers at once and after a stop, in the app and by mail [R43] [R66]', async () => {
    server.clock.set('2026-03-03T07:00:00Z');
    await run();
    const { id: recordId } = await lead({ ownerId: sami.id });
    const mailsBefore = (await mails()).length;
    for (let minute = 0; minute < 150; minute += 1) {
      const remindAt = new Date(Date.parse('2026-03-04T08:00:00Z') + minute * 60_000).toISOString();
      await made('/reminders', { recordKind: 'lead', recordId, remindAt, note: 'Ring' }, sami.api);
    }
    await run();
    assert.equal((await sent(recordId)).length, 0);
    server.clock.set('2026-03-08T12:00:00Z');
    await Promise.all([run(), run(), run()]);
    await run();
    assert.equal((await sent(recordId)).length, 150);
    assert.equal((await mails()).length - mailsBefore, 150);
  });

  it('speak the language and the clock of their member; a task that is done or unseen is silent [R43]', async () => {
    server.clock.set('2026-03-09T12:00:00Z');
    await speak('ar', 'Asia/Amman');
    const { id } = await task({
      ownerId: sami.id,
      dueDate: '2026-03-10',
      dueTime: '09:30',
      scope: company.nodes.branch.scope,
    });
    const reminder = await made(
      '/reminders',
      { recordKind: 'task', recordId: id, minutesBefore: 30 },
      sami.api,
    );
    assert.equal(reminder.remindAt.slice(0, 16), '2026-03-10T06:00');
    await company.api.patch(`/tasks/${id}`, { dueTime: '10:30' });
    const done = await task({ ownerId: sami.id, dueDate: '2026-03-10', scope: company.nodes.branch.scope });
    await made('/reminders', { recordKind: 'task', recordId: done.id, minutesBefore: 0 }, sami.api);
    await act(done.id, 'complete');
    server.clock.set('2026-03-10T06:30:00Z');
    await run();
    assert.equal((await sent(id)).length, 0, 'it moved with the task');
    server.clock.set('2026-03-10T07:00:00Z');
    await run();
    assert.equal((await sent(id)).length, 1);
    assert.equal((await sent(done.id)).length, 0);
    const last = (await mails()).at(-1) as { subject: string; body_text: string };
    assert.match(last.subject, /^تذكير/);
    assert.match(last.body_text, /10:00|١٠:٠٠/);
    await speak('en', null);
  });

  it('a worker that dies in the middle has told nothing, and the next one tells all [R43]', async () => {
    const { id: recordId } = await lead();
    await made('/reminders', { recordKind: 'lead', recordId, remindAt: '2026-03-10T08:00:00Z' });
    server.clock.set('2026-03-10T09:00:00Z');
    const { sendReminders } = await import('#features/tasks/operations/send-reminders.ts');
    await assert.rejects(
      company.asSystem(async (call) => {
        await sendReminders(call);
        throw new Error('killed');
      }),
      /killed/,
    );
    assert.equal((await sent(recordId)).length, 0);
    await run();
    await run();
    assert.equal((await sent(recordId)).length, 1);
  });

  it('next actions of leads and deals are told to their owner on the morning, once [R43]', async () => {
    server.clock.set('2026-03-11T07:30:00Z');
    await run();
    const soon = await lead({
      ownerId: sami.id,
      nextActionDate: '2026-03-13',
      nextActionNote: 'Send prices',
    });
    const deal = await made('/opportunities', {
      name: 'Deal',
      ownerId: sami.id,
      scope: company.nodes.branch.scope,
      nextActionDate: '2026-03-14',
      nextActionNote: 'Meet',
    });
    const lost = await lead({ ownerId: sami.id, nextActionDate: '2026-03-13' });
    await company.api.post(`/leads/${lost.id}/status`, { status: 'junk' });
    const counts = async () => [
      (await sent(soon.id)).length,
      (await sent(deal.id)).length,
      (await sent(lost.id)).length,
    ];
    for (const [at, expected] of [
      ['2026-03-13T06:59:00Z', [0, 0, 0]],
      ['2026-03-13T07:00:00Z', [1, 0, 0]],
      ['2026-03-13T15:00:00Z', [1, 0, 0]],
      // Nothing ran over a whole night and a day.
      ['2026-03-15T20:00:00Z', [1, 1, 0]],
    ] as const) {
      server.clock.set(at);
      await Promise.all([run(), run()]);
      await run();
      assert.deepEqual(await counts(), expected, at);
    }
    const today = await lead({ ownerId: sami.id, nextActionDate: '2026-03-15' });
    server.clock.advance(60_000);
    await run();
    await run();
    assert.equal((await sent(today.id)).length, 1, 'set for today, after the morning');
  });
});

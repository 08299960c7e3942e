import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { createLog } from '#platform/log/log.ts';
import { type Mailbox, openMailbox } from '#platform/mail/testing/mailbox.ts';
import type { Json } from '#test/build/api.ts';
import type { TestCompany, TestMember } from '#test/build/company.ts';
import { deliver, jobsOf, newLead, openPost, type Post, write } from './testing/post.ts';

describe('messages at records', () => {
  let post: Post;
  let company: TestCompany;
  let box: Mailbox;
  let rep: TestMember;
  let viewer: TestMember;
  let elsewhere: TestMember;

  before(async () => {
    box = await openMailbox();
    post = await openPost({ SMTP_URL: box.url });
    ({ company } = post);
    const { branch, otherBranch } = company.nodes;
    rep = await company.addMember('sales_representative', branch, 'Rana Rep');
    viewer = await company.addMember('viewer', branch, 'Vera Viewer');
    elsewhere = await company.addMember('sales_manager', otherBranch, 'Essa Elsewhere');
  });
  after(async () => {
    await post?.stop();
    await box?.stop();
  });

  const send = (id: string) => deliver(post.services, company.orgId, id);
  const timeline = async (as: TestMember, path: string, query = ''): Promise<Json[]> =>
    (await as.api.get(`${path}/timeline${query}`)).body.items;
  const withdraw = (recordId: string, channel: 'email' | 'sms' = 'email', kind = 'leads') =>
    company.api.post(`/${kind}/${recordId}/consent`, { channel, state: 'withdrawn', source: 'phone call' });

  it('stand on its timeline with how they fare, in their groups, for whoever sees it', async () => {
    const recordId = await newLead(company);
    const { id } = await write(company, recordId);
    await write(company, recordId, { channel: 'sms', to: '+962791234567', body: 'Hello' });
    const items = await timeline(viewer, `/leads/${recordId}`);
    assert.deepEqual(
      items.map((item) => [item.kind, item.message?.channel, item.message?.status]),
      [
        ['message', 'sms', 'simulated'],
        ['message', 'email', 'queued'],
        ['created', undefined, undefined],
      ],
    );
    await send(id);
    const [only, ...more] = await timeline(viewer, `/leads/${recordId}`, '?group=email');
    assert.deepEqual([only?.message.status, only?.message.body, more.length], ['sent', 'Hello Nora', 0]);
    assert.deepEqual(only?.actor, { kind: 'member', id: company.admin.id, name: 'Ada Admin' });
    const page = await viewer.api.get(`/messages?recordKind=lead&recordId=${recordId}&limit=1`);
    assert.equal(page.body.items[0].channel, 'sms');
    const next = await viewer.api.get(
      `/messages?recordKind=lead&recordId=${recordId}&limit=1&cursor=${page.body.nextCursor}`,
    );
    assert.deepEqual([next.body.items[0].id, next.body.nextCursor], [id, null]);
    assert.equal((await elsewhere.api.get(`/messages/${id}`)).status, 404);
    assert.equal((await elsewhere.api.get(`/messages?recordKind=lead&recordId=${recordId}`)).status, 404);
  });

  it('tell the record when they are written and when they are sent, and the audit log to whom', async () => {
    const recordId = await newLead(company);
    const { id } = await write(company, recordId, { subject: 'Offer' });
    await send(id);
    const { body } = await company.api.get('/audit?limit=5');
    const entry = body.items.find((one: Json) => one.action === 'message.created' && one.recordId === id);
    assert.deepEqual(
      [entry.after.to, entry.after.subject, entry.after.recordId, entry.after.body],
      ['nora@customer.example', 'Offer', recordId, undefined],
    );
  });

  it('show on the contact they were written to, to those who see the document they stand at', async () => {
    const { scope } = company.nodes.branch;
    const contact = await company.api.post('/contacts', {
      firstName: 'Cora',
      email: 'cora@customer.example',
      scope,
    });
    const recipient = { kind: 'contact' as const, id: String(contact.body.id) };
    const quote = await company.api.post('/quotes', { title: 'Offer', scope });
    const at = { recordKind: 'quote' as const, recipient, to: 'cora@customer.example' };
    const { id } = await write(company, String(quote.body.id), at);
    assert.equal((await timeline(viewer, `/contacts/${recipient.id}`))[0]?.message.id, id);
    // A representative sees every contact, but only their own quotes.
    assert.deepEqual(
      (await timeline(rep, `/contacts/${recipient.id}`)).filter(({ kind }) => kind === 'message'),
      [],
    );
    await company.api.patch(`/quotes/${quote.body.id}`, { ownerId: rep.id });
    assert.equal((await timeline(rep, `/contacts/${recipient.id}`))[0]?.message.id, id);
    assert.equal((await company.api.get(`/contacts/${recipient.id}`)).body.lastContactedAt, null);
    await send(id);
    assert.equal(
      Date.parse((await company.api.get(`/contacts/${recipient.id}`)).body.lastContactedAt),
      post.clock.now().getTime(),
    );
  });

  it('go with their record to another part of the company', async () => {
    const recordId = await newLead(company, { scope: company.nodes.entity.scope });
    const { id } = await write(company, recordId);
    assert.equal((await viewer.api.get(`/messages/${id}`)).status, 404);
    const moved = await company.api.patch(`/leads/${recordId}`, { scope: company.nodes.branch.scope });
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    assert.equal((await viewer.api.get(`/messages/${id}`)).status, 200);
  });

  it('are not sent to whoever withdrew consent: refused, or kept as suppressed where the caller wants that', async () => {
    const recordId = await newLead(company, { email: 'Gone@customer.example' });
    const to = 'Gone@customer.example';
    const early = await write(company, recordId, { to });
    await withdraw(recordId);
    await assert.rejects(write(company, recordId, { to }), { code: 'recipient_suppressed' });
    const noted = await write(company, recordId, { to, onSuppressed: 'note' });
    assert.deepEqual(
      [noted.status, noted.error, noted.sentAt],
      ['suppressed', 'Consent was withdrawn.', null],
    );
    assert.equal(await jobsOf(post, noted.id), 0);
    const before = box.received.length;
    await send(early.id);
    assert.equal((await company.api.get(`/messages/${early.id}`)).body.status, 'suppressed');
    assert.equal(box.received.length, before);
    // Another channel is another consent; and it can be given again.
    assert.equal(
      (await write(company, recordId, { channel: 'sms', to: '+962791230000', body: 'x' })).status,
      'simulated',
    );
    await company.api.post(`/leads/${recordId}/consent`, {
      channel: 'email',
      state: 'granted',
      source: 'form',
    });
    assert.equal((await write(company, recordId, { to })).status, 'queued');
  });

  it('heed what was withdrawn in a part of the company that the writer cannot see', async () => {
    const to = 'shared@customer.example';
    const there = await newLead(company, { email: to, scope: company.nodes.otherBranch.scope });
    await withdraw(there);
    const here = await newLead(company, { email: to, ownerId: rep.id });
    const manager = await company.addMember('sales_manager', company.nodes.branch);
    const { id, status } = await manager.call(async (call) => {
      const { sendMessage } = await import('./operations/send-message.ts');
      const draft = {
        channel: 'email',
        to,
        subject: 'Hi',
        body: 'Hi',
        recordKind: 'lead',
        recordId: here,
      } as const;
      return sendMessage(call, draft);
    }, 'write');
    assert.equal(status, 'queued');
    const before = box.received.length;
    await send(id);
    assert.equal((await company.api.get(`/messages/${id}`)).body.status, 'suppressed');
    assert.equal(box.received.length, before);
  });

  it('are sent again by whoever wrote them or may for all, when they failed and only then', async () => {
    const refusing = await openMailbox({ refuse: () => ({ code: 550, message: 'No' }) });
    const other = await openPost({ SMTP_URL: refusing.url });
    const { branch } = other.company.nodes;
    const [seller, colleague, reader] = [
      await other.company.addMember('sales_representative', branch),
      await other.company.addMember('sales_representative', branch),
      await other.company.addMember('viewer', branch),
    ];
    const recordId = await newLead(other.company, { ownerId: seller.id });
    const { sendMessage } = await import('./operations/send-message.ts');
    const to = 'nora@customer.example';
    const { id } = await seller.call(
      (call) =>
        sendMessage(call, { channel: 'email', to, subject: 'Hi', body: 'Hi', recordKind: 'lead', recordId }),
      'write',
    );
    await assert.rejects(deliver(other.services, other.company.orgId, id));
    assert.equal((await reader.api.post(`/messages/${id}/retry`, {})).status, 403);
    assert.equal((await colleague.api.post(`/messages/${id}/retry`, {})).status, 404);
    assert.deepEqual((await reader.api.get(`/messages/${id}`)).body.abilities, { retry: false });
    await other.company.api.post(`/leads/${recordId}/consent`, {
      channel: 'email',
      state: 'withdrawn',
      source: 'x',
    });
    assert.equal((await seller.api.post(`/messages/${id}/retry`, {})).body.code, 'recipient_suppressed');
    await other.company.api.post(`/leads/${recordId}/consent`, {
      channel: 'email',
      state: 'granted',
      source: 'x',
    });
    assert.equal((await seller.api.post(`/messages/${id}/retry`, {})).status, 202);
    await other.stop();
    await refusing.stop();
  });

  it('are simulated where nothing is set up: kept, shown, and said in the log without what they say', async () => {
    let lines = '';
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        lines += String(chunk);
        done();
      },
    });
    const bare = await openPost({});
    const { id, status, sentAt } = await write(bare.company, await newLead(bare.company), {
      body: 'most secret',
    });
    assert.equal(status, 'simulated');
    assert.ok(sentAt);
    await deliver(
      { ...bare.services, log: createLog({ level: 'info', destination }) },
      bare.company.orgId,
      id,
    );
    assert.match(lines, /A message was simulated/);
    assert.match(lines, new RegExp(id));
    assert.doesNotMatch(lines, /most secret/);
    await bare.stop();
  });

  it('are never half written: what the caller refuses afterwards was never queued', async () => {
    const recordId = await newLead(company);
    const { sendMessage } = await import('./operations/send-message.ts');
    const attempt = company.admin.call(async (call) => {
      await sendMessage(call, {
        channel: 'email',
        to: 'nora@customer.example',
        subject: 'No',
        body: 'No',
        recordKind: 'lead',
        recordId,
      });
      throw new Error('refused');
    }, 'write');
    await assert.rejects(attempt, /refused/);
    const { body } = await company.api.get(`/messages?recordKind=lead&recordId=${recordId}`);
    assert.deepEqual(body.items, []);
    for (const draft of [{ body: ' ' }, { subject: '\r\n' }, { body: 'x'.repeat(100_001) }])
      await assert.rejects(write(company, recordId, draft), RangeError);
  });
});

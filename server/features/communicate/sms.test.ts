import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GiveUp } from '#platform/jobs/job.ts';
import { deliver, newLead, openPost, type Post, write } from './testing/post.ts';
import { openTexts, type Texts } from './testing/texts.ts';

const number = '+962791234567';

describe("text messages through the company's own provider", () => {
  let post: Post;
  let texts: Texts;

  before(async () => {
    texts = await openTexts();
    post = await openPost();
  });
  after(async () => {
    await post?.stop();
    await texts?.stop();
  });
  beforeEach(async () => {
    texts.received.splice(0);
    texts.refusals.splice(0);
    await setUp({});
  });

  const setUp = (more: object) =>
    post.company.api.put('/settings/sms', {
      baseUrl: texts.baseUrl,
      accountSid: 'AC1',
      authToken: 'token',
      from: '+4915112345678',
      ...more,
    });
  const text = (recordId: string, more: object = {}) =>
    write(post.company, recordId, { channel: 'sms', to: number, body: 'مرحبا نورة', ...more });
  const send = (id: string, retryCount = 0) => deliver(post.services, post.company.orgId, id, retryCount);
  const shown = async (id: string) => (await post.company.api.get(`/messages/${id}`)).body;

  it("reach a provider that speaks Twilio's API, once, in E.164 [R114]", async () => {
    const recordId = await newLead(post.company);
    const message = await text(recordId, { to: '00962 79 123 4567', subject: 'not of a text' });
    assert.deepEqual([message.status, message.to, message.subject], ['queued', number, null]);
    await send(message.id);
    await send(message.id);
    assert.deepEqual(
      texts.received.map(({ path, form }) => ({ path, form })),
      [
        {
          path: '/2010-04-01/Accounts/AC1/Messages.json',
          form: { To: number, From: '+4915112345678', Body: 'مرحبا نورة' },
        },
      ],
    );
    assert.equal((await shown(message.id)).status, 'sent');
    for (const to of ['0791234567', '12', 'nora@customer.example', ''])
      await assert.rejects(text(recordId, { to }), { code: 'no_recipient' }, to);
  });

  it('go through a messaging service where the sender is one, and below a path of the base URL', async () => {
    const service = `MG${'a'.repeat(32)}`;
    await setUp({ from: service, baseUrl: `${texts.baseUrl}/gateway/` });
    const { id } = await text(await newLead(post.company));
    await send(id);
    const [received] = texts.received;
    assert.equal(received?.path, '/gateway/2010-04-01/Accounts/AC1/Messages.json');
    assert.deepEqual(received?.form, { To: number, MessagingServiceSid: service, Body: 'مرحبا نورة' });
  });

  it('wait while the provider is busy or the token wrong, and fail at once for a number that is none', async () => {
    const recordId = await newLead(post.company);
    texts.refusals.push({ status: 429, body: { code: 20429, message: 'Too Many Requests' } });
    texts.refusals.push({ status: 503, body: '<html>down</html>' });
    const waiting = await text(recordId);
    await assert.rejects(send(waiting.id), /429: Too Many Requests/);
    await assert.rejects(send(waiting.id, 1), /503/);
    assert.equal((await shown(waiting.id)).status, 'queued');
    await setUp({ authToken: 'wrong' });
    await assert.rejects(send(waiting.id, 2), /401: Authenticate/);
    await setUp({});
    await send(waiting.id, 3);
    assert.deepEqual([(await shown(waiting.id)).status, texts.received.length], ['sent', 1]);

    texts.refusals.push({ status: 400, body: { code: 21211, message: "Invalid 'To' Phone Number" } });
    const refused = await text(recordId);
    await assert.rejects(send(refused.id), GiveUp);
    const { status, error } = await shown(refused.id);
    assert.equal(status, 'failed');
    assert.match(error, /Invalid 'To'/);
  });

  it('follow no redirect: the credentials stay with the provider that was named', async () => {
    texts.refusals.push({ status: 307, body: {}, headers: { location: 'http://127.0.0.1:9/elsewhere' } });
    const { id } = await text(await newLead(post.company));
    await assert.rejects(send(id), GiveUp);
    assert.equal((await shown(id)).status, 'failed');
  });

  it('are suppressed when the provider says STOP, which the consent ledger remembers', async () => {
    const recordId = await newLead(post.company, { phone: number });
    texts.refusals.push({
      status: 400,
      body: { code: 21610, message: 'Attempt to send to unsubscribed recipient' },
    });
    const { id } = await text(recordId);
    await send(id);
    assert.equal((await shown(id)).status, 'suppressed');
    await assert.rejects(text(recordId), { code: 'recipient_suppressed' });
    const { body } = await post.company.api.get(`/leads/${recordId}/consent`);
    assert.deepEqual([body.items[0].state, body.items[0].source], ['withdrawn', 'STOP']);
  });

  it('are simulated without a provider, and said so in the test too', async () => {
    assert.equal((await post.company.api.delete('/settings/sms')).body.source, 'simulation');
    const { id, status } = await write(post.company, await newLead(post.company), {
      channel: 'sms',
      to: '+962795556677',
    });
    assert.equal(status, 'simulated');
    await send(id);
    assert.equal((await shown(id)).status, 'simulated');
    const test = await post.company.api.post('/settings/sms/test', { to: number });
    assert.deepEqual(test.body, { status: 'simulated', error: null });
  });

  it('can be tried from the settings, with the answer of the provider', async () => {
    const good = await post.company.api.post('/settings/sms/test', { to: '+962 79 123 4567' });
    assert.deepEqual([good.status, good.body], [200, { status: 'sent', error: null }]);
    assert.equal(texts.received[0]?.form.To, number);
    await setUp({ authToken: 'wrong' });
    const bad = await post.company.api.post('/settings/sms/test', { to: number });
    assert.equal(bad.body.status, 'failed');
    assert.match(bad.body.error, /401: Authenticate/);
    const none = await post.company.api.post('/settings/sms/test', { to: '1234' });
    assert.deepEqual([none.status, none.body.code], [422, 'no_recipient']);
  });
});

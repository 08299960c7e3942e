import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { deliver, openPost, type Post } from '#features/communicate/testing/post.ts';
import { type Mailbox, openMailbox } from '#platform/mail/testing/mailbox.ts';
import type { Json } from '#test/build/api.ts';
import type { TestMember } from '#test/build/company.ts';
import { fieldCodes } from '#test/build/documents.ts';
import { asAdmin } from '#test/build/services.ts';
import { sendScheduledOf } from './send-scheduled.ts';

/** The parts of a multipart mail, decoded. */
function partsOf(raw: string): { head: string; content: Buffer }[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...body] = part.trimStart().split('\r\n\r\n');
      const text = body.join('\r\n\r\n');
      return { head, content: Buffer.from(text, /base64/i.test(head) ? 'base64' : 'utf8') };
    });
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('sending quotes and invoices', () => {
  let post: Post;
  let rep: TestMember;
  const boxes: Mailbox[] = [];

  before(async () => {
    post = await openPost();
    rep = await post.company.addMember('sales_representative', post.company.nodes.branch, 'Rana Rep');
  });
  afterEach(async () => {
    for (const box of boxes.splice(0)) await box.stop();
    await post.company.api.delete('/settings/email');
  });
  after(() => post?.stop());

  async function mailServer(): Promise<Mailbox> {
    const box = await openMailbox();
    boxes.push(box);
    const sender = { fromName: 'Northwind', fromAddress: 'sales@northwind.example' };
    const set = { host: '127.0.0.1', port: box.port, security: 'none', ...sender };
    assert.equal((await post.company.api.put('/settings/email', set)).status, 200);
    return box;
  }
  async function make(path: string, body: object): Promise<string> {
    const { scope } = post.company.nodes.branch;
    const answer = await post.company.api.post<Json>(path, { scope, ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id;
  }
  const contact = (more: object = {}) =>
    make('/contacts', {
      ...{ firstName: 'Nora', email: `nora.${Math.random()}@customer.example`, mobile: '+4915112345678' },
      ...more,
    });
  const line = { description: 'Desk', quantity: '2', unitPrice: '500', taxRate: '19' };
  const quote = (more: object = {}) =>
    make('/quotes', { title: 'Website', ownerId: rep.id, lines: [line], ...more });
  const get = async (id: string, path = 'quotes') =>
    (await post.company.api.get<Json>(`/${path}/${id}`)).body;
  const send = (id: string, body: object = {}, headers = {}) =>
    post.company.api.post<Json>(`/quotes/${id}/send`, body, headers);
  const told = async (member: TestMember, type: string): Promise<Json[]> =>
    (await member.api.get<Json>('/notifications')).body.items.filter((item: Json) => item.type === type);
  const count = async (statement: string, values: unknown[]) =>
    Number((await asAdmin(post.database.adminUrl, `select count(*) from ${statement}`, values))[0]?.count);
  const due = () => sendScheduledOf(post.services, post.company.orgId, new AbortController().signal);
  async function bytesOf(fileId: string): Promise<Buffer> {
    const url = `${post.url}/api/v1/files/${fileId}/content`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${post.company.apiKey}` } });
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer());
  }

  it('the contact gets the stored PDF, equal to the byte, and the link; the owner hears of it [R112] [R113]', async () => {
    const box = await mailServer();
    const email = 'nora@customer.example';
    const id = await quote({ contactId: await contact({ email }) });
    const { body } = await send(id, { message: 'Dear Nora,\n\nhere it is.' });
    assert.deepEqual([body.quote?.status, body.emailed], ['sent', true], JSON.stringify(body));
    assert.deepEqual([body.message.to, body.message.status], [email, 'queued']);
    assert.match(body.publicUrl, /\/p\/[\w-]{40,}$/);
    const stored = await bytesOf(body.pdfFileId);
    assert.equal(stored.subarray(0, 5).toString(), '%PDF-');
    await deliver(post.services, post.company.orgId, body.message.id);
    const [mail, ...more] = box.received;
    assert.deepEqual([mail?.to, more.length], [[email], 0]);
    const parts = partsOf(mail?.raw ?? '');
    const pdf = parts.find(({ head }) => /application\/pdf/i.test(head));
    assert.equal(sha256(pdf?.content ?? Buffer.alloc(0)), sha256(stored));
    assert.match(pdf?.head ?? '', new RegExp(`${body.quote.number}\\.pdf`));
    const whole = (mail?.raw ?? '').replace(/=\r\n/g, '');
    assert.ok(whole.includes(body.publicUrl.slice(-40)), 'the link stands in the mail');
    assert.match(whole, /here it is/);
    const file = (await post.company.api.get<Json>(`/files?recordKind=quote&recordId=${id}`)).body.items;
    assert.deepEqual([file.length, file[0].id], [1, body.pdfFileId]);
    assert.equal((await told(rep, 'quote_sent')).length, 1);
    const token = body.publicUrl.split('/p/')[1];
    const shown = await fetch(`${post.url}/api/v1/public/${token}`);
    assert.equal(shown.status, 200);
  });

  it('whoever only reads a quote reads its messages without the link that answers in the name of the customer', async () => {
    const viewer = await post.company.addMember('viewer', post.company.nodes.branch, 'Vera Viewer');
    const id = await quote({ contactId: await contact() });
    const { body } = await send(id, { notifyBySms: true });
    const token = body.publicUrl.split('/p/')[1];
    for (const path of [`/messages?recordKind=quote&recordId=${id}`, `/quotes/${id}/timeline`]) {
      const read = async ({ api }: TestMember) => JSON.stringify((await api.get<Json>(path)).body);
      assert.ok((await read(post.company.admin)).includes(token), path);
      assert.ok(!(await read(viewer)).includes(token), path);
    }
    const { id: messageId } = body.sms;
    assert.match((await viewer.api.get<Json>(`/messages/${messageId}`)).body.body, /\/p\/…$/);
  });

  it('without a mail server the message is kept as simulated; a text message only where it was asked for [R114]', async () => {
    const { body } = await send(await quote({ contactId: await contact() }), { notifyBySms: true });
    assert.deepEqual([body.emailed, body.message.status, body.sms.status], [true, 'simulated', 'simulated']);
    assert.equal(body.sms.to, '+4915112345678');
    assert.ok(body.sms.body.includes(body.publicUrl));
    const plain = (await send(await quote({ contactId: await contact() }))).body;
    assert.equal(plain.sms, undefined);
  });

  it('without an address it is sent all the same, and the answer and the preview say so [R113]', async () => {
    const alone = await quote({ contactId: await contact({ email: null, mobile: null }) });
    const preview = (await post.company.api.get<Json>(`/quotes/${alone}/send-preview?language=ar`)).body;
    assert.deepEqual(
      [preview.email, preview.noEmail, preview.noSms, preview.emailReady, preview.language],
      [null, 'no_email', 'no_mobile', false, 'ar'],
    );
    assert.match(preview.message, /عرض السعر/);
    const { body } = await send(alone, { notifyBySms: true });
    assert.deepEqual(
      [body.quote.status, body.emailed, body.message, body.sms],
      ['sent', false, undefined, undefined],
    );
    const refused = await post.company.api.post<Json>(`/quotes/${alone}/resend`, {});
    assert.deepEqual([refused.status, refused.body.code], [422, 'no_recipient']);
    const lead = await make('/leads', { firstName: 'Lea', email: 'lea@customer.example' });
    const led = (await send(await quote({ leadId: lead }))).body;
    assert.deepEqual([led.message.to, led.message.recipient.kind], ['lea@customer.example', 'lead']);
    const who = await contact();
    await post.company.api.post(`/contacts/${who}/consent`, {
      ...{ channel: 'email', state: 'withdrawn', source: 'form' },
    });
    const silent = (await send(await quote({ contactId: who }))).body;
    assert.deepEqual(
      [silent.quote.status, silent.emailed, silent.message.status],
      ['sent', false, 'suppressed'],
    );
  });

  it('refuses what may not go out', async () => {
    const empty = await quote({ lines: [] });
    assert.deepEqual(fieldCodes((await send(empty)).body), ['lines: too_few']);
    const old = await quote({ validUntil: '2020-01-01' });
    assert.deepEqual(fieldCodes((await send(old)).body), ['validUntil: out_of_range']);
    const once = await quote();
    assert.equal((await send(once, {}, { 'if-match': '"7"' })).status, 412);
    assert.equal((await send(once)).status, 200);
    assert.deepEqual([(await send(once)).status, (await send(once)).body.code], [409, 'illegal_transition']);
    const name = `Rule ${Math.random()}`;
    const rule = { name, condition: 'total', limit: '1000', currency: 'EUR' };
    const { body } = await post.company.api.post<Json>('/approval-rules', rule);
    const held = await send(await quote());
    assert.deepEqual([held.status, held.body.reasons[0].figure], [409, '1190.00']);
    await post.company.api.delete(`/approval-rules/${body.id}`);
    const viewer = await post.company.addMember('viewer', post.company.nodes.branch, 'Vera');
    assert.equal((await viewer.api.post(`/quotes/${await quote()}/send`, {})).status, 403);
    const beside = await post.company.addMember('sales_manager', post.company.nodes.otherBranch, 'Omar');
    assert.equal((await beside.api.post(`/quotes/${await quote()}/send`, {})).status, 404);
  });

  it('a hundred calls at once send it once; a repeated one answers as the first did', async () => {
    const id = await quote({ contactId: await contact() });
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(id)));
    const sent = answers.filter(({ status }) => status === 200);
    assert.equal(sent.length, 1, JSON.stringify([...new Set(answers.map(({ status }) => status))]));
    assert.ok(answers.every(({ status }) => status === 200 || status === 409 || status === 503));
    assert.equal(await count('message where record_id = $1', [id]), 1);
    assert.equal(await count('document_snapshot where record_id = $1', [id]), 1);
    assert.equal(await count(`outbox where record_id = $1 and type = 'quote.sent'`, [id]), 1);
    const other = await quote({ contactId: await contact() });
    const key = { 'idempotency-key': `send ${other}` };
    const twice = await Promise.all([send(other, {}, key), send(other, {}, key)]);
    assert.deepEqual([twice[0].status, twice[1].status], [200, 200], JSON.stringify(twice[1].body));
    assert.deepEqual(twice[0].body, twice[1].body);
    assert.deepEqual((await send(other, {}, key)).body, twice[0].body);
    assert.equal(await count('message where record_id = $1', [other]), 1);
    assert.equal((await send(other, { message: 'x' }, key)).body.code, 'idempotency_key_reused');
  });

  it('goes out again with the same link and the same PDF', async () => {
    const id = await quote({ contactId: await contact() });
    const first = (await send(id)).body;
    await post.company.api.patch('/settings/organisation', { name: 'Northwind Renamed' });
    const again = await post.company.api.post<Json>(`/quotes/${id}/resend`, { message: 'Again' });
    assert.equal(again.status, 200, JSON.stringify(again.body));
    assert.equal(again.body.publicUrl, first.publicUrl);
    assert.equal(again.body.pdfFileId, first.pdfFileId);
    assert.notEqual(again.body.message.id, first.message.id);
    assert.equal(await count('public_link where record_id = $1', [id]), 1);
    const byHand = await quote({ contactId: await contact() });
    await post.company.api.post(`/quotes/${byHand}/status`, { status: 'sent' });
    const resent = await post.company.api.post<Json>(`/quotes/${byHand}/resend`, {});
    assert.deepEqual([resent.status, resent.body.emailed], [200, true], JSON.stringify(resent.body));
    const draft = await post.company.api.post<Json>(`/quotes/${await quote()}/resend`, {});
    assert.equal(draft.body.code, 'illegal_transition');
  });

  it('waits for its time, locked, and is sent then as whoever set it; also after downtime [R115]', async () => {
    const id = await quote({ contactId: await contact() });
    const at = new Date(post.clock.now().getTime() + 3_600_000).toISOString();
    const set = await rep.api.post<Json>(`/quotes/${id}/send`, { scheduledAt: at, message: 'Good morning' });
    assert.deepEqual(
      [set.status, set.body.quote?.status, set.body.quote?.scheduledAt, set.body.publicUrl],
      [200, 'draft', at, null],
      JSON.stringify(set.body),
    );
    const edited = await post.company.api.patch<Json>(`/quotes/${id}`, { title: 'Other' });
    assert.deepEqual([edited.status, edited.body.code, edited.body.scheduledAt], [409, 'not_editable', at]);
    assert.equal((await post.company.api.delete<Json>(`/quotes/${id}`)).body.code, 'not_editable');
    const listed = (await rep.api.get<Json>('/scheduled-sends')).body.items;
    assert.deepEqual(
      listed.map((item: Json) => [item.quote.id, item.by.name, item.abilities.cancel]),
      [[id, 'Rana Rep', true]],
    );
    await due();
    assert.equal((await get(id)).status, 'draft', 'not before its time');
    post.clock.advance(5 * 3_600_000);
    await Promise.all([due(), due()]);
    const sent = await get(id);
    assert.deepEqual([sent.status, sent.scheduledAt], ['sent', null]);
    assert.equal(await count('message where record_id = $1', [id]), 1);
    assert.deepEqual((await rep.api.get<Json>('/scheduled-sends')).body.items, []);
    assert.equal((await rep.api.get<Json>('/scheduled-sends?status=sent')).body.items[0].quote.id, id);
    const [note] = await told(rep, 'quote_sent');
    assert.deepEqual([note?.record.id, note?.actor], [id, null], 'the owner hears, though they set it');
    await due();
    assert.equal(await count('message where record_id = $1', [id]), 1);
  });

  it('can be taken back or set anew; too far ahead is refused', async () => {
    const id = await quote();
    const later = (hours: number) => new Date(post.clock.now().getTime() + hours * 3_600_000).toISOString();
    const far = await send(id, { scheduledAt: later(24 * 400) });
    assert.deepEqual(fieldCodes(far.body), ['scheduledAt: out_of_range']);
    await send(id, { scheduledAt: later(1) });
    await send(id, { scheduledAt: later(3) });
    const waiting = (await post.company.api.get<Json>('/scheduled-sends')).body.items;
    assert.equal(waiting.filter((item: Json) => item.quote.id === id).length, 1);
    post.clock.advance(2 * 3_600_000);
    await due();
    assert.equal((await get(id)).status, 'draft');
    const back = await post.company.api.delete<Json>(`/quotes/${id}/scheduled-send`);
    assert.deepEqual([back.status, back.body.scheduledAt, back.body.abilities.edit], [200, null, true]);
    assert.equal((await post.company.api.delete(`/quotes/${id}/scheduled-send`)).status, 409);
    post.clock.advance(2 * 3_600_000);
    await due();
    assert.equal((await get(id)).status, 'draft');
    await send(id, { scheduledAt: later(1) });
    assert.equal((await send(id)).body.quote.status, 'sent', 'sending now needs no waiting');
  });

  it('what may not go out at its time is unlocked, and its owner hears why', async () => {
    const id = await quote();
    const at = new Date(post.clock.now().getTime() + 3_600_000).toISOString();
    assert.equal((await rep.api.post(`/quotes/${id}/send`, { scheduledAt: at })).status, 200);
    const rule = { name: `Late ${Math.random()}`, condition: 'total', limit: '1', currency: 'EUR' };
    const { body } = await post.company.api.post<Json>('/approval-rules', rule);
    post.clock.advance(2 * 3_600_000);
    await due();
    const after = await get(id);
    assert.deepEqual([after.status, after.scheduledAt, after.abilities.edit], ['draft', null, true]);
    const [note] = await told(rep, 'send_failed');
    assert.deepEqual([note?.record.id, note?.data.problem], [id, 'approval_required']);
    const [failed] = (await rep.api.get<Json>('/scheduled-sends?status=failed')).body.items;
    assert.deepEqual([failed.quote.id, failed.problem.code], [id, 'approval_required']);
    await post.company.api.delete(`/approval-rules/${body.id}`);
  });

  it('an issued invoice goes out with its PDF and link, and again', async () => {
    const accountId = await make('/accounts', { name: 'Acme', email: 'books@acme.example' });
    const id = await make('/invoices', { accountId, lines: [line] });
    const early = await post.company.api.post<Json>(`/invoices/${id}/send`, {});
    assert.equal(early.body.code, 'illegal_transition');
    await post.company.api.post(`/invoices/${id}/issue`, {});
    const { status, body } = await post.company.api.post<Json>(`/invoices/${id}/send`, {});
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body.message.to, body.emailed, body.invoice.status],
      ['books@acme.example', true, 'issued'],
    );
    assert.ok(body.invoice.sentAt);
    const again = (await post.company.api.post<Json>(`/invoices/${id}/send`, {})).body;
    assert.deepEqual([again.publicUrl, again.pdfFileId], [body.publicUrl, body.pdfFileId]);
    assert.equal(await count(`outbox where record_id = $1 and type = 'invoice.sent'`, [id]), 2);
    assert.equal((await rep.api.post(`/invoices/${id}/send`, {})).status, 403);
  });
});

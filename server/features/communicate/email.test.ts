import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { GiveUp } from '#platform/jobs/job.ts';
import { localhostCertificate } from '#platform/mail/testing/certificate.ts';
import { type Mailbox, type MailboxOptions, openMailbox } from '#platform/mail/testing/mailbox.ts';
import { keepObject, reserveObject } from '#platform/store/stored-objects.ts';
import { asAdmin } from '#test/build/services.ts';
import { deliver, jobsOf, newLead, openPost, type Post, write } from './testing/post.ts';

const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r?\n[ \t]/g, ' ');

/** The parts of a multipart mail, decoded. */
function partsOf(raw: string): { head: string; content: Buffer }[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...body] = part.trimStart().split('\r\n\r\n');
      const text = body.join('\r\n\r\n');
      const base64 = /base64/i.test(head);
      return { head, content: base64 ? Buffer.from(text, 'base64') : Buffer.from(text) };
    });
}

describe("emails through the company's own mail server", () => {
  let post: Post;
  const boxes: Mailbox[] = [];
  const certificate = localhostCertificate();

  before(async () => {
    setDefaultCACertificates([...getCACertificates('default'), certificate.cert]);
    post = await openPost();
  });
  afterEach(async () => {
    for (const box of boxes.splice(0)) await box.stop();
  });
  after(() => post?.stop());

  async function mailServer(options: MailboxOptions = {}, more: object = {}): Promise<Mailbox> {
    const box = await openMailbox(options);
    boxes.push(box);
    const settings = {
      host: '127.0.0.1',
      port: box.port,
      security: 'none',
      fromName: 'Northwind Sales',
      fromAddress: 'sales@northwind.example',
      ...more,
    };
    const set = await post.company.api.put('/settings/email', settings);
    assert.equal(set.status, 200, JSON.stringify(set.body));
    return box;
  }

  async function store(content: Buffer): Promise<string> {
    const { company, services } = post;
    const key = await company.admin.call((call) => reserveObject(call), 'write');
    await services.store.put(
      key,
      (async function* () {
        yield content;
      })(),
    );
    await company.admin.call((call) => keepObject(call, key), 'write');
    return key;
  }

  const statusOf = async (id: string) => {
    const { body } = await post.company.api.get(`/messages/${id}`);
    return [body.status, body.error] as const;
  };
  const send = (id: string, retryCount = 0) => deliver(post.services, post.company.orgId, id, retryCount);

  it('reach the recipient once, with attachments equal to the byte [R113]', async () => {
    const box = await mailServer();
    const recordId = await newLead(post.company);
    const [pdf, logo] = [randomBytes(300_000), randomBytes(1)];
    const attachments = [
      { key: await store(pdf), name: 'عرض السعر.pdf', contentType: 'application/pdf' },
      { key: await store(logo), name: 'logo.png', contentType: 'image/png' },
    ];
    const message = await write(post.company, recordId, { attachments, html: '<p>Hello Nora</p>' });
    assert.equal(message.status, 'queued');
    assert.equal(await jobsOf(post, message.id), 1);
    await send(message.id);
    await send(message.id);
    assert.equal(box.received.length, 1);
    const raw = box.received[0]?.raw ?? '';
    assert.deepEqual(box.received[0]?.to, ['nora@customer.example']);
    assert.equal(header(raw, 'From'), 'Northwind Sales <sales@northwind.example>');
    assert.equal(header(raw, 'Reply-To'), post.company.admin.email);
    assert.equal(header(raw, 'Auto-Submitted'), undefined);
    assert.equal(header(raw, 'Message-ID'), `<${message.id}@northwind.example>`);
    assert.match(raw, /Hello Nora[\s\S]*<p>Hello Nora<\/p>/);
    const parts = partsOf(raw);
    assert.deepEqual(parts.find(({ head }) => head.includes('application/pdf'))?.content, pdf);
    assert.deepEqual(parts.find(({ head }) => head.includes('image/png'))?.content, logo);
    assert.match(raw, /filename\*(0\*)?=utf-8''%D8%B9%D8%B1%D8%B6/i);
    const { body } = await post.company.api.get(`/messages/${message.id}`);
    assert.deepEqual([body.status, body.error, body.attachments.length], ['sent', null, 2]);
    assert.ok(body.sentAt);
  });

  it('go over STARTTLS and over TLS where the settings say so, and never in the clear then', async () => {
    const recordId = await newLead(post.company);
    const user = { name: 'sales', password: 'right one' };
    const login = { host: 'localhost', username: user.name, password: user.password };
    for (const [security, fromStart] of [
      ['starttls', false],
      ['tls', true],
    ] as const) {
      const box = await mailServer({ tls: { ...certificate, fromStart }, user }, { ...login, security });
      const { id } = await write(post.company, recordId);
      await send(id);
      assert.equal((await statusOf(id))[0], 'sent', security);
      assert.equal(box.received[0]?.secure, true);
    }
    const plain = await mailServer({ user }, { ...login, security: 'starttls' });
    const { id } = await write(post.company, recordId);
    await assert.rejects(send(id), /STARTTLS/);
    assert.equal(plain.received.length, 0);
    assert.equal((await statusOf(id))[0], 'queued');
  });

  it('wait while the password is wrong, and say why', async () => {
    const user = { name: 'sales', password: 'right one' };
    const box = await mailServer({ user }, { username: 'sales', password: 'wrong one' });
    const { id } = await write(post.company, await newLead(post.company));
    await assert.rejects(send(id), /Invalid login/);
    const [status, error] = await statusOf(id);
    assert.equal(status, 'queued');
    assert.match(error ?? '', /Invalid/);
    assert.doesNotMatch(error ?? '', /wrong one/);
    const again = {
      host: '127.0.0.1',
      port: box.port,
      security: 'none',
      fromName: 'N',
      fromAddress: 'n@n.example',
    };
    await post.company.api.put('/settings/email', { ...again, username: 'sales', password: 'right one' });
    await send(id, 1);
    assert.deepEqual(await statusOf(id), ['sent', null]);
    assert.equal(box.received.length, 1);
  });

  it('fail at once where the server refuses the recipient, and are sent again by hand', async () => {
    let refused = true;
    const box = await mailServer({
      refuse: () => (refused ? { code: 550, message: 'No such mailbox' } : null),
    });
    const recordId = await newLead(post.company);
    const { id } = await write(post.company, recordId);
    await assert.rejects(send(id), GiveUp);
    const [status, error] = await statusOf(id);
    assert.equal(status, 'failed');
    assert.match(error ?? '', /No such mailbox/);
    const shown = await post.company.api.get(`/messages/${id}`);
    assert.deepEqual(shown.body.abilities, { retry: true });
    refused = false;
    const retried = await post.company.api.post(`/messages/${id}/retry`, {});
    assert.deepEqual([retried.status, retried.body.status, retried.body.error], [202, 'queued', null]);
    assert.equal(await jobsOf(post, id), 2);
    const twice = await post.company.api.post(`/messages/${id}/retry`, {});
    assert.deepEqual([twice.status, twice.body.code, twice.body.from], [409, 'illegal_transition', 'queued']);
    await send(id);
    assert.equal(box.received.length, 1);
    assert.equal((await statusOf(id))[0], 'sent');
  });

  it('stay queued while the server is down, and fail after the last try', async () => {
    const box = await mailServer();
    await box.stop();
    const { id } = await write(post.company, await newLead(post.company));
    await assert.rejects(send(id), /ECONNREFUSED/);
    assert.equal((await statusOf(id))[0], 'queued');
    await assert.rejects(send(id, 9), GiveUp);
    assert.equal((await statusOf(id))[0], 'failed');
  });

  it('fail for good where an attachment is gone', async () => {
    const box = await mailServer();
    const key = await store(Buffer.from('content'));
    const attachments = [{ key, name: 'a.txt', contentType: 'text/plain' }];
    const { id } = await write(post.company, await newLead(post.company), { attachments });
    await post.services.store.delete(key);
    await assert.rejects(send(id), GiveUp);
    assert.match((await statusOf(id))[1] ?? '', /a\.txt is no longer in the store/);
    assert.equal(box.received.length, 0);
    const foreign = [
      { key: `${crypto.randomUUID()}/00/${crypto.randomUUID()}`, name: 'x', contentType: 'x' },
    ];
    await assert.rejects(
      write(post.company, await newLead(post.company), { attachments: foreign }),
      RangeError,
    );
  });

  it('carry nothing that a subject, a name or an address smuggles in', async () => {
    const box = await mailServer({}, { fromName: 'Sales" <x@evil.example>, "' });
    const key = await store(Buffer.from('content'));
    const { id } = await write(post.company, await newLead(post.company), {
      subject: 'Hello\r\nBcc: spy@evil.example\r\n\r\nBody\u2028X: 1\u0000',
      attachments: [
        { key, name: '../a"\r\nBcc: spy@evil.example.txt', contentType: 'text/plain\r\nBcc: spy' },
      ],
    });
    await send(id);
    const [mail] = box.received;
    assert.deepEqual([mail?.to, mail?.from], [['nora@customer.example'], 'sales@northwind.example']);
    assert.equal(header(mail?.raw ?? '', 'Subject'), 'Hello Bcc: spy@evil.example Body X: 1');
    assert.doesNotMatch(mail?.raw ?? '', /^Bcc:/im);
    for (const to of [
      'a@x.example, b@x.example',
      'a@x.example\r\nBcc: b@x.example',
      'Nora <a@x.example>',
      '',
    ]) {
      await assert.rejects(
        write(post.company, await newLead(post.company), { to }),
        { code: 'no_recipient' },
        to,
      );
    }
  });

  it('are taken by one worker at a time; a claim that ran out is taken over under the same Message-ID', async () => {
    const [entered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let first = true;
    const box = await mailServer({
      beforeAccept: async () => {
        entered.resolve();
        if (first) await release.promise;
      },
    });
    const { id } = await write(post.company, await newLead(post.company));
    const slow = send(id);
    await entered.promise;
    await assert.rejects(send(id, 1), /Another worker claimed/);
    assert.equal((await statusOf(id))[0], 'queued');
    post.clock.advance(125_000);
    first = false;
    await send(id, 2);
    release.resolve();
    await slow;
    assert.equal((await statusOf(id))[0], 'sent');
    assert.equal(new Set(box.received.map(({ raw }) => header(raw, 'Message-ID'))).size, 1);
  });

  it("serve the company's other mail too, such as invitations", async () => {
    const box = await mailServer();
    const { branch } = post.company.nodes;
    const { body } = await post.company.api.post('/invitations', {
      email: 'new@colleague.example',
      roleId: post.company.roleIds.viewer,
      nodeId: branch.id,
    });
    assert.equal(body.mail, 'queued');
    const [row] = await asAdmin<{ id: string }>(
      post.database.adminUrl,
      `select id from mail where org_id = $1 and recipient = 'new@colleague.example'`,
      [post.company.orgId],
    );
    const { sendOne } = await import('#platform/mail/send-mail.ts');
    const data = { orgId: post.company.orgId, mailId: row?.id ?? '' };
    await sendOne(post.services, { id: '', data, retryCount: 0, signal: new AbortController().signal });
    assert.equal(header(box.received[0]?.raw ?? '', 'From'), 'Northwind Sales <sales@northwind.example>');
    assert.equal(header(box.received[0]?.raw ?? '', 'Auto-Submitted'), 'auto-generated');
  });
});

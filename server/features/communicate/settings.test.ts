import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { openMailbox } from '#platform/mail/testing/mailbox.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { asAdmin } from '#test/build/services.ts';
import { assertAuditWhole } from '#test/stories/whole-server.ts';
import { deliver, newLead, openPost, type Post, write } from './testing/post.ts';

const server = {
  host: '127.0.0.1',
  port: 2525,
  security: 'none',
  username: 'sales',
  password: 'hunter2-hunter2',
  fromName: 'Northwind Sales',
  fromAddress: 'sales@northwind.example',
};
const provider = {
  baseUrl: 'http://127.0.0.1:9',
  accountSid: 'AC1',
  authToken: 'tok-tok-tok',
  from: 'Northwind',
};

describe('the settings of email and text messages', () => {
  let post: Post;
  let company: TestCompany;
  let manager: TestMember;

  before(async () => {
    post = await openPost();
    ({ company } = post);
    manager = await company.addMember('sales_manager', company.nodes.root);
  });
  afterEach(async () => {
    await company.api.delete('/settings/email');
    await company.api.delete('/settings/sms');
  });
  after(() => post?.stop());

  const kept = () =>
    asAdmin<{ secrets: string; log: string }>(
      post.database.adminUrl,
      `select (select string_agg(e::text, ' ') from email_setting e) || coalesce((select string_agg(s::text, ' ') from sms_setting s), '') as secrets,
         (select string_agg(coalesce(before::text, '') || coalesce(after::text, ''), ' ') from audit_entry) as log`,
    );

  it('show that there is a secret and never which; none lies in the database or the audit log as it is', async () => {
    const set = await company.api.put('/settings/email', { ...server, replyDomain: 'In.Northwind.example' });
    assert.equal(set.status, 200, JSON.stringify(set.body));
    await company.api.put('/settings/sms', provider);
    const { body: email } = await company.api.get('/settings/email');
    const { updatedAt, ...shown } = email;
    assert.ok(updatedAt);
    assert.deepEqual(shown, {
      configured: true,
      source: 'company',
      fallback: 'simulation',
      host: '127.0.0.1',
      port: 2525,
      security: 'none',
      username: 'sales',
      passwordSet: true,
      fromName: 'Northwind Sales',
      fromAddress: 'sales@northwind.example',
      replyDomain: 'in.northwind.example',
      version: 1,
    });
    const { body: sms } = await company.api.get('/settings/sms');
    assert.deepEqual([sms.authTokenSet, sms.from, sms.accountSid], [true, 'Northwind', 'AC1']);
    const [{ secrets = '', log = '' } = {}] = await kept();
    const answers = JSON.stringify([set.body, email, sms]);
    for (const secret of ['hunter2-hunter2', 'tok-tok-tok']) {
      assert.ok(!`${secrets} ${log} ${answers}`.includes(secret), secret);
    }
    assert.match(log, /"passwordChanged": true/);
    assert.ok(!`${log}${answers}`.includes('v1.'));
    await assertAuditWhole(post, company.orgId);
  });

  it('keep the secret when none is given, but never for another server', async () => {
    await company.api.put('/settings/email', server);
    const { password: _password, ...without } = server;
    const renamed = await company.api.put('/settings/email', { ...without, fromName: 'Sales' });
    assert.deepEqual(
      [renamed.body.passwordSet, renamed.body.fromName, renamed.body.version],
      [true, 'Sales', 2],
    );
    for (const change of [
      { host: '127.0.0.2' },
      { port: 2526 },
      { security: 'tls' },
      { username: 'other' },
    ]) {
      const moved = await company.api.put('/settings/email', { ...without, ...change });
      assert.deepEqual(
        [moved.status, moved.body.errors?.[0].path],
        [422, 'password'],
        JSON.stringify(change),
      );
    }
    const { username: _user, ...nobody } = without;
    assert.equal((await company.api.put('/settings/email', nobody)).body.passwordSet, false);
    const lonely = await company.api.put('/settings/email', { ...nobody, password: 'x' });
    assert.deepEqual([lonely.status, lonely.body.errors[0].path], [422, 'username']);

    const { authToken: _token, ...tokenless } = provider;
    assert.equal((await company.api.put('/settings/sms', tokenless)).body.errors[0].path, 'authToken');
    await company.api.put('/settings/sms', provider);
    assert.equal((await company.api.put('/settings/sms', { ...tokenless, from: 'N' })).status, 200);
    const elsewhere = { ...tokenless, baseUrl: 'http://127.0.0.1:10' };
    assert.equal((await company.api.put('/settings/sms', elsewhere)).body.errors[0].path, 'authToken');
  });

  it('are for whoever may manage channels of the whole company', async () => {
    for (const [method, path, body] of [
      ['get', '/settings/email'],
      ['put', '/settings/email', server],
      ['post', '/settings/email/test', { to: 'a@b.example' }],
      ['delete', '/settings/email'],
      ['get', '/settings/sms'],
      ['put', '/settings/sms', provider],
      ['post', '/settings/sms/test', { to: '+962791234567' }],
      ['delete', '/settings/sms'],
    ] as const) {
      const answer = await manager.api[method](path, body as never);
      assert.deepEqual([answer.status, answer.body.code], [403, 'forbidden'], `${method} ${path}`);
    }
    const branchAdmin = await company.addMember('administrator', company.nodes.branch);
    assert.equal((await branchAdmin.api.put('/settings/email', server)).status, 403);
    assert.equal((await branchAdmin.api.get('/settings/email')).status, 403);
  });

  it('refuse what no server, sender or provider can be, by its field', async () => {
    const email = async (more: object) =>
      (await company.api.put('/settings/email', { ...server, ...more })).body;
    for (const [field, value] of [
      ['host', ''],
      ['host', 'mail server'],
      ['host', 'mail.example/x'],
      ['host', 'a@b'],
      ['host', 'mail.example\r\nx'],
      ['port', 0],
      ['port', 70_000],
      ['port', '25'],
      ['security', 'ssl'],
      ['fromName', 'A\r\nBcc: x@y.example'],
      ['fromAddress', 'nobody'],
      ['fromAddress', 'a@x.example, b@x.example'],
      ['replyDomain', 'localhost'],
      ['replyDomain', 'a b.example'],
      ['password', 'x'.repeat(501)],
      ['unknown', 1],
    ] as const) {
      const { status, errors } = await email({ [field]: value });
      assert.deepEqual([status, errors?.[0].path], [422, field], `${field}: ${value}`);
    }
    const sms = async (more: object) =>
      (await company.api.put('/settings/sms', { ...provider, ...more })).body;
    for (const [field, value] of [
      ['baseUrl', 'ftp://x.example'],
      ['baseUrl', 'http://user:pass@x.example'],
      ['baseUrl', 'http://x.example/?q=1'],
      ['accountSid', 'a/../b'],
      ['from', ''],
      ['authToken', 'x'.repeat(501)],
    ] as const) {
      const { status, errors } = await sms({ [field]: value });
      assert.deepEqual([status, errors?.[0].path], [422, field], `${field}: ${value}`);
    }
    const stale = await company.api.put('/settings/email', server);
    assert.equal(stale.status, 200);
    const late = await company.api.put('/settings/email', server, { 'if-match': '"7"' });
    assert.deepEqual([late.status, late.body.code], [412, 'stale_version']);
  });

  it('send a test at once and tell how it ended', async () => {
    const simulated = await company.api.post('/settings/email/test', { to: 'ada@northwind.example' });
    assert.deepEqual(simulated.body, { status: 'simulated', error: null });
    const user = { name: 'sales', password: 'right' };
    const box = await openMailbox({ user });
    const settings = { ...server, port: box.port };
    await company.api.put('/settings/email', { ...settings, password: 'right' });
    const sent = await company.api.post('/settings/email/test', { to: 'ada@northwind.example' });
    assert.deepEqual([sent.status, sent.body], [200, { status: 'sent', error: null }]);
    assert.deepEqual(box.received[0]?.to, ['ada@northwind.example']);
    await company.api.put('/settings/email', { ...settings, password: 'wrong' });
    const refused = await company.api.post('/settings/email/test', { to: 'ada@northwind.example' });
    assert.equal(refused.body.status, 'failed');
    assert.match(refused.body.error, /Invalid login/);
    await box.stop();
    const { body } = await company.api.get('/audit?limit=1');
    assert.deepEqual([body.items[0].action, body.items[0].after.status], ['settings.email.tested', 'failed']);
  });

  it("without settings of its own a company uses the installation's server, and leaves no trace of another's", async () => {
    const box = await openMailbox();
    const env = { SMTP_URL: box.url, MAIL_FROM: 'Parley <crm@host.example>' };
    const other = await openPost(env);
    assert.equal((await other.company.api.get('/settings/email')).body.source, 'installation');
    const { id, status } = await write(other.company, await newLead(other.company));
    assert.equal(status, 'queued');
    await deliver(other.services, other.company.orgId, id);
    assert.match(box.received[0]?.raw ?? '', /^From: Parley <crm@host\.example>/m);
    await other.stop();
    await box.stop();
  });

  it('refuse addresses of this machine and of private networks, unless the installation allows them', async () => {
    const strict = await openPost({});
    const { api } = strict.company;
    for (const host of [
      '127.0.0.1',
      'localhost',
      '10.0.0.5',
      '169.254.169.254',
      '[::1]',
      '::1',
      '2130706433',
    ]) {
      const { status, body } = await api.put('/settings/email', { ...server, host });
      assert.deepEqual(
        [status, body.errors?.[0]],
        [422, { path: 'host', code: 'private_address', message: 'This is not an address on the internet.' }],
        host,
      );
    }
    for (const [baseUrl, code] of [
      ['https://127.0.0.1', 'private_address'],
      ['https://localhost:8080/x', 'private_address'],
      ['https://[::1]', 'private_address'],
      ['https://0x7f000001', 'private_address'],
      ['http://8.8.8.8', 'invalid_url'],
    ]) {
      const { status, body } = await api.put('/settings/sms', { ...provider, baseUrl });
      assert.deepEqual(
        [status, body.errors?.[0].path, body.errors?.[0].code],
        [422, 'baseUrl', code],
        baseUrl,
      );
    }
    // What was allowed once, or has moved since, is looked at again when it is used.
    await api.put('/settings/email', { ...server, host: '8.8.8.8' });
    await asAdmin(strict.database.adminUrl, `update email_setting set host = 'localhost'`);
    const test = await api.post('/settings/email/test', { to: 'a@b.example' });
    assert.equal(test.body.status, 'failed');
    assert.match(test.body.error, /localhost is not an address on the internet/);
    const { id } = await write(strict.company, await newLead(strict.company));
    await assert.rejects(
      deliver(strict.services, strict.company.orgId, id),
      /not an address on the internet/,
    );
    await strict.stop();
  });

  it('belong to one company: another neither sees nor uses them', async () => {
    await company.api.put('/settings/email', server);
    const other = await createTestCompany(post);
    assert.equal((await other.api.get('/settings/email')).body.configured, false);
    assert.equal((await write(other, await newLead(other))).status, 'simulated');
  });
});

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import {
  asAdmin,
  createBareCompany,
  openTestServices,
  type TestServicesOptions,
} from '#test/build/services.ts';
import type { Call } from '../access/call.ts';
import { loadSystem } from '../access/principal.ts';
import { runCall } from '../access/run.ts';
import { manualClock } from '../clock/clock.ts';
import { newId } from '../database/id.ts';
import { GiveUp, type Job } from '../jobs/job.ts';
import { createLog } from '../log/log.ts';
import type { Services } from '../services.ts';
import { queueMail, queueMailBeforeSignIn } from './queue-mail.ts';
import { mailJob, sendOne } from './send-mail.ts';
import { type Mailbox, type MailboxOptions, openMailbox } from './testing/mailbox.ts';

type Open = Services & { stop(): Promise<void> };

let database: TestDatabase;
let orgId: string;
const open: { stop(): Promise<void> }[] = [];

before(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  ({ orgId } = await createBareCompany(database.adminUrl));
  await asAdmin(database.adminUrl, 'delete from pgboss.job');
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});
after(() => database.drop());

async function services(smtpUrl: string | null, options: Partial<TestServicesOptions> = {}): Promise<Open> {
  const env: Record<string, string> =
    smtpUrl === null ? {} : { SMTP_URL: smtpUrl, MAIL_FROM: 'Parley <crm@sales.example>' };
  const made = await openTestServices({ appUrl: database.appUrl, env, ...options });
  open.push(made);
  return made;
}

async function mailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const made = await openMailbox(options);
  open.push(made);
  return made;
}

async function send(of: Services, draft: Partial<Parameters<typeof queueMail>[1]> = {}): Promise<string> {
  const system = await loadSystem(of.pool, orgId);
  const mail = { to: 'nora@customer.example', subject: 'Your quote', text: 'Hello Nora', ...draft };
  return runCall(of, system, { access: 'write', requestId: newId() }, (call: Call) => queueMail(call, mail));
}

function work(of: Services): Promise<void> {
  return of.queue.work(mailJob.kind.name, mailJob.work, (job) => mailJob.run(of, job));
}

const job = (
  data: { orgId?: string; mailId: string },
  retryCount = 0,
): Job<{ orgId?: string; mailId: string }> => ({
  id: newId(),
  data,
  retryCount,
  signal: new AbortController().signal,
});

type Row = { status: string; attempts: number; last_error: string | null };

async function row(mailId: string, table = 'mail'): Promise<Row> {
  const [found] = await asAdmin<Row>(
    database.adminUrl,
    `select status, attempts, last_error from ${table} where id = $1`,
    [mailId],
  );
  return found as Row;
}

async function until(done: () => boolean | Promise<boolean>, limitMs = 8000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await done())) {
    assert.ok(Date.now() < end, 'Waited in vain.');
    await wait(20);
  }
}

const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r?\n[ \t]/g, ' ');

test('A queued mail reaches a real mail server once, with both bodies and its headers', async () => {
  const box = await mailbox();
  const one = await services(box.url);
  const two = await services(box.url);
  await work(one);
  await work(two);
  const ids: string[] = [];
  for (let n = 0; n < 8; n += 1)
    ids.push(await send(one, { subject: `Quote ${n}`, html: '<p>Hello Nora</p>' }));
  await until(async () => (await row(ids.at(-1) ?? '')).status === 'sent' && box.received.length >= 8);
  await wait(300);
  assert.equal(box.received.length, 8);
  const [mail] = box.received.filter(({ raw }) => header(raw, 'Subject') === 'Quote 3');
  assert.deepEqual([mail?.from, mail?.to], ['crm@sales.example', ['nora@customer.example']]);
  assert.equal(header(mail?.raw ?? '', 'From'), 'Parley <crm@sales.example>');
  assert.equal(header(mail?.raw ?? '', 'Message-ID'), `<${ids[3]}@sales.example>`);
  assert.equal(header(mail?.raw ?? '', 'Auto-Submitted'), 'auto-generated');
  assert.match(mail?.raw ?? '', /text\/plain[\s\S]*Hello Nora[\s\S]*text\/html[\s\S]*<p>Hello Nora<\/p>/);
});

test('A mail of a transaction that rolls back is never sent', async () => {
  const box = await mailbox();
  const one = await services(box.url);
  await work(one);
  const system = await loadSystem(one.pool, orgId);
  const attempt = runCall(one, system, { access: 'write', requestId: newId() }, async (call) => {
    await queueMail(call, { to: 'nora@customer.example', subject: 'No', text: 'No' });
    throw new Error('refused');
  });
  await assert.rejects(attempt, /refused/);
  await wait(700);
  assert.equal(box.received.length, 0);
});

test('While the mail server is down a mail waits, and is sent when it is back', async () => {
  const first = await openMailbox();
  const { port, url } = first;
  await first.stop();
  const one = await services(url);
  const mailId = await send(one);
  await assert.rejects(sendOne(one, job({ orgId, mailId })), /ECONNREFUSED/);
  assert.deepEqual((({ status, attempts }) => [status, attempts])(await row(mailId)), ['queued', 1]);
  assert.match((await row(mailId)).last_error ?? '', /ECONNREFUSED/);
  const box = await mailbox({ port });
  // The try that the queue had taken is asked for again.
  await work(one);
  await until(async () => (await row(mailId)).status === 'sent');
  assert.equal(box.received.length, 1);
});

test('A failed try is asked for again later; after the last one the mail has failed and is a dead letter', async () => {
  const one = await services('smtp://127.0.0.1:1');
  const mailId = await send(one);
  await work(one);
  await until(async () => (await row(mailId)).attempts === 1);
  await wait(200);
  const [waiting] = await asAdmin<{ state: string; wait: number }>(
    database.adminUrl,
    `select state::text, extract(epoch from start_after - now())::float as wait from pgboss.job where name = 'send-mail'`,
  );
  assert.equal(waiting?.state, 'retry');
  assert.ok(waiting.wait > 5 && waiting.wait < 40, `asked for in ${waiting.wait} s`);
  await assert.rejects(sendOne(one, job({ orgId, mailId }, mailJob.kind.retryLimit)), GiveUp);
  assert.equal((await row(mailId)).status, 'failed');
});

test('An address that the server refuses fails at once and can be tried again by hand', async () => {
  let refused = true;
  const box = await mailbox({
    refuse: () => (refused ? { code: 550, message: 'No such mailbox' } : null),
  });
  const one = await services(box.url);
  const mailId = await send(one);
  await work(one);
  await until(async () => (await row(mailId)).status === 'failed');
  const system = await loadSystem(one.pool, orgId);
  const inCall = <T>(run: (call: Call) => Promise<T>) =>
    runCall(one, system, { access: 'write', requestId: newId() }, run);
  let letters: { id: string; message: string | null }[] = [];
  await until(async () => {
    letters = await inCall((call) => one.queue.findFailed(call));
    return letters.length === 1;
  });
  assert.match(letters[0]?.message ?? '', /No such mailbox/);
  refused = false;
  await inCall((call) => one.queue.retryFailed(call, letters[0]?.id ?? ''));
  await until(async () => (await row(mailId)).status === 'sent');
  assert.equal(box.received.length, 1);
});

test('Without a mail server the mail ends as simulated, and the log keeps silent about what it says', async () => {
  let lines = '';
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines += String(chunk);
      done();
    },
  });
  const log = createLog({ level: 'info', destination });
  const one = await services(null, { log });
  await work(one);
  const mailId = await send(one, { text: 'a most secret link', html: '<b>a most secret link</b>' });
  const early = await queueMailBeforeSignIn(one.pool, one.queue, {
    to: 'nora@customer.example',
    subject: 'Reset your password',
    text: 'another secret link',
  });
  await until(async () => (await row(mailId)).status === 'simulated');
  await until(async () => (await row(early, 'auth_mail')).status === 'simulated');
  assert.match(lines, /Reset your password/);
  assert.doesNotMatch(lines, /secret link/);
});

test('Mail from before sign-in is sent, and no company can see it', async () => {
  const box = await mailbox();
  const one = await services(box.url);
  await work(one);
  const draft = { to: 'nora@customer.example', subject: 'Reset your password', text: 'A link' };
  const mailId = await queueMailBeforeSignIn(one.pool, one.queue, draft);
  await until(async () => (await row(mailId, 'auth_mail')).status === 'sent');
  assert.equal(box.received.length, 1);
  const system = await loadSystem(one.pool, orgId);
  const look = runCall(one, system, { access: 'read', requestId: newId() }, (call) =>
    call.database.selectFrom('authMail').selectAll().execute(),
  );
  await assert.rejects(look, /permission denied/);
});

test('Nothing in a subject or an address can add a header or a recipient', async () => {
  const box = await mailbox();
  const one = await services(box.url);
  await work(one);
  const subject = 'Hello\r\nBcc: spy@evil.example\r\n\r\nBody\u2028Bcc: spy@evil.example\u0000';
  const mailId = await send(one, { subject });
  await until(async () => (await row(mailId)).status === 'sent');
  const [mail] = box.received;
  assert.equal(header(mail?.raw ?? '', 'Subject'), 'Hello Bcc: spy@evil.example Body Bcc: spy@evil.example');
  assert.equal(header(mail?.raw ?? '', 'Bcc'), undefined);
  assert.deepEqual(mail?.to, ['nora@customer.example']);
  for (const to of [
    'nora@customer.example, spy@evil.example',
    'nora@customer.example\r\nBcc: spy@evil.example',
    'Nora <nora@customer.example>',
    'nora',
    '',
    'nora@customer.example;spy@evil.example',
  ]) {
    await assert.rejects(send(one, { to }), RangeError, to);
  }
});

test('A claimed mail is in one pair of hands until the claim runs out', async () => {
  const clock = manualClock('2026-03-01T08:00:00Z');
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const box = await mailbox({
    beforeAccept: async () => {
      entered.resolve();
      await release.promise;
    },
  });
  const one = await services(box.url, { clock });
  const mailId = await send(one);
  const sending = sendOne(one, job({ orgId, mailId }));
  await entered.promise;
  await assert.rejects(sendOne(one, job({ orgId, mailId })), /Another worker claimed this mail/);
  release.resolve();
  await sending;
  await sendOne(one, job({ orgId, mailId }));
  assert.equal(box.received.length, 1);
  assert.equal((await row(mailId)).status, 'sent');
});

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('A worker killed while sending loses no mail: it goes out again, known by its Message-ID', async () => {
  const clock = manualClock(new Date().toISOString());
  let hold = true;
  const entered = Promise.withResolvers<void>();
  const box = await mailbox({
    beforeAccept: async () => {
      entered.resolve();
      if (hold) await new Promise(() => undefined);
    },
  });
  const one = await services(box.url, { clock });
  const mailId = await send(one);
  const program = join(import.meta.dirname, 'testing/mail-process.ts');
  const child = spawn(process.execPath, [program, database.appUrl, box.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await entered.promise;
  await kill(child);
  hold = false;
  assert.equal((await row(mailId)).status, 'sending');
  await assert.rejects(sendOne(one, job({ orgId, mailId }, 1)), /Another worker claimed this mail/);
  clock.advance(180_000);
  await sendOne(one, job({ orgId, mailId }, 2));
  assert.deepEqual(await row(mailId), { status: 'sent', attempts: 2, last_error: null });
  // The dead worker's server had the mail in hand: nobody can know whether it kept it, but its receiver can.
  assert.equal(box.received.length, 2);
  assert.equal(new Set(box.received.map(({ raw }) => header(raw, 'Message-ID'))).size, 1);
});

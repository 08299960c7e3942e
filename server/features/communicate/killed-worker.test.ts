import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Mailbox, openMailbox } from '#platform/mail/testing/mailbox.ts';
import { asAdmin } from '#test/build/services.ts';
import { deliver, newLead, openPost, type Post, write } from './testing/post.ts';

const program = join(import.meta.dirname, 'testing/message-process.ts');

describe('a worker that is killed while it sends', () => {
  let post: Post;
  let box: Mailbox;
  let hold: 'take' | 'keep waiting' = 'keep waiting';
  let entered = Promise.withResolvers<void>();

  before(async () => {
    box = await openMailbox({
      beforeAccept: async () => {
        entered.resolve();
        if (hold === 'keep waiting') await new Promise(() => undefined);
      },
    });
    post = await openPost({ SMTP_URL: box.url, MAIL_FROM: 'Parley <crm@sales.example>' });
  });
  after(async () => {
    await post?.stop();
    await box?.stop();
  });

  async function killDuring(): Promise<void> {
    const child = spawn(process.execPath, [program, post.database.appUrl, box.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    await entered.promise;
    child.kill('SIGKILL');
    await gone;
  }

  const row = async (id: string) =>
    (
      await asAdmin<{ status: string; attempts: number }>(
        post.database.adminUrl,
        'select status, attempts from message where id = $1',
        [id],
      )
    )[0];

  it('loses no message: it goes out again when the claim has run out, known by its Message-ID', async () => {
    const { orgId } = post.company;
    const { id } = await write(post.company, await newLead(post.company));
    await killDuring();
    hold = 'take';
    assert.deepEqual(await row(id), { status: 'sending', attempts: 1 });
    assert.equal((await post.company.api.get(`/messages/${id}`)).body.status, 'queued');
    await assert.rejects(deliver(post.services, orgId, id, 1), /Another worker claimed/);
    assert.equal(box.received.length, 1);
    post.clock.advance(180_000);
    await deliver(post.services, orgId, id, 2);
    await deliver(post.services, orgId, id, 3);
    assert.deepEqual(await row(id), { status: 'sent', attempts: 2 });
    // The dead worker's server had the mail in hand: nobody can know whether it kept it, but its receiver can.
    assert.equal(box.received.length, 2);
    const ids = box.received.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim());
    assert.deepEqual(new Set(ids), new Set([`<${id}@sales.example>`]));
  });

  it('and a message that a worker has ended is not sent by another one that comes late', async () => {
    hold = 'take';
    entered = Promise.withResolvers();
    box.received.splice(0);
    const { id } = await write(post.company, await newLead(post.company));
    const late = Array.from({ length: 8 }, () => deliver(post.services, post.company.orgId, id));
    const ends = await Promise.allSettled(late);
    assert.ok(ends.some(({ status }) => status === 'fulfilled'));
    assert.equal(box.received.length, 1);
    assert.deepEqual(await row(id), { status: 'sent', attempts: 1 });
  });
});

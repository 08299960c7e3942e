import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openPost, type Post } from '#features/communicate/testing/post.ts';
import type { Json } from '#test/build/api.ts';
import { asAdmin } from '#test/build/services.ts';
import { sendScheduledOf } from './send-scheduled.ts';

const program = join(import.meta.dirname, 'testing/send-and-hang.ts');

type Point = 'prepared' | 'inside' | 'committed';

describe('a process that is killed while it sends a quote', () => {
  let post: Post;

  before(async () => {
    post = await openPost();
  });
  after(() => post?.stop());

  async function draft(): Promise<string> {
    const { scope } = post.company.nodes.branch;
    const contact = { firstName: 'Nora', email: `n${Math.random()}@customer.example`, scope };
    const { body } = await post.company.api.post<Json>('/contacts', contact);
    const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };
    const quote = { title: 'Offer', contactId: body.id, scope, lines: [line] };
    return (await post.company.api.post<Json>('/quotes', quote)).body.id;
  }

  async function killAt(point: Point, quoteId: string, scheduledId: string[] = []): Promise<void> {
    const { company, services, database } = post;
    const named = [database.appUrl, services.config.dataDir, company.orgId, company.admin.id, quoteId, point];
    const child = spawn(process.execPath, [program, ...named, ...scheduledId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    const reached = once(child.stdout, 'data');
    await Promise.race([
      reached,
      gone.then(([code]) => assert.fail(`It ended by itself with ${code} before it was ${point}.`)),
    ]);
    child.kill('SIGKILL');
    await gone;
  }

  async function traces(id: string): Promise<Record<string, unknown>> {
    const [row] = await asAdmin<Record<string, unknown>>(
      post.database.adminUrl,
      `select (select status from quote where id = $1) as status,
         (select count(*) from message where record_id = $1)::int as messages,
         (select count(*) from document_snapshot where record_id = $1)::int as snapshots,
         (select count(*) from public_link where record_id = $1)::int as links,
         (select count(*) from file where record_id = $1)::int as files,
         (select count(*) from outbox where record_id = $1 and type = 'quote.sent')::int as told,
         (select count(*) from quote_status_change where record_id = $1 and to_status = 'sent')::int as moved`,
      [id],
    );
    return row ?? {};
  }
  const nothing = { status: 'draft', messages: 0, snapshots: 0, links: 0, files: 0, told: 0, moved: 0 };
  const whole = { status: 'sent', messages: 1, snapshots: 1, links: 1, files: 1, told: 1, moved: 1 };

  for (const point of ['prepared', 'inside'] as const) {
    it(`leaves a draft when it was ${point}, which is sent whole by the next call`, async () => {
      const id = await draft();
      await killAt(point, id);
      assert.deepEqual(await traces(id), nothing);
      const { status, body } = await post.company.api.post<Json>(`/quotes/${id}/send`, {});
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(await traces(id), whole);
    });
  }

  it('has sent it whole when it was committed, and nobody sends it twice', async () => {
    const id = await draft();
    await killAt('committed', id);
    assert.deepEqual(await traces(id), whole);
    assert.equal((await post.company.api.post<Json>(`/quotes/${id}/send`, {})).status, 409);
    assert.deepEqual(await traces(id), whole);
  });

  it('at its time: the next run of the job sends it, once', async () => {
    const id = await draft();
    const scheduledAt = new Date(post.clock.now().getTime() + 60_000).toISOString();
    await post.company.api.post(`/quotes/${id}/send`, { scheduledAt });
    const { items } = (await post.company.api.get<Json>('/scheduled-sends')).body;
    await killAt('inside', id, [items[0].id]);
    assert.deepEqual(await traces(id), nothing);
    post.clock.advance(3_600_000);
    const run = () => sendScheduledOf(post.services, post.company.orgId, new AbortController().signal);
    await run();
    await run();
    assert.deepEqual(await traces(id), whole);
  });
});

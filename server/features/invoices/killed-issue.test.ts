import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { openPost, type Post } from '#features/communicate/testing/post.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { bodyOf, documentsIn } from '#test/build/documents.ts';
import { asAdmin } from '#test/build/services.ts';

const program = join(import.meta.dirname, 'testing/issue-and-hang.ts');

type Point = 'inside' | 'committed' | 'running';

describe('a process that is killed while it issues invoices', () => {
  let post: Post;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    post = await openPost();
    steps = documentsIn(post.company.api, post.company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => post?.stop());

  const drafts = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, () => steps.makeInvoice({ accountId })))).map(
      ({ id }) => id,
    );

  async function said(output: Readable, times: number): Promise<void> {
    for (let lines = 0; lines < times; ) {
      const [data] = (await once(output, 'data')) as [Buffer];
      lines += data.toString().split('\n').length - 1;
    }
  }

  /** Kills it once it has been there so many times. */
  async function killAt(point: Point, ids: string[], times = 1): Promise<void> {
    const { company, database } = post;
    const named = [database.appUrl, company.orgId, company.admin.id, point, ...ids];
    const child = spawn(process.execPath, [program, ...named], { stdio: ['ignore', 'pipe', 'inherit'] });
    const gone = once(child, 'exit');
    await Promise.race([
      said(child.stdout, times),
      gone.then(([code]) => assert.fail(`It ended by itself with ${code} before it was ${point}.`)),
    ]);
    child.kill('SIGKILL');
    await gone;
  }

  /** What an invoice left behind; `issued` and `told` are how often its issue was noted and announced. */
  async function traces(id: string) {
    const [row] = await asAdmin<{
      status: string;
      numbered: boolean;
      snapshots: number;
      issued: number;
      told: number;
    }>(
      post.database.adminUrl,
      `select status, number is not null as numbered,
         (select count(*) from document_snapshot where record_id = $1)::int as snapshots,
         (select count(*) from invoice_status_change where record_id = $1 and to_status = 'issued')::int as issued,
         (select count(*) from outbox where record_id = $1 and type = 'invoice.issued')::int as told
       from invoice where id = $1`,
      [id],
    );
    return row;
  }
  const draft = { status: 'draft', numbered: false, snapshots: 0, issued: 0, told: 0 };
  const whole = { status: 'issued', numbered: true, snapshots: 1, issued: 1, told: 1 };

  async function assertNoHole(): Promise<void> {
    const rows = await asAdmin<{ number: string }>(
      post.database.adminUrl,
      'select number from invoice where org_id = $1 and number is not null order by number',
      [post.company.orgId],
    );
    assert.deepEqual(
      rows.map(({ number }) => Number(number.slice(-5))),
      rows.map((_, at) => at + 1),
    );
  }

  it('leaves a draft when nothing was committed, and the number that it held is the next one’s', async () => {
    const [id = '', other = ''] = await drafts(2);
    await killAt('inside', [id]);
    assert.deepEqual(await traces(id), draft);
    const { number } = bodyOf(await steps.issue(other));
    assert.match(String(number), /-00001$/);
    bodyOf(await steps.issue(id));
    assert.deepEqual(await traces(id), whole);
    await assertNoHole();
  });

  it('has issued it whole when it was committed, and nobody issues it twice', async () => {
    const [id = ''] = await drafts(1);
    await killAt('committed', [id]);
    assert.deepEqual(await traces(id), whole);
    const again = await steps.issue(id);
    assert.deepEqual([again.status, again.body.code], [409, 'illegal_transition']);
    assert.deepEqual(await traces(id), whole);
    await assertNoHole();
  });

  it('in the middle of many leaves each a draft or issued, and the rest follow without a hole', async () => {
    const ids = await drafts(24);
    const left = async () => {
      const open = await Promise.all(ids.map(traces));
      return ids.filter((_, at) => open[at]?.status === 'draft');
    };
    await killAt('running', await left(), 2);
    await killAt('running', await left(), 4);
    const drafted = (await left()).length;
    assert.ok(drafted > 0 && drafted <= 18, `${drafted} drafts when the processes were dead`);
    for (const id of ids) {
      const found = await traces(id);
      assert.deepEqual(found, found?.status === 'draft' ? draft : whole);
    }
    await assertNoHole();
    await Promise.all(ids.map((id) => steps.issue(id)));
    for (const found of await Promise.all(ids.map(traces))) assert.deepEqual(found, whole);
    await assertNoHole();
    const { valid } = await post.company.asSystem((call) => verifyAudit(call), 'read');
    assert.equal(valid, true);
  });
});

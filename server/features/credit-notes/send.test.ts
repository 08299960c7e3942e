import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPost, type Post } from '#features/communicate/testing/post.ts';
import type { Json } from '#test/build/api.ts';
import { asAdmin } from '#test/build/services.ts';

const line = { description: 'Desk', quantity: '2', unitPrice: '500', taxRate: '19' };

describe('sending orders and credit notes', () => {
  let post: Post;
  let accountId: string;

  before(async () => {
    post = await openPost();
    accountId = await make('/accounts', { name: 'Acme', email: 'books@acme.example' });
  });
  after(() => post?.stop());

  const ask = (path: string, body: object = {}) => post.company.api.post<Json>(path, body);
  const look = async (token: string) =>
    (await fetch(`${post.url}/api/v1/public/${token}`)).json() as Promise<Json>;
  const told = async (id: string, type: string) =>
    (
      await asAdmin(
        post.database.adminUrl,
        'select type from parley.outbox where record_id = $1 and type = $2',
        [id, type],
      )
    ).length;
  const tokenOf = async (path: string): Promise<string> =>
    (await post.company.api.get<Json>(`${path}/public-link`)).body.link.token;

  async function make(path: string, body: object): Promise<string> {
    const { scope } = post.company.nodes.branch;
    const answer = await ask(path, { scope, ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id;
  }
  async function pdfOf(token: string): Promise<string> {
    const answer = await fetch(`${post.url}/api/v1/public/${token}/pdf`);
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString();
  }
  async function creditNote(): Promise<string> {
    const invoice = await make('/invoices', { accountId, lines: [line] });
    await ask(`/invoices/${invoice}/issue`);
    const answer = await ask(`/invoices/${invoice}/credit`, { reason: 'Returned', amount: '119' });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id;
  }

  it('a confirmed order goes out with its PDF and link, and again; a draft and a cancelled one do not', async () => {
    const id = await make('/orders', {
      title: 'Desks',
      accountId,
      internalNote: 'Slow payer',
      lines: [line],
    });
    assert.equal((await ask(`/orders/${id}/send`)).body.code, 'illegal_transition');
    assert.equal((await ask(`/orders/${id}/public-link`)).body.code, 'not_shareable');
    await ask(`/orders/${id}/confirm`);
    const preview = (await post.company.api.get<Json>(`/orders/${id}/send-preview`)).body;
    assert.deepEqual([preview.email, preview.subject.includes('Sales order')], ['books@acme.example', true]);
    const { status, body } = await ask(`/orders/${id}/send`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.message.to, body.emailed], ['books@acme.example', true]);
    assert.deepEqual([body.order.status, typeof body.order.sentAt], ['confirmed', 'string']);
    const again = (await ask(`/orders/${id}/send`)).body;
    assert.deepEqual([again.publicUrl, again.pdfFileId], [body.publicUrl, body.pdfFileId]);
    assert.equal(await told(id, 'order.sent'), 2);
    const token = await tokenOf(`/orders/${id}`);
    const page = await look(token);
    assert.deepEqual([page.kind, page.status, page.content.total], ['order', 'confirmed', '1190.00']);
    assert.ok(!JSON.stringify(page).includes('Slow payer'));
    assert.equal(await pdfOf(token), '%PDF-');
    await ask(`/orders/${id}/cancel`, { reason: 'Mistake' });
    assert.equal((await look(token)).status, 'cancelled');
    assert.equal((await ask(`/orders/${id}/send`)).body.code, 'illegal_transition');
  });

  it('an issued credit note goes out with its PDF and link; a draft does not', async () => {
    const id = await creditNote();
    assert.equal((await ask(`/credit-notes/${id}/send`)).body.code, 'illegal_transition');
    await ask(`/credit-notes/${id}/issue`);
    const { status, body } = await ask(`/credit-notes/${id}/send`, { message: 'Here it is.' });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.message.to, body.creditNote.status], ['books@acme.example', 'issued']);
    assert.ok(body.creditNote.sentAt);
    assert.equal(await told(id, 'credit_note.sent'), 1);
    const token = await tokenOf(`/credit-notes/${id}`);
    const page = await look(token);
    assert.deepEqual([page.kind, page.status, page.content.total], ['credit_note', 'credited', '119.00']);
    assert.equal(page.content.bankDetails, null);
    assert.equal(await pdfOf(token), '%PDF-');
  });

  it('is for whoever may send, of what they see and in the version that they saw', async () => {
    const id = await make('/orders', { title: 'Desks', accountId, lines: [line] });
    await ask(`/orders/${id}/confirm`);
    const note = await creditNote();
    await ask(`/credit-notes/${note}/issue`);
    const stale = await post.company.api.post<Json>(`/orders/${id}/send`, {}, { 'if-match': '"7"' });
    assert.equal(stale.status, 412);
    const viewer = await post.company.addMember('viewer', post.company.nodes.branch, 'Vera');
    assert.equal((await viewer.api.post(`/orders/${id}/send`, {})).status, 403);
    const rep = await post.company.addMember('sales_representative', post.company.nodes.branch, 'Rana');
    assert.equal((await rep.api.post(`/credit-notes/${note}/send`, {})).status, 403);
    const beside = await post.company.addMember('administrator', post.company.nodes.otherBranch, 'Otto');
    assert.equal((await beside.api.post(`/orders/${id}/send`, {})).status, 404);
    assert.equal((await beside.api.post(`/credit-notes/${note}/send`, {})).status, 404);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GiveUp, type Job } from '#platform/jobs/job.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { asAdmin } from '#test/build/services.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { bulkJob } from './jobs.ts';

describe('bulk changes', () => {
  let server: WholeServer;
  let company: TestCompany;
  let admin: Api;

  before(async () => {
    server = await startWholeServer('2026-05-13T10:00:00Z');
    company = await createTestCompany(server);
    admin = company.api;
  });
  after(() => server.stop());

  const rows = <Row extends Record<string, unknown>>(statement: string, values: unknown[] = []) =>
    asAdmin<Row>(server.database.adminUrl, statement, values);

  async function lead(body: object, api = admin): Promise<Json> {
    const answer = await api.post('/leads', { companyName: 'Firm', ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  async function begin(body: object, api = admin, path = '/leads/bulk'): Promise<string> {
    const answer = await api.post(path, body);
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    return answer.body.jobId;
  }
  function work(jobId: string, signal = new AbortController().signal): Promise<void> {
    const data = { orgId: company.orgId, backgroundJobId: jobId };
    const job: Job = { id: jobId, data, retryCount: 0, signal };
    return bulkJob.run(server.services, job);
  }
  async function run(body: object, api = admin): Promise<{ jobId: string; job: Json }> {
    const jobId = await begin(body, api);
    await work(jobId);
    return { jobId, job: (await api.get(`/jobs/${jobId}`)).body };
  }
  const read = async (id: string, api = admin) => (await api.get(`/leads/${id}`)).body;

  test('all that a filter finds is changed once, as by single writes, and given back by undo', async () => {
    const made: Json[] = [];
    for (let number = 0; number < 120; number += 1) {
      made.push(await lead({ companyName: `Many ${number}`, source: 'Fair', tags: [`n${number}`] }));
    }
    await lead({ source: 'Web' });
    const { jobId, job } = await run({
      filter: { source: 'Fair' },
      action: 'edit',
      values: { quality: 'hot', jobTitle: 'Buyer' },
    });
    assert.equal(job.status, 'done');
    assert.deepEqual([job.done, job.total], [120, 120]);
    const { changed, unchanged, refused } = job.result;
    assert.deepEqual({ changed, unchanged, refused }, { changed: 120, unchanged: 0, refused: 0 });
    assert.equal((await admin.get('/leads?quality=hot')).body.total.value, 120);
    const entries = await rows<{ n: number }>(
      `select count(*)::int as n from audit_entry where org_id = $1 and action = 'lead.updated'`,
      [company.orgId],
    );
    assert.equal(entries[0]?.n, 120);
    // Somebody is quicker than the undo for one of them.
    const touched = made[3]!;
    assert.equal((await admin.patch(`/leads/${touched.id}`, { jobTitle: 'Head' })).status, 200);
    const undo = await admin.post(`/bulk/${jobId}/undo`);
    assert.equal(undo.status, 202, JSON.stringify(undo.body));
    await work(undo.body.jobId);
    const undone = (await admin.get(`/jobs/${undo.body.jobId}`)).body;
    assert.deepEqual([undone.result.changed, undone.result.refused], [119, 1]);
    assert.equal(undone.errors[0].code, 'stale_version');
    assert.equal((await read(touched.id)).jobTitle, 'Head');
    const back = await read(made[0]!.id);
    assert.deepEqual([back.quality, back.jobTitle, back.version], [null, null, 3]);
    assert.equal((await admin.post(`/bulk/${jobId}/undo`)).status, 409, 'once');
    const csv = String((await admin.get(`/bulk/${undo.body.jobId}/refused.csv`)).body);
    assert.match(csv, new RegExp(`${touched.id},Many 3,stale_version`));
  });

  test('a refused record stops nothing else and leaves no trace of itself', async () => {
    const fine = await lead({});
    const converted = await lead({ companyName: 'History' });
    const conversion = { accountName: 'History', opportunityName: 'Deal', quoteTitle: 'Offer' };
    assert.equal((await admin.post(`/leads/${converted.id}/convert`, conversion)).status, 200);
    const absent = company.orgId;
    const { jobId, job } = await run({
      ids: [fine.id, converted.id, absent, fine.id],
      action: 'tag',
      values: { tags: ['vip', 'fair'] },
    });
    assert.equal(job.total, 3, 'an id that is given twice is one record');
    assert.deepEqual([job.result.changed, job.result.refused], [1, 2]);
    assert.deepEqual((await read(fine.id)).tags, ['vip', 'fair']);
    const { items } = (await admin.get(`/bulk/${jobId}/items?status=refused`)).body;
    const codes = Object.fromEntries(items.map((item: Json) => [item.recordId, item.problem.code]));
    assert.deepEqual(codes, { [converted.id]: 'not_editable', [absent]: 'not_found' });
    const again = await run({ ids: [fine.id], action: 'tag', values: { tags: ['vip'] } });
    assert.equal(again.job.result.unchanged, 1);
    const untag = await run({ ids: [fine.id], action: 'untag', values: { tags: ['vip'] } });
    assert.equal(untag.job.result.changed, 1);
    assert.deepEqual((await read(fine.id)).tags, ['fair']);
  });

  test('archive, undo of it, restore; assignment keeps to what each member may do', async () => {
    const one = await lead({ companyName: 'Archive me' });
    const { jobId } = await run({ ids: [one.id], action: 'archive' });
    assert.notEqual((await read(one.id)).archivedAt, null);
    assert.equal((await admin.get('/leads?archived=true')).body.items[0].id, one.id);
    const undo = await admin.post(`/bulk/${jobId}/undo`);
    await work(undo.body.jobId);
    assert.equal((await read(one.id)).archivedAt, null);

    const seller = await company.addMember('sales_representative', company.nodes.branch, 'Sami');
    const own = await lead({ companyName: 'Mine', ownerId: seller.id, scope: company.nodes.branch.scope });
    const others = await lead({ companyName: 'Not mine', scope: company.nodes.branch.scope });
    const tagged = await run(
      { ids: [own.id, others.id], action: 'tag', values: { tags: ['x'] } },
      seller.api,
    );
    assert.deepEqual([tagged.job.result.changed, tagged.job.result.refused], [1, 1]);
    assert.equal(tagged.job.errors[0].code, 'not_found');
    assert.equal((await admin.get(`/bulk/${tagged.jobId}`)).status, 404, 'only who began it sees it');
    const assigned = await run({ ids: [own.id], action: 'assign', values: { ownerId: company.admin.id } });
    assert.equal(assigned.job.result.changed, 1);
    assert.equal((await read(own.id)).ownerId, company.admin.id);
    const viewer = await company.addMember('viewer', company.nodes.root);
    const refused = await viewer.api.post('/leads/bulk', { ids: [own.id], action: 'archive' });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.capability, 'crm.leads.delete');
  });

  test('work that was killed in the middle goes on, and nothing is done twice', async () => {
    for (let number = 0; number < 130; number += 1) await lead({ source: 'Kill' });
    const jobId = await begin({ filter: { source: 'Kill' }, action: 'edit', values: { jobTitle: 'Once' } });
    const stop = new AbortController();
    const watch = setInterval(async () => {
      const { body } = await admin.get(`/bulk/${jobId}`);
      if (body.counts.changed > 0) stop.abort(new Error('killed'));
    }, 5);
    await assert.rejects(work(jobId, stop.signal), /killed/);
    clearInterval(watch);
    const half = (await admin.get(`/bulk/${jobId}`)).body;
    assert.equal(half.status, 'running');
    assert.ok(half.counts.waiting > 0 && half.counts.changed > 0, JSON.stringify(half.counts));
    // Two workers at once, as after a heartbeat that came too late.
    await Promise.all([work(jobId), work(jobId)]);
    const whole = (await admin.get(`/bulk/${jobId}`)).body;
    assert.deepEqual([whole.status, whole.counts.changed], ['done', 130]);
    const versions = await rows<{ version: number }>(
      `select distinct version from lead where org_id = $1 and source = 'Kill'`,
      [company.orgId],
    );
    assert.deepEqual(versions, [{ version: 2 }]);
  });

  test('cancelling ends where it stands', async () => {
    for (let number = 0; number < 60; number += 1) await lead({ source: 'Stop' });
    const jobId = await begin({ filter: { source: 'Stop' }, action: 'archive' });
    assert.equal((await admin.post(`/jobs/${jobId}/cancel`)).status, 200);
    await work(jobId);
    const { status, counts } = (await admin.get(`/bulk/${jobId}`)).body;
    assert.deepEqual([status, counts.waiting], ['cancelled', 60]);
  });

  test('what makes no sense is refused by its field before anything begins', async () => {
    const { id } = await lead({});
    const ask = async (body: object) => {
      const answer = await admin.post('/leads/bulk', body);
      return [answer.status, ...(answer.body.errors ?? []).map(({ path, code }: Json) => `${path} ${code}`)];
    };
    assert.deepEqual(await ask({ action: 'archive' }), [422, 'ids required']);
    assert.deepEqual(await ask({ ids: [id], filter: {}, action: 'archive' }), [422, 'filter not_allowed']);
    assert.deepEqual(await ask({ ids: [id], action: 'edit' }), [422, 'values required']);
    assert.deepEqual(await ask({ ids: [id], action: 'edit', values: { status: 'lost' } }), [
      422,
      'values.status unknown_field',
    ]);
    assert.deepEqual(await ask({ ids: [id], action: 'edit', values: { email: 'no' } }), [
      422,
      'values.email invalid_email',
    ]);
    assert.deepEqual(await ask({ ids: [id], action: 'tag', values: { tags: [] } }), [
      422,
      'values.tags too_few',
    ]);
    assert.deepEqual(await ask({ ids: [id], action: 'archive', values: { tags: [] } }), [
      422,
      'values not_allowed',
    ]);
    assert.deepEqual(await ask({ filter: { nope: '1' }, action: 'archive' }), [
      422,
      'filter.nope unknown_field',
    ]);
    assert.equal((await admin.post('/payments/bulk', { ids: [id], action: 'archive' })).status, 405);
    await assert.rejects(
      bulkJob.run(server.services, { id, data: {}, retryCount: 0, signal: AbortSignal.abort() }),
      GiveUp,
    );
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { pipelineEndpoints } from './endpoints.ts';

const day = 86_400_000;

describe('pipelines', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;

  before(async () => {
    server = await startTestServer({
      role: 'web',
      endpoints: [...pipelineEndpoints, ...opportunityEndpoints, ...leadEndpoints],
    });
    company = await createTestCompany(server);
    api = company.api;
  });
  after(() => server.stop());

  const ok = ({ status, body }: { status: number; body: Json }): Json => {
    assert.ok(status < 300, JSON.stringify(body));
    return body;
  };
  const post = async (path: string, body: object): Promise<Json> => ok(await api.post(path, body));
  const patch = async (path: string, body: object): Promise<Json> => ok(await api.patch(path, body));
  const get = async (path: string): Promise<Json> => ok(await api.get(path));
  const firstOf = async (kind: string): Promise<Json> => (await get(`/pipelines?kind=${kind}`)).items[0];
  let made = 0;
  const add = (body: object = {}) => {
    made += 1;
    return post('/pipelines', { kind: 'opportunity', name: `Way ${made}`, ...body });
  };
  const deal = (body: object = {}) => post('/opportunities', { name: 'Deal', ...body });
  const wire = (stages: Json[]) =>
    stages.map(({ id, name, status, probability, rottingDays }) => ({
      ...{ id, name, status, rottingDays },
      ...(probability === null ? {} : { probability }),
    }));

  it('a company starts with one of each kind, with the stages of the handbook [R40] [R91]', async () => {
    const { items } = await get('/pipelines');
    assert.deepEqual(
      items.map((one: Json) => [one.kind, one.isDefault, one.nameKey]),
      [
        ['opportunity', true, 'handbook_opportunity'],
        ['lead', true, 'handbook_lead'],
      ],
    );
    assert.deepEqual(
      items[0].stages.map((stage: Json) => [stage.status, stage.probability, stage.nameKey]),
      [
        ['new', 10, 'opportunity.new'],
        ['qualified', 25, 'opportunity.qualified'],
        ['quote_ready', 50, 'opportunity.quote_ready'],
        ['negotiation', 75, 'opportunity.negotiation'],
        ['won', 100, 'opportunity.won'],
        ['lost', 0, 'opportunity.lost'],
      ],
    );
    const opened = await deal();
    assert.deepEqual([opened.pipelineId, opened.stageId], [items[0].id, items[0].stages[0].id]);
  });

  it('the preset Prospect to Won is made in one act, and a lost stage beside it [R40]', async () => {
    const { stages } = await add({ preset: 'classic' });
    assert.deepEqual(
      stages.map(({ name }: Json) => name),
      ['Prospect', 'Qualified', 'Proposal Sent', 'Negotiation', 'Won', 'Lost'],
    );
    const refused = await api.post('/pipelines', { kind: 'lead', name: 'X', preset: 'classic' });
    assert.equal(refused.body.errors[0].path, 'preset');
  });

  it('refuses stages that a pipeline cannot have, by the field', async () => {
    const codes = async (kind: string, stages: object[]) => {
      const { status, body } = await api.post('/pipelines', { kind, name: 'Odd', stages });
      assert.equal(status, 422, JSON.stringify(body));
      return body.errors.map(({ path, code }: Json) => `${path}: ${code}`);
    };
    const won = { name: 'Won', status: 'won' };
    const lost = { name: 'Lost', status: 'lost' };
    const fresh = { name: 'New', status: 'new' };
    assert.deepEqual(await codes('opportunity', [fresh, won]), ['stages: required']);
    assert.deepEqual(await codes('opportunity', [won, lost]), ['stages: required']);
    assert.deepEqual(await codes('lead', [fresh]), ['stages: required']);
    assert.deepEqual(await codes('opportunity', [fresh, won, lost, { name: 'New', status: 'qualified' }]), [
      'stages.3.name: duplicate',
    ]);
    assert.deepEqual(await codes('opportunity', [{ ...fresh, status: 'contacted' }, fresh, won, lost]), [
      'stages.0.status: unknown_value',
      'stages.1.name: duplicate',
    ]);
    assert.deepEqual(await codes('opportunity', [fresh, { ...won, probability: 90, rottingDays: 3 }, lost]), [
      'stages.1.probability: out_of_range',
      'stages.1.rottingDays: not_allowed',
    ]);
    const converted = { name: 'Converted', status: 'converted' };
    assert.deepEqual(await codes('lead', [{ ...fresh, probability: 5 }, converted]), [
      'stages.0.probability: not_allowed',
    ]);
  });

  it('renames, adds, orders and removes stages; a name of ours is translated until it is changed', async () => {
    const before = await add({ preset: 'classic' });
    const [prospect, qualified, sent, negotiation, won, lost] = wire(before.stages);
    const wanted = [
      qualified,
      { ...prospect, name: 'First talk', rottingDays: 7 },
      { name: 'Trial', status: 'negotiation', probability: 60 },
      negotiation,
      won,
      lost,
    ];
    const next = await patch(`/pipelines/${before.id}`, { name: 'Renewals', stages: wanted });
    assert.deepEqual(
      next.stages.map((stage: Json) => [stage.name, stage.nameKey, stage.probability, stage.rottingDays]),
      [
        ['Qualified', 'classic.qualified', 25, null],
        ['First talk', null, 10, 7],
        ['Trial', null, 60, null],
        ['Negotiation', 'classic.negotiation', 75, null],
        ['Won', 'classic.won', 100, null],
        ['Lost', 'classic.lost', 0, null],
      ],
    );
    assert.equal(next.version, 2);
    const same = await patch(`/pipelines/${before.id}`, { stages: wire(next.stages) });
    assert.equal(same.version, 2, 'a patch that changes nothing writes nothing');
    const stale = await api.patch(`/pipelines/${before.id}`, { name: 'Late' }, { 'if-match': '"1"' });
    assert.equal(stale.body.code, 'stale_version');
    const bent = await api.patch(`/pipelines/${before.id}`, {
      stages: wire(next.stages).map((stage, index) => (index === 0 ? { ...stage, status: 'new' } : stage)),
    });
    assert.equal(bent.body.errors[0].path, 'stages.0.status');
    const gone = await api.patch(`/pipelines/${before.id}`, { stages: [...wire(next.stages), sent] });
    assert.equal(gone.body.errors[0].path, 'stages.6.id', 'a removed stage does not come back by its id');
    const opened = await deal({ pipelineId: before.id });
    assert.deepEqual([opened.stage, opened.probability], ['qualified', 25], 'opens at the first open stage');
  });

  it('a stage that holds records goes only when told where they go, and each keeps its history', async () => {
    const pipeline = await add({ preset: 'classic' });
    const [prospect, qualified, , , won] = pipeline.stages;
    const kept = await deal({ pipelineId: pipeline.id });
    const typed = await deal({ pipelineId: pipeline.id, probability: 33 });
    const archived = await deal({ pipelineId: pipeline.id });
    ok(await api.delete(`/opportunities/${archived.id}`));
    const path = `/pipelines/${pipeline.id}`;
    const stages = wire(pipeline.stages).slice(1);
    const refused = await api.patch(path, { stages });
    assert.deepEqual([refused.status, refused.body.code], [409, 'has_dependents']);
    assert.deepEqual(refused.body.stages, [{ stageId: prospect.id, name: 'Prospect', count: 3 }]);
    const asWon = await api.patch(path, { stages, moveTo: { [prospect.id]: won.id } });
    assert.equal(asWon.body.errors[0].code, 'not_allowed', 'nothing is won by an editor');
    const nowhere = await api.patch(path, { stages, moveTo: { [prospect.id]: prospect.id } });
    assert.equal(nowhere.body.errors[0].code, 'not_found');
    await patch(path, { stages, moveTo: { [prospect.id]: qualified.id } });
    const after = await get(`/opportunities/${kept.id}`);
    assert.deepEqual(
      [after.stage, after.stageId, after.probability, after.version],
      ['qualified', qualified.id, 25, 2],
    );
    assert.equal((await get(`/opportunities/${typed.id}`)).probability, 33, 'a typed probability stays');
    const history = await asAdmin(
      server.database.adminUrl,
      'select from_status, to_status, from_stage_id, to_stage_id, pipeline_id from opportunity_status_change where record_id = $1 order by at, id',
      [kept.id],
    );
    assert.deepEqual(history.at(-1), {
      from_status: 'new',
      to_status: 'qualified',
      from_stage_id: prospect.id,
      to_stage_id: qualified.id,
      pipeline_id: pipeline.id,
    });
  });

  it('a pipeline goes with its records told where to; the default stays', async () => {
    const first = await firstOf('opportunity');
    const other = await add();
    const won = await deal({ pipelineId: other.id });
    await post(`/opportunities/${won.id}/mark-won`, {});
    const standard = await api.delete(`/pipelines/${first.id}`);
    assert.equal(standard.body.code, 'not_editable');
    assert.equal((await api.delete(`/pipelines/${other.id}`)).body.code, 'has_dependents');
    const target = first.stages.find(({ status }: Json) => status === 'won');
    const from = other.stages.find(({ status }: Json) => status === 'won');
    const removed = await post(`/pipelines/${other.id}/remove`, { moveTo: { [from.id]: target.id } });
    assert.deepEqual(removed, { removed: true, moved: 1 });
    const moved = await get(`/opportunities/${won.id}`);
    assert.deepEqual([moved.pipelineId, moved.stageId, moved.stage], [first.id, target.id, 'won']);
    assert.equal((await api.get(`/pipelines/${other.id}`)).status, 404);
    assert.equal((await api.post('/opportunities', { name: 'X', pipelineId: other.id })).status, 422);
  });

  it('another default takes over, and the order of pipelines is the company’s', async () => {
    const first = await firstOf('lead');
    const second = await post('/pipelines', { kind: 'lead', name: 'Partners', isDefault: true });
    assert.equal((await firstOf('lead')).isDefault, false);
    const lead = await post('/leads', { firstName: 'Lea' });
    assert.equal(lead.pipelineId, second.id);
    const answer = ok(await api.put('/pipelines/order', { kind: 'lead', ids: [second.id, first.id] }));
    assert.deepEqual(
      answer.items.map(({ id }: Json) => id),
      [second.id, first.id],
    );
    await patch(`/pipelines/${first.id}`, { isDefault: true });
    const off = await api.patch(`/pipelines/${first.id}`, { isDefault: false });
    assert.equal(off.body.errors[0].path, 'isDefault');
  });

  it('a record moves by stage, and to another pipeline at the stage most like its own [R91] [R93]', async () => {
    const handbook = await firstOf('opportunity');
    const other = await add({
      stages: [
        { name: 'Talk', status: 'new' },
        { name: 'Demo', status: 'qualified', probability: 30 },
        { name: 'Second demo', status: 'qualified', probability: 40 },
        { name: 'Won', status: 'won' },
        { name: 'Lost', status: 'lost' },
      ],
    });
    const opened = await deal({ pipelineId: handbook.id });
    const negotiating = await post(`/opportunities/${opened.id}/stage`, { stage: 'negotiation' });
    assert.equal(negotiating.probability, 75);
    const moved = await patch(`/opportunities/${opened.id}`, { pipelineId: other.id });
    assert.deepEqual([moved.stage, moved.stageId, moved.probability], ['qualified', other.stages[2].id, 40]);
    const back = await post(`/opportunities/${opened.id}/stage`, { stageId: other.stages[1].id });
    assert.deepEqual([back.stage, back.probability], ['qualified', 30], 'within one status too');
    assert.notEqual(back.stageChangedAt, moved.stageChangedAt);
    const foreign = await api.post(`/opportunities/${opened.id}/stage`, { stageId: handbook.stages[0].id });
    assert.deepEqual([foreign.status, foreign.body.errors[0].path], [422, 'stageId']);
    const missing = await api.post(`/opportunities/${opened.id}/stage`, { stage: 'negotiation' });
    assert.deepEqual([missing.status, missing.body.errors[0].path], [422, 'stage']);
    const lead = await post('/leads', { firstName: 'Lea' });
    const wrong = await api.patch(`/leads/${lead.id}`, { pipelineId: other.id });
    assert.equal(wrong.body.errors[0].path, 'pipelineId', 'a lead takes no pipeline of opportunities');
    assert.equal((await api.patch(`/leads/${lead.id}`, { pipelineId: null })).status, 422);
  });

  it('a board shows its pipeline: counts, owners, what rots, and pages of one column [R41] [R95] [R96]', async () => {
    const pipeline = await add({ preset: 'classic' });
    const stages = wire(pipeline.stages).map((stage, at) =>
      at === 0 ? { ...stage, rottingDays: 5 } : stage,
    );
    await patch(`/pipelines/${pipeline.id}`, { stages });
    const seller = await company.addMember('sales_representative', company.nodes.branch);
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const scope = company.nodes.branch.scope;
      const ownerId = index < 3 ? seller.id : null;
      ids.push((await deal({ pipelineId: pipeline.id, ownerId, scope, amount: '10.01' })).id);
    }
    await asAdmin(
      server.database.adminUrl,
      'update opportunity set stage_changed_at = now() - $2::interval where id = $1',
      [ids[4], `${6 * day} milliseconds`],
    );
    const board = await get(`/opportunities/board?pipelineId=${pipeline.id}&limit=2`);
    assert.equal(board.pipelineId, pipeline.id);
    const [first] = board.columns;
    assert.deepEqual(
      [first.name, first.count, first.rotting.value],
      ['Prospect', { value: 5, exact: true }, 1],
    );
    assert.deepEqual(first.owners, [
      { ownerId: seller.id, name: seller.name, count: 3 },
      { ownerId: null, name: null, count: 2 },
    ]);
    assert.deepEqual(first.sums, [{ currency: 'EUR', amount: '50.05', weighted: '5.01', count: 5 }]);
    assert.deepEqual(
      first.items.map((item: Json) => item.rotting),
      [true, false],
    );
    const next = await get(
      `/opportunities/board?pipelineId=${pipeline.id}&stageId=${first.stageId}&limit=2&cursor=${first.nextCursor}`,
    );
    assert.equal(next.columns.length, 1);
    assert.deepEqual(
      next.columns[0].items.map(({ id }: Json) => id),
      [ids[2], ids[1]],
    );
    const mine = await get(`/opportunities/board?pipelineId=${pipeline.id}&ownerId=${seller.id}`);
    assert.equal(mine.columns[0].count.value, 3);
    const astray = await api.get(`/opportunities/board?cursor=${first.nextCursor}`);
    assert.equal(astray.body.errors[0].path, 'cursor');
    assert.equal((await api.get(`/leads/board?pipelineId=${pipeline.id}`)).status, 404);
    // A stage of no pipeline leaves no column, and the board says which pipeline it would be.
    const none = await get(`/leads/board?stageId=${pipeline.id}`);
    const [usual] = (await get('/pipelines')).items.filter(
      ({ kind, isDefault }: Json) => kind === 'lead' && isDefault,
    );
    assert.deepEqual(none, { pipelineId: usual.id, columns: [] });
    const listed = await get(`/opportunities?stageId=${first.stageId}`);
    assert.equal(listed.total.value, 5);
  });
});

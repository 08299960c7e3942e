import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

let server: WholeServer;
let company: TestCompany;

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
});
after(() => server?.stop());

async function make(path: string, body: object): Promise<string> {
  const answer = await company.api.post(path, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.id;
}

const historyOf = async (kind: 'lead' | 'opportunity', id: string) => {
  const lines = await rowsOf<{ from: string; to: string }>(
    server,
    `select from_status as from, to_status as to from ${kind}_status_change where record_id = $1 order by at, id`,
    [id],
  );
  return lines.map(({ from, to }) => `${from} ${to}`);
};

test('Whoever began earlier and came later stands behind in the history: of moves, of pipelines, of removed stages', async () => {
  const id = await make('/opportunities', { name: 'Deal' });
  const { body: other } = await company.api.post('/pipelines', { kind: 'opportunity', name: 'Other' });
  server.clock.set('2026-03-02T08:00:10Z');
  await company.api.post(`/opportunities/${id}/stage`, { stage: 'negotiation' });
  // As if these requests had begun before that one, and had waited for it.
  server.clock.set('2026-03-02T08:00:05Z');
  await company.api.post(`/opportunities/${id}/stage`, { stage: 'qualified' });
  const moved = await company.api.patch(`/opportunities/${id}`, { pipelineId: other.id });
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  const stages = (other.stages as { id: string; name: string; status: string }[]).map(
    ({ id: stageId, name, status }) => ({ id: stageId, name, status }),
  );
  const [from, to] = [
    stages.find(({ status }) => status === 'qualified'),
    stages.find(({ status }) => status === 'new'),
  ];
  const removed = await company.api.patch(`/pipelines/${other.id}`, {
    stages: stages.filter((stage) => stage !== from),
    moveTo: { [String(from?.id)]: to?.id },
  });
  assert.equal(removed.status, 200, JSON.stringify(removed.body));
  assert.deepEqual(await historyOf('opportunity', id), [
    'null new',
    'new negotiation',
    'negotiation qualified',
    'qualified qualified',
    'qualified new',
  ]);
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { createTestCompany } from '#test/build/company.ts';
import { startTestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { importEndpoints } from './endpoints.ts';
import { importJobs } from './jobs.ts';
import { importClient, workOff } from './testing/client.ts';

const count = 12_000;

test('[R38] A worker that is killed in the middle of an import loses no row and doubles none; undo takes all back', async () => {
  const server = await startTestServer({
    endpoints: [...importEndpoints, ...leadEndpoints],
    kinds: importJobs.map(({ kind }) => kind),
  });
  const { adminUrl, appUrl } = server.database;
  const company = await createTestCompany(server);
  const client = importClient(server, company.admin);
  const rows = Array.from({ length: count }, (_, n) => `Lead ${n},lead.${n}@many.example`);
  const { body } = await client.upload('lead', 'many.csv', `First name,Email\n${rows.join('\n')}\n`);
  const id = String(body.id);
  // The plan is what a dry run of a line would leave; trying all of it first would only take longer.
  await asAdmin(adminUrl, 'update data_import set plan = $2 where id = $1', [
    id,
    JSON.stringify({
      mapping: body.mapping,
      matchOn: ['email'],
      onDuplicate: 'skip',
      dateOrder: 'ymd',
      decimalComma: false,
      values: {},
    }),
  ]);
  const { body: begun } = await company.api.post(`/imports/${id}/run`, {});
  const jobId = String(begun.jobId);
  const worker = join(import.meta.dirname, 'testing/import-and-hang.ts');
  const child = spawn(
    process.execPath,
    [worker, appUrl, server.services.config.dataDir, company.orgId, jobId],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const gone = once(child, 'exit');
  const done = async () => {
    const [row] = await asAdmin<{ position: number }>(
      adminUrl,
      'select position from data_import where id = $1',
      [id],
    );
    return row!.position;
  };
  while ((await done()) === 0) await new Promise((next) => setTimeout(next, 20));
  child.kill('SIGKILL');
  await gone;
  const reached = await done();
  assert.ok(reached > 0 && reached < count, `It was killed at ${reached}.`);
  await workOff(server, ['import', company.orgId, jobId]);
  const [made] = await asAdmin<Record<string, number>>(
    adminUrl,
    `select (select count(*) from lead where org_id = $1)::int as leads,
       (select count(distinct email) from lead where org_id = $1)::int as emails,
       (select count(*) from import_row where import_id = $2 and result = 'created')::int as ledger,
       (select count(*) from lead_status_change where org_id = $1)::int as history`,
    [company.orgId, id],
  );
  assert.deepEqual(made, { leads: count, emails: count, ledger: count, history: count });
  await client.undo(id);
  const { body: after } = await company.api.get(`/imports/${id}`);
  assert.deepEqual([after.status, after.undo], ['undone', { undone: count }]);
  const { body: list } = await company.api.get('/leads');
  assert.deepEqual(list.items, []);
  await server.stop();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit } from '#platform/access/call.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { type Verdict, verifyAudit } from './verify.ts';

let server: TestServer;

before(async () => {
  server = await startTestServer();
});

after(() => server.stop());

/** A company whose log has `length` entries. */
async function companyWithLog(length: number): Promise<TestCompany> {
  const company = await createTestCompany(server);
  const { entries } = await verified(company);
  await company.asSystem(async (call) => {
    for (let number = entries + 1; number <= length; number += 1) {
      const after = { number, umlaut: 'ä', nested: { b: 1, a: [null, true] } };
      audit(call, { action: 'test.written', recordKind: 'test', after });
    }
  });
  assert.deepEqual(await verified(company), { valid: true, entries: length });
  return company;
}

function verified(company: TestCompany): Promise<Verdict> {
  return company.asSystem(verifyAudit, 'read');
}

/** As somebody who has the database in hand. */
function tamper(company: TestCompany, statement: string): Promise<unknown> {
  return asAdmin(server.database.adminUrl, statement, [company.orgId]);
}

const cases: [what: string, brokenAt: number, statement: string][] = [
  ['a changed value', 7, `update audit_entry set after = '{"number": 8}' where org_id = $1 and position = 7`],
  [
    'a changed time',
    5,
    `update audit_entry set at = at - interval '1 day' where org_id = $1 and position = 5`,
  ],
  ['a changed actor', 6, `update audit_entry set actor_name = 'Somebody' where org_id = $1 and position = 6`],
  ['a removed entry', 8, 'delete from audit_entry where org_id = $1 and position = 8'],
  ['a removed first entry', 1, 'delete from audit_entry where org_id = $1 and position = 1'],
  ['a cut-off end', 11, 'delete from audit_entry where org_id = $1 and position >= 11'],
  ['a log that was emptied', 1, 'delete from audit_entry where org_id = $1'],
  ['a rewritten head', 12, `update audit_head set hash = repeat('a', 64) where org_id = $1`],
  [
    'a head that was set back',
    11,
    'update audit_head set position = 10, hash = (select hash from audit_entry where org_id = $1 and position = 10) where org_id = $1',
  ],
  [
    'an entry put in, with the ones after it pushed on',
    9,
    `with moved as (update audit_entry set position = position + 1000 where org_id = $1 and position >= 9 returning 1)
     insert into audit_entry (org_id, position, id, at, actor_kind, action, previous_hash, hash)
     select $1, 9, gen_random_uuid(), now(), 'system', 'test.forged', repeat('0', 64), repeat('0', 64) from (select count(*) from moved) counted`,
  ],
  [
    'two entries that changed places',
    6,
    `update audit_entry set position = case position when 6 then 1007 else 1006 end where org_id = $1 and position in (6, 7)`,
  ],
  [
    'an entry put behind the end',
    13,
    `insert into audit_entry (org_id, position, id, at, actor_kind, action, previous_hash, hash)
     select org_id, position + 1, gen_random_uuid(), now(), 'system', 'test.forged', hash, repeat('0', 64) from audit_head where org_id = $1`,
  ],
];

for (const [what, brokenAt, statement] of cases) {
  test(`the audit log shows ${what}, and where`, async () => {
    const company = await companyWithLog(12);
    await tamper(company, statement);
    assert.deepEqual(await verified(company), { valid: false, entries: brokenAt - 1, brokenAt });
  });
}

test('a log longer than a page is read to its end, and entries written meanwhile break nothing', async () => {
  const company = await companyWithLog(2_345);
  const verdicts = await Promise.all([
    verified(company),
    ...Array.from({ length: 20 }, () =>
      company.asSystem(async (call) =>
        audit(call, { action: 'test.written', after: { at: call.requestId } }),
      ),
    ),
    verified(company),
  ]);
  for (const verdict of verdicts) if (verdict) assert.equal(verdict.valid, true);
  assert.deepEqual(await verified(company), { valid: true, entries: 2_365 });
  await tamper(company, `update audit_entry set action = 'x' where org_id = $1 and position = 2001`);
  assert.equal((await verified(company)).brokenAt, 2_001);
});

test('the app itself can neither change nor remove an entry', async () => {
  const company = await companyWithLog(5);
  const attempt = (what: 'update' | 'delete') =>
    company.asSystem(async ({ database, orgId }) =>
      what === 'update'
        ? database.updateTable('auditEntry').set({ action: 'x' }).where('orgId', '=', orgId).execute()
        : database.deleteFrom('auditEntry').where('orgId', '=', orgId).execute(),
    );
  await assert.rejects(attempt('update'), /permission denied/);
  await assert.rejects(attempt('delete'), /permission denied/);
});

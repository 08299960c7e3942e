import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { seedOf } from '#test/bad-input/seed.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { assertAuditWhole, rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { invariants } from './invariants.ts';
import { type Deed, defineCustomFields, doDeed, nothingKnown, type Stage, work } from './random-work.ts';

const today = '2026-03-02';
const mustBeDone = [
  'convertLead',
  'invoiceQuote',
  'orderQuote',
  'invoiceOrder',
  'issueInvoice',
  'payInvoice',
  'creditInvoice',
  'refundPayment',
  'applyCredit',
  'writeOffInvoice',
  'moveAnything',
  'reviseQuote',
];
let server: WholeServer;
let stages: Stage[];

before(async () => {
  server = await startWholeServer(`${today}T08:00:00Z`);
  const [company, stranger] = await Promise.all([
    createTestCompany(server),
    createTestCompany(server, { name: 'Southwind', currency: 'JOD', otherCurrency: 'JPY' }),
  ]);
  stages = await Promise.all([company, stranger].map(withMembers));
});
after(() => server?.stop());

async function withMembers(company: TestCompany): Promise<Stage> {
  const { branch, otherBranch, entity } = company.nodes;
  await defineCustomFields(company.admin);
  // The administrator acts most often: fewer of the deeds end at a wall.
  const members = [
    company.admin,
    company.admin,
    company.admin,
    await company.addMember('administrator', branch, 'Bea Berlin'),
    await company.addMember('administrator', otherBranch, 'Amir Amman'),
    await company.addMember('sales_manager', entity, 'Rita Region'),
    await company.addMember('sales_representative', branch, 'Sami Seller'),
    await company.addMember('accountant', entity, 'Alia Accountant'),
  ];
  return { company, members, known: nothingKnown(), today };
}

async function brokenPlaces(): Promise<string[]> {
  const found: string[] = [];
  for (const { id, sql } of invariants) {
    const rows = await rowsOf<{ place: string }>(server, `select place from (${sql}) as broken limit 5`);
    found.push(...rows.map(({ place }) => `${id}: ${place}`));
  }
  return found;
}

async function isWaiting(orgId: string): Promise<boolean> {
  const [row] = await rowsOf<{ waiting: boolean }>(
    server,
    `select exists (select from outbox where org_id = $1 and position is null) or exists (
       select from outbox_delivery where org_id = $1 and dead_at is null and next_attempt_at <= $2) as waiting`,
    [orgId, server.clock.now().toISOString()],
  );
  return row?.waiting === true;
}

// A delivery ends after its turn of a second whatever is left, and consumers announce events of their own: how many
// turns a round of work needs depends on the machine.
async function settle(): Promise<void> {
  for (const { company } of stages) {
    let turns = 0;
    do {
      await server.deliver(company.orgId);
      turns += 1;
      assert.ok(turns <= 100, 'The events of a company never settle.');
    } while (await isWaiting(company.orgId));
  }
}

test('whatever two companies do, several at once: the data keeps its rules', async (context) => {
  const answers = new Map<string, number>();
  const count = (name: string) => answers.set(name, (answers.get(name) ?? 0) + 1);
  const doAll = async (batches: Deed[][]) => {
    for (const [index, batch] of batches.entries()) {
      const stage = stages[index % 5 === 4 ? 1 : 0] as Stage;
      const sent = await Promise.all(batch.map((deed) => doDeed(stage, deed)));
      sent.forEach(({ status, body }, at) => {
        assert.ok(status < 500, `${JSON.stringify(batch[at])}: ${JSON.stringify(body)}`);
        count(`${batch[at]?.verb} ${status < 300 ? 'done' : 'refused'}`);
      });
      server.clock.advance(1_000);
    }
    await settle();
    assert.deepEqual(await brokenPlaces(), []);
  };
  const property = fc.asyncProperty(work(100), doAll);
  const missing = () => mustBeDone.filter((name) => !answers.has(`${name} done`));
  // What one run leaves is where the next one starts: a failure is repeated by its seed, not shrunk.
  // A rare deed may find nothing to work on in the first rounds; the work goes on until each was done.
  const seed = seedOf(context);
  await fc.assert(property, { seed, numRuns: 5, endOnFailure: true });
  for (let round = 1; round <= 15 && missing().length > 0; round += 1)
    await fc.assert(property, { seed: seed + round, numRuns: 1, endOnFailure: true });
  for (const { company } of stages) await assertAuditWhole(server, company.orgId);
  context.diagnostic(JSON.stringify([...answers]));
  assert.deepEqual(missing(), [], JSON.stringify([...answers]));
});

describe('each rule is seen to be broken', () => {
  for (const invariant of invariants) {
    test(invariant.id, async () => {
      const client = new pg.Client({ connectionString: server.database.adminUrl });
      await client.connect();
      try {
        await client.query('begin');
        for (const statement of invariant.broken) await client.query(statement);
        const { rows } = await client.query(`select place from (${invariant.sql}) as broken limit 1`);
        assert.equal(rows.length, 1, `${invariant.id} does not see ${invariant.broken.join('; ')}`);
      } finally {
        await client.query('rollback');
        await client.end();
      }
    });
  }
});

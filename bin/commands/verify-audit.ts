import { parseArgs } from 'node:util';
import { type Verdict, verifyAudit } from '#platform/audit/verify.ts';
import { readConfig } from '#platform/config/config.ts';
import { startProblem } from '#platform/config/start-problem.ts';
import { openPool, type Pool } from '#platform/database/database.ts';
import { isUuid } from '#platform/database/id.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import { createLog } from '#platform/log/log.ts';

/** Says of each company whether its audit log is intact, and where not; answers 1 when any is broken. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { company: { type: 'string' } } });
  const config = readConfig();
  const log = createLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const database = await prepareDatabase({ config, log, besideRunning: true });
  const pool = openPool({ url: database.appUrl, size: 2, applicationName: 'parley verify-audit' });
  try {
    let broken = 0;
    const companies = await chosen(pool, values.company);
    for (const orgId of companies) {
      const { name, verdict } = await verify(pool, orgId);
      if (!verdict.valid) broken += 1;
      console.log(`${verdict.valid ? '  ok     ' : '  BROKEN '}${name} (${orgId}): ${sentence(verdict)}`);
    }
    const all = companies.length === 1 ? '1 audit log' : `${companies.length} audit logs`;
    console.log(broken === 0 ? `\n${all}: intact.` : `\n${all}: ${broken} broken.`);
    return broken === 0 ? 0 : 1;
  } finally {
    await pool.end();
    await database.stop();
  }
}

async function chosen(pool: Pool, company: string | undefined): Promise<string[]> {
  const all = await listTenants(pool);
  if (company === undefined) return all;
  if (isUuid(company) && all.includes(company)) return [company];
  throw startProblem(`There is no company ${company} in this installation.`);
}

function verify(pool: Pool, orgId: string): Promise<{ name: string; verdict: Verdict }> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, async (database) => {
    const { name } = await database
      .selectFrom('organisation')
      .select('name')
      .where('orgId', '=', orgId)
      .executeTakeFirstOrThrow();
    return { name, verdict: await verifyAudit({ orgId, database }) };
  });
}

function sentence({ valid, entries, brokenAt }: Verdict): string {
  const intact = entries === 1 ? '1 entry is intact' : `${entries} entries are intact`;
  return valid ? `${intact}.` : `entry ${brokenAt} was changed, removed or put in; before it, ${intact}.`;
}

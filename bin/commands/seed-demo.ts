import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword } from 'better-auth/crypto';
import { createCompany } from '#features/access/operations/create-company.ts';
import { loadDemo } from '#features/demo/operations/load-demo.ts';
import { loadManyLeads } from '#features/demo/operations/load-many-leads.ts';
import { claimDemo, updateDemo } from '#features/demo/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { startProblem } from '#platform/config/start-problem.ts';
import type { Services } from '#platform/services.ts';
// What every kind declares of itself, such as how it is printed, must be known before it is worked with.
import '#server/features.ts';
import { besideServer, findCompany } from '../beside-server.ts';

const mostLeads = 10_000_000;

/**
 * Fills a company with demo data: a believable year, or with --leads a number of leads to measure with. Without a company
 * it makes one and prints how to sign in.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { leads: { type: 'string' }, company: { type: 'string' } } });
  const leads = values.leads === undefined ? null : Number(values.leads);
  if (leads !== null && !(Number.isSafeInteger(leads) && leads > 0 && leads <= mostLeads)) {
    throw startProblem(`--leads must be a whole number from 1 to ${mostLeads}.`);
  }
  return besideServer('seed-demo', async (services, adminUrl) => {
    const orgId = (await findCompany(services.pool, values.company)) ?? (await makeCompany(services));
    const say = (step: string) => console.log(`  ${step} …`);
    const begun = performance.now();
    if (leads === null) await believableYear(services, orgId, say);
    else await manyLeads(services, adminUrl, orgId, leads, say);
    const seconds = (performance.now() - begun) / 1000;
    const speed =
      leads === null ? '' : ` (${Math.round(leads / seconds).toLocaleString('en')} rows a second)`;
    console.log(`Done in ${seconds.toFixed(1)} s${speed}.`);
    return 0;
  });
}

async function asSystem<T>(services: Services, orgId: string, run: (call: Call) => Promise<T>): Promise<T> {
  const principal = await loadSystem(services.pool, orgId, 'seed-demo');
  return runCall(
    services,
    principal,
    { access: 'write', requestId: 'seed-demo', checkAccessVersion: false },
    run,
  );
}

async function believableYear(services: Services, orgId: string, say: (step: string) => void): Promise<void> {
  if (!(await asSystem(services, orgId, claimDemo))) {
    throw startProblem('Demo data was loaded into this company before; a second time would double it.');
  }
  await loadDemo(services, orgId, undefined, say);
  await asSystem(services, orgId, (call) => updateDemo(call, 'loaded'));
}

async function manyLeads(
  services: Services,
  adminUrl: string,
  orgId: string,
  count: number,
  say: (step: string) => void,
): Promise<void> {
  const { places, memberIds } = await asSystem(services, orgId, async ({ database }) => {
    const nodes = await database
      .selectFrom('node')
      .select(['id', 'path', 'level'])
      .where('orgId', '=', orgId)
      .execute();
    const members = await database.selectFrom('member').select('id').where('orgId', '=', orgId).execute();
    const branches = nodes.filter(({ level }) => level === 'branch');
    return {
      places: branches.length > 0 ? branches : nodes.filter(({ level }) => level === 'entity'),
      memberIds: members.map(({ id }) => id),
    };
  });
  await loadManyLeads(adminUrl, { orgId, count, places, memberIds, now: services.clock.now(), onStep: say });
}

async function makeCompany(services: Services): Promise<string> {
  const password = randomBytes(9).toString('base64url');
  const email = 'demo@demo.example';
  const { orgId } = await createCompany(services, {
    organisationName: 'Parley Demo',
    currency: 'EUR',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    administrator: { name: 'Dana Demo', email, passwordHash: await hashPassword(password) },
    firstSetup: true,
  });
  console.log(
    `There was no company, so "Parley Demo" was made. Sign in as ${email} with the password ${password}`,
  );
  return orgId;
}

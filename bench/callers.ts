import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type pg from 'pg';
import { makeApiKey } from '#platform/access/authenticate.ts';
import { openPool } from '#platform/database/database.ts';
import { newId } from '#platform/database/id.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { insertMembership, insertPerson } from '#platform/sign-in/people.ts';
import { type Client, openClient } from './client.ts';
import type { DataSet } from './data-set.ts';

/** Who sends the requests: each stands for one way in which the walls are set. */
export type Caller = 'administrator' | 'branch' | 'own' | 'branches';
export type Callers = Record<Caller, Client>;

type Company = {
  orgId: string;
  adminId: string;
  roles: ReadonlyMap<string, string>;
  rootId: string;
  branches: string[];
  sellerId: string;
};

async function readCompany(owner: pg.Client): Promise<Company> {
  const one = async <Row extends object>(text: string) => (await owner.query<Row>(text)).rows;
  const [organisation] = await one<{ id: string }>('select org_id as id from organisation');
  const nodes = await one<{ id: string; level: string }>('select id, level from node order by path');
  const roles = await one<{ id: string; builtIn: string }>(
    'select id, built_in as "builtIn" from role where built_in is not null',
  );
  const [admin] = await one<{ id: string }>(
    `select a.member_id as id from role_assignment a join role r using (org_id)
     where r.id = a.role_id and r.built_in = 'administrator' limit 1`,
  );
  const branches = nodes.filter(({ level }) => level === 'branch').map(({ id }) => id);
  const { rows: sellers } = await owner.query<{ id: string }>(
    `select m.id from member m where m.home_node_id = $1
       and exists (select from lead where org_id = m.org_id and owner_id = m.id) limit 1`,
    [branches[0]],
  );
  return {
    orgId: organisation!.id,
    adminId: admin!.id,
    roles: new Map(roles.map(({ id, builtIn }) => [builtIn, id])),
    rootId: nodes.find(({ level }) => level === 'organisation')!.id,
    branches,
    sellerId: sellers[0]!.id,
  };
}

async function addKey(
  owner: pg.Client,
  company: Company,
  key: { role: string; nodeId: string; memberId: string },
): Promise<string> {
  const id = newId();
  const { text, secretSha256 } = makeApiKey(company.orgId, id);
  await owner.query(
    `insert into api_key (org_id, id, name, secret_sha256, role_id, node_id, created_by, created_at)
     values ($1, $2, 'Measuring', $3, $4, $5, $6, now())`,
    [company.orgId, id, secretSha256, company.roles.get(key.role), key.nodeId, key.memberId],
  );
  return text;
}

/** A new key of the company's administrator, for everything. */
export async function administratorKey(owner: pg.Client): Promise<string> {
  const company = await readCompany(owner);
  return addKey(owner, company, {
    role: 'administrator',
    nodeId: company.rootId,
    memberId: company.adminId,
  });
}

/** A key has one node; whoever works in two branches is a person, who signs in. */
async function signInWithTwoBranches(
  { database }: DataSet,
  owner: pg.Client,
  company: Company,
  url: string,
): Promise<string> {
  const { orgId, branches, roles } = company;
  const memberId = newId();
  const email = `two.branches.${memberId}@bench.example`;
  const password = randomBytes(12).toString('base64url');
  await owner.query(
    `insert into member (org_id, id, name, email, home_node_id, created_at, updated_at)
     values ($1, $2, 'Tia Two', $3, $4, now(), now())`,
    [orgId, memberId, email, branches[0]],
  );
  for (const nodeId of [branches[0], branches[2]]) {
    await owner.query(
      `insert into role_assignment (org_id, id, member_id, role_id, node_id, created_at)
       values ($1, $2, $3, $4, $5, now())`,
      [orgId, newId(), memberId, roles.get('sales_manager'), nodeId],
    );
  }
  const pool = openPool({ url: database.appUrl, size: 1, applicationName: 'parley bench' });
  const passwordHash = await hashPassword(password);
  await inTransaction(pool, { mode: 'sign-in' }, { access: 'write' }, async (transaction) => {
    const userId = await insertPerson(transaction, {
      name: 'Tia Two',
      email,
      passwordHash,
      now: new Date(),
    });
    if (userId) await insertMembership(transaction, { userId, orgId, memberId });
  });
  await pool.end();
  const answer = await fetch(`${url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** Keys and a session of the company in the data set, made anew for each run. */
export async function openCallers(dataSet: DataSet, owner: pg.Client, url: string): Promise<Callers> {
  const company = await readCompany(owner);
  const { adminId, rootId, branches, sellerId } = company;
  const branchId = branches[0]!;
  const key = async (role: string, nodeId: string, memberId: string) =>
    openClient(url, { key: await addKey(owner, company, { role, nodeId, memberId }) });
  const cookie = await signInWithTwoBranches(dataSet, owner, company, url);
  return {
    administrator: await key('administrator', rootId, adminId),
    branch: await key('sales_manager', branchId, adminId),
    own: await key('sales_representative', branchId, sellerId),
    branches: openClient(url, { cookie }),
  };
}

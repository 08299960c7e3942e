import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { BuiltInRoleKey } from '#domain/capabilities.ts';
import { childPath, type Level, rootPath, type Scope } from '#domain/scope.ts';
import { createCompany } from '#features/access/operations/create-company.ts';
import { makeApiKey } from '#platform/access/authenticate.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { type Call, instant, type Principal } from '#platform/access/call.ts';
import { loadMember, loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Services } from '#platform/services.ts';
import { insertMembership, insertPerson } from '#platform/sign-in/people.ts';
import { type Api, api } from './api.ts';

export type TestNode = { id: string; path: string; level: Level; scope: Scope };

export type TestMember = {
  id: string;
  name: string;
  email: string;
  password: string;
  /** A key with the member's role at the member's node: acts for the member, without a session. */
  apiKey: string;
  api: Api;
  /** What the member may do now. */
  principal(): Promise<Principal>;
  /** Runs a piece of work as the member, as the server would. */
  call<T>(run: (call: Call) => Promise<T>, access?: 'read' | 'write'): Promise<T>;
};

export type TestCompany = {
  orgId: string;
  admin: TestMember;
  /** The administrator's. */
  apiKey: string;
  api: Api;
  /** Two entities with a branch each: nothing in one line may be linked to anything in the other. */
  nodes: { root: TestNode; entity: TestNode; branch: TestNode; otherEntity: TestNode; otherBranch: TestNode };
  roleIds: Record<BuiltInRoleKey, string>;
  addMember(role: BuiltInRoleKey, node: TestNode, name?: string): Promise<TestMember>;
  addNode(parent: TestNode, level: Level, name: string, currency?: string): Promise<TestNode>;
  /** Runs a piece of work as Parley itself. */
  asSystem<T>(run: (call: Call) => Promise<T>, access?: 'read' | 'write'): Promise<T>;
};

type Place = { url: string; services: Services };

export const testPassword = 'correct horse battery staple';
let passwordHash: Promise<string> | undefined;

/** A company with an administrator and two entities, made by the product's own operation. Any number share a server. */
export async function createTestCompany(
  { url, services }: Place,
  { name = 'Northwind', currency = 'EUR', otherCurrency = 'JOD' } = {},
): Promise<TestCompany> {
  passwordHash ??= hashPassword(testPassword);
  const administrator = { name: 'Ada Admin', email: newEmail('ada'), passwordHash: await passwordHash };
  const made = await createCompany(services, {
    organisationName: name,
    currency,
    country: 'DE',
    timeZone: 'Europe/Berlin',
    administrator,
  });
  const { orgId, roleIds, rootId, entityId, memberId } = made;
  const place = { url, services, orgId };
  await asSystem(place, async (call) => {
    // A new company switches this module on itself; tests walk its endpoints like all others.
    await call.database
      .updateTable('organisationModule')
      .set({ enabled: true })
      .where('orgId', '=', orgId)
      .where('module', '=', 'subscriptions')
      .execute();
    await bumpAccessVersion(call);
  });
  const root: TestNode = {
    id: rootId,
    path: rootPath,
    level: 'organisation',
    scope: { level: 'organisation' },
  };
  const entity = nodeBelow(root, entityId, 'entity', 1);
  const addNode: TestCompany['addNode'] = (parent, level, nodeName, nodeCurrency) =>
    insertNode(place, parent, { level, name: nodeName, currency: nodeCurrency ?? currency });
  const branch = await addNode(entity, 'branch', 'Berlin');
  const otherEntity = await addNode(root, 'entity', 'Northwind Jordan', otherCurrency);
  const otherBranch = await addNode(otherEntity, 'branch', 'Amman');
  const admin = await asMember(
    place,
    { id: memberId, name: administrator.name, email: administrator.email },
    roleIds.administrator,
    root,
  );
  return {
    orgId,
    admin,
    apiKey: admin.apiKey,
    api: admin.api,
    nodes: { root, entity, branch, otherEntity, otherBranch },
    roleIds,
    addNode,
    addMember: (role, node, memberName = 'Sami Seller') => addMember(place, roleIds[role], node, memberName),
    asSystem: (run, access) => asSystem(place, run, access),
  };
}

type InCompany = Place & { orgId: string };

async function asSystem<T>(
  { services, orgId }: InCompany,
  run: (call: Call) => Promise<T>,
  access: 'read' | 'write' = 'write',
): Promise<T> {
  const options = { access, requestId: newId(), checkAccessVersion: false };
  return runCall(services, await loadSystem(services.pool, orgId), options, run);
}

function newEmail(name: string): string {
  return `${name}.${randomBytes(4).toString('hex')}@example.com`;
}

function nodeBelow(parent: TestNode, id: string, level: Level, ordinal: number): TestNode {
  const key = `${level}Id`;
  return { id, level, path: childPath(parent.path, ordinal), scope: { ...parent.scope, level, [key]: id } };
}

async function insertNode(
  place: InCompany,
  parent: TestNode,
  { level, name, currency }: { level: Level; name: string; currency: string },
): Promise<TestNode> {
  return asSystem(place, async (call) => {
    const { orgId, database } = call;
    const id = newId();
    const { nextChildOrdinal } = await database
      .updateTable('node')
      .set((column) => ({ nextChildOrdinal: column('nextChildOrdinal', '+', 1) }))
      .where('orgId', '=', orgId)
      .where('id', '=', parent.id)
      .returning('nextChildOrdinal')
      .executeTakeFirstOrThrow();
    const node = nodeBelow(parent, id, level, nextChildOrdinal - 1);
    const times = { createdAt: instant(call), updatedAt: instant(call) };
    await database
      .insertInto('node')
      .values({ orgId, id, level, name, parentId: parent.id, path: node.path, ...times })
      .execute();
    if (level === 'entity') {
      await database
        .insertInto('entity')
        .values({ orgId, nodeId: id, currency, timeZone: 'Asia/Amman', updatedAt: instant(call) })
        .execute();
    }
    await bumpAccessVersion(call);
    return node;
  });
}

async function addMember(
  place: InCompany,
  roleId: string,
  node: TestNode,
  name: string,
): Promise<TestMember> {
  const id = newId();
  const email = newEmail(name.split(' ', 1)[0]!.toLowerCase());
  const { orgId, services } = place;
  const hash = (await passwordHash) ?? '';
  await inTransaction(services.pool, { mode: 'sign-in' }, { access: 'write' }, async (database) => {
    const userId = await insertPerson(database, { name, email, passwordHash: hash, now: new Date() });
    if (userId) await insertMembership(database, { userId, orgId, memberId: id });
  });
  await asSystem(place, async (call) => {
    const times = { createdAt: instant(call), updatedAt: instant(call) };
    await call.database
      .insertInto('member')
      .values({ orgId, id, name, email, homeNodeId: node.id, ...times })
      .execute();
    await call.database
      .insertInto('roleAssignment')
      .values({ orgId, id: newId(), memberId: id, roleId, nodeId: node.id, createdAt: instant(call) })
      .execute();
    await bumpAccessVersion(call);
  });
  return asMember(place, { id, name, email }, roleId, node);
}

async function asMember(
  place: InCompany,
  member: { id: string; name: string; email: string },
  roleId: string,
  node: TestNode,
): Promise<TestMember> {
  const { services, orgId, url } = place;
  const keyId = newId();
  const { text, secretSha256 } = makeApiKey(orgId, keyId);
  const key = { orgId, id: keyId, name: `Key of ${member.name}`, secretSha256, roleId, nodeId: node.id };
  await asSystem(place, (call) =>
    call.database
      .insertInto('apiKey')
      .values({ ...key, createdBy: member.id, createdAt: instant(call) })
      .execute(),
  );
  const principal = async () => {
    const found = await loadMember(services.pool, orgId, member.id);
    if (!found) throw new Error(`${member.name} is not an active member.`);
    return found;
  };
  return {
    ...member,
    password: testPassword,
    apiKey: text,
    api: api(url, text),
    principal,
    call: async (run, access = 'write') =>
      runCall(services, await principal(), { access, requestId: newId() }, run),
  };
}

import { type BuiltInRoleKey, builtInRoles } from '#domain/capabilities.ts';
import { initialModules, moduleNames } from '#domain/modules.ts';
import { Problem } from '#domain/problems.ts';
import { childPath, rootPath } from '#domain/scope.ts';
import type { Locale } from '#domain/settings.ts';
import { seedDefaultSettings } from '#features/settings/operations/seed-default-settings.ts';
import { seedPipelines } from '#features/settings/operations/seed-pipelines.ts';
import { audit, type Call, instant, type Origin } from '#platform/access/call.ts';
import { finishCall } from '#platform/access/run.ts';
import { chainStart } from '#platform/audit/chain.ts';
import { newId } from '#platform/database/id.ts';
import { changeWall, inTransaction } from '#platform/database/transaction.ts';
import type { Services } from '#platform/services.ts';
import { insertMembership, insertPerson, signInEmail } from '#platform/sign-in/people.ts';
import { founderCall } from '../newcomer.ts';

export type CompanyDraft = {
  organisationName: string;
  currency: string;
  country?: string | null;
  timeZone?: string | null;
  locale?: Locale;
  administrator: { name: string; email: string; passwordHash: string };
  /** True for the company that the set-up page makes, which can be made once. */
  firstSetup?: boolean;
  origin?: Origin;
  requestId?: string;
};

export type NewCompany = {
  orgId: string;
  rootId: string;
  entityId: string;
  memberId: string;
  /** Ids of the built-in roles by their key. */
  roleIds: Record<BuiltInRoleKey, string>;
};

/**
 * Makes a company with its administrator in one transaction: all of it or nothing. Refuses an address that signs in to
 * another company of this installation, and a second company of the set-up page (`already_set_up`).
 */
export async function createCompany(
  services: Pick<Services, 'pool' | 'clock' | 'queue'>,
  draft: CompanyDraft,
): Promise<NewCompany> {
  const company: NewCompany = {
    orgId: newId(),
    rootId: newId(),
    entityId: newId(),
    memberId: newId(),
    roleIds: Object.fromEntries(builtInRoles.map(({ key }) => [key, newId()])) as Record<
      BuiltInRoleKey,
      string
    >,
  };
  return inTransaction(services.pool, { mode: 'sign-in' }, { access: 'write' }, async (database) => {
    const call = founderCall(
      {
        orgId: company.orgId,
        memberId: company.memberId,
        name: draft.administrator.name,
        homeNode: { id: company.rootId, path: rootPath },
        locale: draft.locale ?? 'en',
        now: services.clock.now(),
        database,
        origin: draft.origin,
        requestId: draft.requestId,
      },
      { currency: draft.currency, timeZone: draft.timeZone ?? 'UTC' },
    );
    await registerCompany(call, company, draft);
    await changeWall(database, { mode: 'organisation', orgId: company.orgId });
    await insertOrganisation(call, draft);
    await insertNodes(call, company, draft);
    await insertAdministrator(call, company, draft);
    await seedDefaultSettings(call);
    await seedPipelines(call);
    audit(call, {
      action: 'company.created',
      recordKind: 'organisation',
      recordId: company.orgId,
      scopePath: rootPath,
      after: { name: draft.organisationName, currency: draft.currency, country: draft.country ?? null },
    });
    await finishCall(services, call);
    return company;
  });
}

async function registerCompany(call: Call, company: NewCompany, draft: CompanyDraft): Promise<void> {
  const { orgId, memberId } = company;
  await call.database
    .insertInto('tenant')
    .values({ orgId, firstSetup: draft.firstSetup ? true : null, createdAt: instant(call) })
    .execute();
  const userId = await insertPerson(call.database, { ...draft.administrator, now: call.now });
  if (userId === null) {
    throw new Problem('already_exists', { detail: 'This email address signs in to another company.' });
  }
  await insertMembership(call.database, { userId, orgId, memberId });
}

async function insertOrganisation(call: Call, draft: CompanyDraft): Promise<void> {
  const { orgId, database } = call;
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  await database
    .insertInto('organisation')
    .values({
      orgId,
      name: draft.organisationName,
      currency: draft.currency,
      country: draft.country ?? null,
      timeZone: draft.timeZone ?? 'UTC',
      locale: draft.locale ?? 'en',
      ...times,
    })
    .execute();
  await database
    .insertInto('organisationModule')
    .values(moduleNames.map((module) => ({ orgId, module, enabled: initialModules.includes(module) })))
    .execute();
  await database.insertInto('auditHead').values({ orgId, position: 0n, hash: chainStart }).execute();
  await database.insertInto('outboxStream').values({ orgId, position: 0n }).execute();
}

async function insertNodes(call: Call, company: NewCompany, draft: CompanyDraft): Promise<void> {
  const { orgId, rootId, entityId } = company;
  const name = draft.organisationName;
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  const root = { orgId, id: rootId, level: 'organisation', name, parentId: null, path: rootPath } as const;
  const path = childPath(rootPath, 1);
  const first = { orgId, id: entityId, level: 'entity', name, parentId: rootId, path } as const;
  await call.database
    .insertInto('node')
    .values([
      { ...root, nextChildOrdinal: 2, ...times },
      { ...first, nextChildOrdinal: 1, ...times },
    ])
    .execute();
  await call.database
    .insertInto('entity')
    .values({
      orgId,
      nodeId: entityId,
      legalName: name,
      currency: draft.currency,
      timeZone: draft.timeZone ?? 'UTC',
      country: draft.country ?? null,
      updatedAt: instant(call),
    })
    .execute();
}

async function insertAdministrator(call: Call, company: NewCompany, draft: CompanyDraft): Promise<void> {
  const { orgId, memberId, rootId, entityId, roleIds } = company;
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  await call.database
    .insertInto('role')
    .values(builtInRoles.map(({ key, name }) => ({ orgId, id: roleIds[key], name, builtIn: key, ...times })))
    .execute();
  await call.database
    .insertInto('member')
    .values({
      orgId,
      id: memberId,
      name: draft.administrator.name,
      email: signInEmail(draft.administrator.email),
      // What they write without naming a place belongs to the legal entity, so it can be invoiced.
      homeNodeId: entityId,
      locale: draft.locale ?? 'en',
      ...times,
    })
    .execute();
  await call.database
    .insertInto('roleAssignment')
    .values({
      orgId,
      id: newId(),
      memberId,
      roleId: roleIds.administrator,
      nodeId: rootId,
      createdAt: instant(call),
    })
    .execute();
}

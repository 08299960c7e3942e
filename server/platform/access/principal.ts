import {
  builtInRoles,
  type Capability,
  capabilityNames,
  type Grant,
  isCapability,
} from '#domain/capabilities.ts';
import { type ModuleName, moduleNames } from '#domain/modules.ts';
import { notFound, Problem } from '#domain/problems.ts';
import { isWithin, onOneLine, outermost, rootPath } from '#domain/scope.ts';
import type { Pool, Transaction } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Actor, GrantAt, Principal } from './call.ts';

type Assignment = { roleId: string; builtIn: string | null; path: string };

const builtInGrants = new Map<string, readonly Grant[]>(builtInRoles.map((role) => [role.key, role.grants]));

async function grantsOfRoles(
  database: Transaction,
  orgId: string,
  assignments: readonly Assignment[],
): Promise<Map<Capability, GrantAt[]>> {
  const customIds = assignments
    .filter((assignment) => assignment.builtIn === null)
    .map(({ roleId }) => roleId);
  const rows =
    customIds.length === 0
      ? []
      : await database
          .selectFrom('roleGrant')
          .select(['roleId', 'capability', 'reach'])
          .where('orgId', '=', orgId)
          .where('roleId', 'in', customIds)
          .execute();
  const grants = new Map<Capability, GrantAt[]>();
  for (const { roleId, builtIn, path } of assignments) {
    // A capability that a newer or older version knew and this one does not is ignored.
    const held: readonly Grant[] =
      builtIn === null
        ? rows.flatMap(({ roleId: id, capability, reach }) =>
            id === roleId && isCapability(capability) ? [{ capability, reach }] : [],
          )
        : (builtInGrants.get(builtIn) ?? []);
    for (const { capability, reach } of held) {
      const places = grants.get(capability) ?? [];
      places.push({ path, reach });
      grants.set(capability, places);
    }
  }
  return grants;
}

async function nodesBelow(database: Transaction, orgId: string, roots: readonly string[]): Promise<string[]> {
  if (roots.length < 2 || roots.includes(rootPath)) return [];
  const nodes = await database
    .selectFrom('node')
    .select('id')
    .where('orgId', '=', orgId)
    .where((where) =>
      where.or(roots.map((root) => where.and([where('path', '>=', root), where('path', '<', `${root}~`)]))),
    )
    .execute();
  return nodes.map(({ id }) => id);
}

type Holder = {
  actor: Actor;
  homeNode: { id: string; path: string };
  locale?: 'en' | 'ar';
  timeZone?: string | null;
  expiresAt?: string | null;
  assignments: readonly Assignment[];
};

async function principalOf(database: Transaction, orgId: string, holder: Holder): Promise<Principal> {
  const organisation = await database
    .selectFrom('organisation')
    .select(['accessVersion', 'timeZone', 'locale', 'currency'])
    .where('orgId', '=', orgId)
    .executeTakeFirstOrThrow();
  const modules = await database
    .selectFrom('organisationModule')
    .select('module')
    .where('orgId', '=', orgId)
    .where('enabled', '=', true)
    .execute();
  const roots = outermost(holder.assignments.map(({ path }) => path));
  return {
    orgId,
    actor: holder.actor,
    homeNode: holder.homeNode,
    grants: await grantsOfRoles(database, orgId, holder.assignments),
    modules: new Set(modules.map(({ module }) => module as ModuleName)),
    roots,
    nodeIds: await nodesBelow(database, orgId, roots),
    locale: holder.locale ?? organisation.locale,
    timeZone: holder.timeZone ?? organisation.timeZone,
    currency: organisation.currency,
    accessVersion: organisation.accessVersion,
    expiresAt: holder.expiresAt ?? null,
  };
}

/** The roles that a member holds now, and where. */
function assignmentsOf(database: Transaction, orgId: string, memberId: string): Promise<Assignment[]> {
  return database
    .selectFrom('roleAssignment as assignment')
    .innerJoin('role', (join) =>
      join.onRef('role.orgId', '=', 'assignment.orgId').onRef('role.id', '=', 'assignment.roleId'),
    )
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'assignment.orgId').onRef('node.id', '=', 'assignment.nodeId'),
    )
    .select(['role.id as roleId', 'role.builtIn', 'node.path'])
    .where('assignment.orgId', '=', orgId)
    .where('assignment.memberId', '=', memberId)
    .where('role.archivedAt', 'is', null)
    .where('node.archivedAt', 'is', null)
    .execute();
}

const lower = (a: string, b: string) => (a.length > b.length ? a : b);

/** What both of two holders may do: where their nodes lie on one line, at the lower one, with the narrower reach. */
function commonGrants(a: Principal['grants'], b: Principal['grants']): Map<Capability, GrantAt[]> {
  const common = new Map<Capability, GrantAt[]>();
  for (const [capability, places] of a) {
    const both = places.flatMap((one) =>
      (b.get(capability) ?? [])
        .filter((other) => onOneLine(one.path, other.path))
        .map((other): GrantAt => {
          const reach = one.reach === 'own' || other.reach === 'own' ? 'own' : 'all';
          return { path: lower(one.path, other.path), reach };
        }),
    );
    if (both.length > 0) common.set(capability, both);
  }
  return common;
}

/** Reads who a member is and what they may do now; null when there is no such active member. */
export function loadMember(pool: Pool, orgId: string, memberId: string): Promise<Principal | null> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, (database) =>
    memberIn(database, orgId, memberId),
  );
}

/** As `loadMember`, inside a transaction of that company: for work that asks what somebody else may see. */
export async function memberIn(
  database: Transaction,
  orgId: string,
  memberId: string,
): Promise<Principal | null> {
  const member = await database
    .selectFrom('member')
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'member.orgId').onRef('node.id', '=', 'member.homeNodeId'),
    )
    .select(['member.name', 'member.locale', 'member.timeZone', 'node.id as nodeId', 'node.path'])
    .where('member.orgId', '=', orgId)
    .where('member.id', '=', memberId)
    .where('member.status', '=', 'active')
    .executeTakeFirst();
  if (!member) return null;
  const assignments = await assignmentsOf(database, orgId, memberId);
  return principalOf(database, orgId, {
    actor: { kind: 'member', id: memberId, name: member.name, memberId },
    homeNode: { id: member.nodeId, path: member.path },
    locale: member.locale,
    timeZone: member.timeZone,
    assignments,
  });
}

/**
 * Reads an API key by its id and the SHA-256 of its secret; null when unknown, revoked or expired at `now`. A key does no
 * more than its maker may do now, whatever they could do when they made it. Without a secret: for work that the key
 * began while it was shown.
 */
export function loadApiKey(
  pool: Pool,
  key: { orgId: string; id: string; secretSha256?: string; now: Date },
): Promise<Principal | null> {
  const { orgId } = key;
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, async (database) => {
    const row = await database
      .selectFrom('apiKey')
      .innerJoin('role', (join) =>
        join.onRef('role.orgId', '=', 'apiKey.orgId').onRef('role.id', '=', 'apiKey.roleId'),
      )
      .innerJoin('node', (join) =>
        join.onRef('node.orgId', '=', 'apiKey.orgId').onRef('node.id', '=', 'apiKey.nodeId'),
      )
      .innerJoin('member', (join) =>
        join.onRef('member.orgId', '=', 'apiKey.orgId').onRef('member.id', '=', 'apiKey.createdBy'),
      )
      .innerJoin('node as home', (join) =>
        join.onRef('home.orgId', '=', 'member.orgId').onRef('home.id', '=', 'member.homeNodeId'),
      )
      .select([
        'apiKey.name',
        'apiKey.expiresAt',
        'apiKey.createdBy',
        'role.id as roleId',
        'role.builtIn',
        'node.id as nodeId',
        'node.path',
        'home.id as homeId',
        'home.path as homePath',
      ])
      .where('apiKey.orgId', '=', orgId)
      .where('apiKey.id', '=', key.id)
      .$if(key.secretSha256 !== undefined, (query) =>
        query.where('apiKey.secretSha256', '=', key.secretSha256 ?? ''),
      )
      .where('apiKey.revokedAt', 'is', null)
      .where('role.archivedAt', 'is', null)
      .where('node.archivedAt', 'is', null)
      .where('member.status', '=', 'active')
      .executeTakeFirst();
    if (!row || (row.expiresAt !== null && Date.parse(row.expiresAt) <= key.now.getTime())) return null;
    const maker = await assignmentsOf(database, orgId, row.createdBy);
    const places = outermost(
      maker.flatMap(({ path }) => (onOneLine(path, row.path) ? [lower(path, row.path)] : [])),
    );
    const principal = await principalOf(database, orgId, {
      actor: { kind: 'api_key', id: key.id, name: row.name, memberId: row.createdBy },
      // A key of the whole company writes where its maker would.
      homeNode: isWithin(row.homePath, row.path)
        ? { id: row.homeId, path: row.homePath }
        : { id: row.nodeId, path: row.path },
      assignments: places.map((path) => ({ roleId: row.roleId, builtIn: row.builtIn, path })),
      expiresAt: row.expiresAt,
    });
    const makers = await grantsOfRoles(database, orgId, maker);
    return { ...principal, grants: commonGrants(principal.grants, makers) };
  });
}

/** Somebody without an account who holds a link: they may do only what `grants` says, wherever the modules allow it. */
export function loadVisitor(
  pool: Pool,
  orgId: string,
  { linkId, grants }: { linkId: string; grants: Principal['grants'] },
): Promise<Principal> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, async (database) => {
    const root = await database
      .selectFrom('node')
      .select(['id', 'path'])
      .where('orgId', '=', orgId)
      .where('level', '=', 'organisation')
      .executeTakeFirst();
    if (!root) throw notFound('link');
    const principal = await principalOf(database, orgId, {
      actor: { kind: 'public', id: linkId, name: '', memberId: null },
      homeNode: root,
      assignments: [],
    });
    return { ...principal, grants, roots: [root.path] };
  });
}

/** Parley itself at work in a company: scheduled jobs, event consumers, the command line. */
export function loadSystem(pool: Pool, orgId: string, name = 'Parley'): Promise<Principal> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, async (database) => {
    const root = await database
      .selectFrom('node')
      .select(['id', 'path'])
      .where('orgId', '=', orgId)
      .where('level', '=', 'organisation')
      .executeTakeFirst();
    if (!root) throw new Problem('not_found', { detail: 'There is no such company.' });
    const principal = await principalOf(database, orgId, {
      actor: { kind: 'system', id: null, name, memberId: null },
      homeNode: root,
      assignments: [{ roleId: '', builtIn: 'administrator', path: root.path }],
    });
    const everywhere: readonly GrantAt[] = [{ path: rootPath, reach: 'all' }];
    return {
      ...principal,
      grants: new Map(capabilityNames.map((capability) => [capability, everywhere])),
      modules: new Set(moduleNames),
    };
  });
}

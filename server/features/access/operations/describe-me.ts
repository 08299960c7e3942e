import type { Capability, Reach } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { Level, Scope } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { holds } from '#platform/access/can.ts';
import { nodesOf } from '#records/scope.ts';
import { findMember } from '../queries-members.ts';

export type Me = {
  /** An API key describes the member who answers for it. */
  member: {
    id: string;
    name: string;
    email: string;
    locale: 'en' | 'ar';
    timeZone: string | null;
    colourScheme: 'auto' | 'light' | 'dark';
  } | null;
  actor: { kind: 'member' | 'api_key' | 'system' | 'public'; id: string | null; name: string };
  organisation: {
    id: string;
    name: string;
    currency: string;
    country: string | null;
    timeZone: string;
    locale: 'en' | 'ar';
  };
  capabilities: { capability: Capability; reach: Reach }[];
  modules: ModuleName[];
  /** The outermost nodes at which the actor holds a role. */
  scopes: { nodeId: string; level: Level; name: string; path: string; scope: Scope }[];
  homeScope: Scope;
};

/** Who acts, for which company, and what they may do where: all that the web client needs to draw its frame. */
export async function describeMe(call: Call): Promise<Me> {
  const { actor, database, orgId } = call;
  const organisation = await database
    .selectFrom('organisation')
    .select(['orgId as id', 'name', 'currency', 'country', 'timeZone', 'locale'])
    .where('orgId', '=', orgId)
    .executeTakeFirstOrThrow();
  const nodes = await nodesOf(call);
  const scopes = [...nodes.values()]
    .filter(({ path }) => call.roots.includes(path))
    .map(({ id, level, name, path, scope }) => ({ nodeId: id, level, name, path, scope }));
  return {
    member: await ownMember(call),
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    organisation,
    capabilities: capabilitiesOf(call),
    modules: [...call.modules],
    scopes,
    homeScope: nodes.get(call.homeNode.id)?.scope ?? { level: 'organisation' },
  };
}

async function ownMember(call: Call): Promise<Me['member']> {
  const row = call.actor.memberId ? await findMember(call, call.actor.memberId) : undefined;
  if (!row) return null;
  const { id, name, email, locale, timeZone, colourScheme } = row;
  return { id, name, email, locale, timeZone, colourScheme };
}

/** Each capability once, with the widest reach that it has anywhere; those of disabled modules are left out. */
function capabilitiesOf(call: Call): Me['capabilities'] {
  return [...call.grants]
    .filter(([capability]) => holds(call, capability))
    .map(([capability, places]) => ({
      capability,
      reach: places.some(({ reach }) => reach === 'all') ? 'all' : 'own',
    }));
}

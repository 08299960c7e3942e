import { moduleNames } from '#domain/modules.ts';
import type { Call } from '#platform/access/call.ts';

export function getOrganisation(call: Call) {
  return call.database
    .selectFrom('organisation')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .executeTakeFirstOrThrow();
}

/** The company's row, held until the end of the transaction: changes of its settings come one after the other. */
export function lockOrganisation(call: Call) {
  return call.database
    .selectFrom('organisation')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

/** Every module of Parley and whether this company has it switched on. */
export async function listModules(call: Call) {
  const rows = await call.database
    .selectFrom('organisationModule')
    .select(['module', 'enabled'])
    .where('orgId', '=', call.orgId)
    .execute();
  const enabled = new Set<string>(rows.filter((row) => row.enabled).map(({ module }) => module));
  return moduleNames.map((module) => ({ module, enabled: enabled.has(module) }));
}

export function listEntities(call: Call) {
  return call.database
    .selectFrom('entity')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .orderBy('nodeId')
    .execute();
}

export function findEntity(call: Call, nodeId: string) {
  return call.database
    .selectFrom('entity')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .executeTakeFirst();
}

export function lockEntity(call: Call, nodeId: string) {
  return call.database
    .selectFrom('entity')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

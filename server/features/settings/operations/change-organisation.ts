import type { OrganisationPatch } from '#domain/settings.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { forgetNodes, nodesOf } from '#records/scope.ts';
import { requireAtRoot } from '../access.ts';
import { getOrganisation, lockOrganisation } from '../queries-company.ts';
import { lockNode } from '../queries-hierarchy.ts';
import { differing, leaveTraces } from '../setting-traces.ts';

/**
 * Changes the company's name, currency, country, time zone or language. Documents keep the currency they were written
 * in; reports convert to the new one by the exchange rates.
 */
export async function changeOrganisation(call: Call, given: OrganisationPatch, ifMatch: number | null) {
  requireAtRoot(call, 'settings.company.manage');
  // The node before the company, as when a node is created: two changes at once must not wait for each other.
  if (given.name !== undefined) await lockNode(call, await rootIdOf(call));
  const row = await lockOrganisation(call);
  requireVersion(row, ifMatch);
  const change = differing(row, given);
  if (change === null) return row;
  await call.database
    .updateTable('organisation')
    .set({ ...given, version: row.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .execute();
  if (given.name !== undefined) await renameRoot(call, given.name);
  await bumpAccessVersion(call);
  leaveTraces(call, {
    section: 'organisation',
    action: 'organisation.updated',
    kind: 'organisation',
    id: call.orgId,
    ...change,
  });
  return getOrganisation(call);
}

async function rootIdOf(call: Call): Promise<string> {
  const [root] = (await nodesOf(call)).keys();
  if (root === undefined) throw new Error('The company has no organisation node.');
  return root;
}

// The top of the hierarchy is the company itself and bears its name.
async function renameRoot(call: Call, name: string): Promise<void> {
  await call.database
    .updateTable('node')
    .set((column) => ({ name, version: column('version', '+', 1), updatedAt: instant(call) }))
    .where('orgId', '=', call.orgId)
    .where('level', '=', 'organisation')
    .execute();
  forgetNodes(call);
}

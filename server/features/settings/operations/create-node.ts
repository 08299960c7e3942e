import { fieldProblem } from '#domain/field-errors.ts';
import type { NodeCreate } from '#domain/members.ts';
import { invalidFields } from '#domain/problems.ts';
import { childPath, levels, mostChildren } from '#domain/scope.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { forgetNodes, type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { getOrganisation } from '../queries-company.ts';
import { lockNode } from '../queries-hierarchy.ts';
import { leaveTraces } from '../setting-traces.ts';

function refuseParent(code: 'not_found' | 'inactive' | 'too_many' | 'not_allowed', params = {}) {
  return invalidFields([fieldProblem('parentId', code, params)]);
}

/** Adds a node below its parent, whose row lock gives the ordinals of the path one after the other. */
export async function createNode(call: Call, given: NodeCreate): Promise<Node> {
  const parent = await lockNode(call, given.parentId);
  if (!parent || !maySeeNode(call, parent.path)) throw refuseParent('not_found');
  requireAt(call, 'settings.hierarchy.manage', parent.path);
  if (parent.archivedAt !== null) throw refuseParent('inactive');
  const above = levels[levels.indexOf(given.level) - 1];
  if (parent.level !== above)
    throw refuseParent('not_allowed', { because: `the parent must be of level ${above}` });
  if (parent.nextChildOrdinal > mostChildren) throw refuseParent('too_many', { max: mostChildren });
  const id = newId(call.now.getTime());
  const path = childPath(parent.path, parent.nextChildOrdinal);
  const at = instant(call);
  await call.database
    .updateTable('node')
    .set({ nextChildOrdinal: parent.nextChildOrdinal + 1 })
    .where('orgId', '=', call.orgId)
    .where('id', '=', parent.id)
    .execute();
  await call.database
    .insertInto('node')
    .values({
      orgId: call.orgId,
      id,
      level: given.level,
      name: given.name,
      parentId: parent.id,
      path,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  if (given.level === 'entity') await insertEntity(call, id);
  forgetNodes(call);
  await bumpAccessVersion(call);
  leaveTraces(call, {
    section: 'hierarchy',
    action: 'node.created',
    kind: 'node',
    id,
    scopePath: path,
    after: { level: given.level, name: given.name, parentId: parent.id },
  });
  return (await nodesOf(call)).get(id)!;
}

/** A new entity works in the company's currency, country and time zone until it says otherwise. */
async function insertEntity(call: Call, nodeId: string): Promise<void> {
  const { currency, timeZone, country } = await getOrganisation(call);
  await call.database
    .insertInto('entity')
    .values({ orgId: call.orgId, nodeId, currency, timeZone, country, updatedAt: instant(call) })
    .execute();
}

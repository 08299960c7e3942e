import { notFound, Problem } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireVersion } from '#records/read-record.ts';
import { forgetNodes } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { findDependents, lockNodeAgainstUse } from '../queries-hierarchy.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Takes a node out of use. Refused while anything lies there: nodes, people, keys, or records in use. */
export async function archiveNode(call: Call, id: string, ifMatch: number | null): Promise<void> {
  const node = await lockNodeAgainstUse(call, id);
  if (!node || !maySeeNode(call, node.path)) throw notFound('node');
  requireAt(call, 'settings.hierarchy.manage', node.path);
  requireVersion(node, ifMatch);
  if (node.archivedAt !== null) return;
  const dependents = node.parentId === null ? ['company'] : await findDependents(call, id);
  if (dependents.length > 0) {
    throw new Problem('has_dependents', {
      detail: `The node is still in use: ${dependents.join(', ')}.`,
      dependents,
    });
  }
  const at = instant(call);
  await call.database
    .updateTable('node')
    .set({ archivedAt: at, version: node.version + 1, updatedAt: at })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  forgetNodes(call);
  await bumpAccessVersion(call);
  leaveTraces(call, {
    section: 'hierarchy',
    action: 'node.archived',
    kind: 'node',
    id,
    scopePath: node.path,
    before: { name: node.name, archivedAt: null },
    after: { archivedAt: at },
  });
}

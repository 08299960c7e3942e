import { notFound, Problem } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireVersion } from '#records/read-record.ts';
import { forgetNodes, type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { lockNode } from '../queries-hierarchy.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Takes an archived node back into use, if its parent is in use. */
export async function restoreNode(call: Call, id: string, ifMatch: number | null): Promise<Node> {
  const found = (await nodesOf(call)).get(id);
  // The parent first, as when a child is created: it must not be archived at the same moment.
  const parent = found?.parentId ? await lockNode(call, found.parentId) : undefined;
  const node = await lockNode(call, id);
  if (!node || !maySeeNode(call, node.path)) throw notFound('node');
  requireAt(call, 'settings.hierarchy.manage', node.path);
  requireVersion(node, ifMatch);
  if (node.archivedAt !== null) {
    if (parent && parent.archivedAt !== null) {
      throw new Problem('archived', { detail: 'The node above is archived; restore it first.' });
    }
    await call.database
      .updateTable('node')
      .set({ archivedAt: null, version: node.version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
    forgetNodes(call);
    await bumpAccessVersion(call);
    leaveTraces(call, {
      section: 'hierarchy',
      action: 'node.restored',
      kind: 'node',
      id,
      scopePath: node.path,
      before: { archivedAt: node.archivedAt },
      after: { archivedAt: null },
    });
  }
  return (await nodesOf(call)).get(id)!;
}

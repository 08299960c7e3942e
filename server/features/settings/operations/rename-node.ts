import { notFound } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireActive, requireVersion } from '#records/read-record.ts';
import { forgetNodes, type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { lockNode } from '../queries-hierarchy.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Gives a node another name; records keep lying there. */
export async function renameNode(
  call: Call,
  id: string,
  name: string,
  ifMatch: number | null,
): Promise<Node> {
  const node = await lockNode(call, id);
  if (!node || !maySeeNode(call, node.path)) throw notFound('node');
  requireAt(call, 'settings.hierarchy.manage', node.path);
  requireVersion(node, ifMatch);
  requireActive(node);
  if (node.name !== name) {
    await writeNodeName(call, node, name);
    leaveTraces(call, {
      section: 'hierarchy',
      action: 'node.renamed',
      kind: 'node',
      id,
      scopePath: node.path,
      before: { name: node.name },
      after: { name },
    });
  }
  return (await nodesOf(call)).get(id)!;
}

/** Writes the new name of a node that the caller holds locked; the company and its entities bear the name of theirs. */
export async function writeNodeName(
  call: Call,
  node: { id: string; version: number },
  name: string,
): Promise<void> {
  await call.database
    .updateTable('node')
    .set({ name, version: node.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', node.id)
    .execute();
  forgetNodes(call);
  await bumpAccessVersion(call);
}

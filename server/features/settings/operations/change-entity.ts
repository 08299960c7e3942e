import { notFound } from '#domain/problems.ts';
import type { EntityPatch } from '#domain/settings.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireActive, requireVersion } from '#records/read-record.ts';
import { maySeeNode } from '../access.ts';
import { lockEntity } from '../queries-company.ts';
import { lockNode } from '../queries-hierarchy.ts';
import { differing, leaveTraces } from '../setting-traces.ts';
import { writeNodeName } from './rename-node.ts';

const noAddress = { street: null, city: null, region: null, postalCode: null, country: null };

/**
 * Changes what a legal entity prints on its documents. Quotes that were sent and invoices that were issued keep the
 * details and the currency that they were written with.
 */
export async function changeEntity(
  call: Call,
  nodeId: string,
  given: EntityPatch,
  ifMatch: number | null,
): Promise<void> {
  const node = await lockNode(call, nodeId);
  const entity = await lockEntity(call, nodeId);
  if (!node || !entity || !maySeeNode(call, node.path)) throw notFound('entity');
  requireAt(call, 'settings.company.manage', node.path);
  requireVersion(entity, ifMatch);
  requireActive(node);
  const { name, address, ...plain } = given;
  const columns = { ...plain, ...(address === null ? noAddress : address) };
  const change = differing(entity, columns);
  const renamed = name !== undefined && name !== node.name;
  if (change === null && !renamed) return;
  await call.database
    .updateTable('entity')
    .set({ ...columns, version: entity.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .execute();
  if (renamed) await writeNodeName(call, node, name);
  leaveTraces(call, {
    section: 'entities',
    action: 'entity.updated',
    kind: 'entity',
    id: nodeId,
    scopePath: node.path,
    before: { ...(renamed ? { name: node.name } : {}), ...change?.before },
    after: { ...(renamed ? { name } : {}), ...change?.after },
  });
}

import type { Call } from '#platform/access/call.ts';
import { entityIdAt } from './scope.ts';

/** The currency that records of this node start with: their entity's, or the company's above all entities. */
export async function entityCurrencyAt(call: Call, nodeId: string): Promise<string> {
  const entityId = await entityIdAt(call, nodeId);
  if (entityId === null) return call.currency;
  const entity = await call.database
    .selectFrom('entity')
    .select('currency')
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', entityId)
    .executeTakeFirst();
  return entity?.currency ?? call.currency;
}

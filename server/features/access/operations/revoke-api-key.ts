import { notFound } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { lockAccess } from '../access.ts';
import { lockApiKey } from '../queries-api-keys.ts';

/** The key stops working with its very next request, on every server. A key of another place does not exist here. */
export async function revokeApiKey(call: Call, id: string): Promise<void> {
  await lockAccess(call);
  const key = await lockApiKey(call, id);
  if (!may(call, 'settings.api_keys.manage', { scopePath: key.path, ownerId: null })) {
    throw notFound('API key');
  }
  await call.database
    .updateTable('apiKey')
    .set({ revokedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  await bumpAccessVersion(call);
  audit(call, {
    action: 'api_key.revoked',
    recordKind: 'api_key',
    recordId: id,
    scopePath: key.path,
    before: { name: key.name, roleId: key.roleId, nodeId: key.nodeId },
  });
}

import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';

export type ApiKeyRow = {
  id: string;
  name: string;
  roleId: string;
  roleName: string;
  nodeId: string;
  path: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
};

function keysOf(call: Call) {
  return call.database
    .selectFrom('apiKey')
    .innerJoin('role', (join) =>
      join.onRef('role.orgId', '=', 'apiKey.orgId').onRef('role.id', '=', 'apiKey.roleId'),
    )
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'apiKey.orgId').onRef('node.id', '=', 'apiKey.nodeId'),
    )
    .select([
      'apiKey.id',
      'apiKey.name',
      'apiKey.roleId',
      'role.name as roleName',
      'apiKey.nodeId',
      'node.path',
      'apiKey.createdAt',
      'apiKey.createdBy',
      'apiKey.expiresAt',
      'apiKey.lastUsedAt',
    ])
    .where('apiKey.orgId', '=', call.orgId)
    .where('apiKey.revokedAt', 'is', null);
}

/** The keys that were not revoked, the latest first. */
export function listApiKeys(call: Call): Promise<ApiKeyRow[]> {
  return keysOf(call).orderBy('apiKey.id', 'desc').execute();
}

export async function getApiKey(call: Call, id: string): Promise<ApiKeyRow> {
  const row = await keysOf(call).where('apiKey.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('API key');
  return row;
}

/** Holds the row until the end of the transaction. */
export async function lockApiKey(call: Call, id: string): Promise<ApiKeyRow> {
  const row = await keysOf(call).where('apiKey.id', '=', id).forNoKeyUpdate('apiKey').executeTakeFirst();
  if (!row) throw notFound('API key');
  return row;
}

import { fieldProblem } from '#domain/field-errors.ts';
import type { ApiKeyCreate } from '#domain/members.ts';
import { invalidField, invalidFields, Problem } from '#domain/problems.ts';
import { makeApiKey } from '#platform/access/authenticate.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { lockAccess, requireMayGrant } from '../access.ts';
import { type ApiKeyRow, getApiKey } from '../queries-api-keys.ts';
import { listAssignments } from '../queries-members.ts';
import { findRole, type Role } from '../queries-roles.ts';
import { usableNode } from './change-member.ts';

/** The key's row, and its text, which is shown this once. */
export type NewApiKey = ApiKeyRow & { key: string };

/**
 * Makes a key that acts with one role at one node: by default the role that its maker holds highest in the hierarchy, at
 * the node where they hold it. It can do no more than its maker, and stops when they are deactivated.
 */
export async function createApiKey(call: Call, given: ApiKeyCreate): Promise<NewApiKey> {
  const { memberId } = call.actor;
  if (memberId === null)
    throw new Problem('forbidden', { detail: 'A key needs a member who answers for it.' });
  if (given.expiresAt && Date.parse(given.expiresAt) <= call.now.getTime()) {
    throw invalidField('expiresAt', 'out_of_range', 'The key would have expired already.');
  }
  await lockAccess(call);
  const { role, node } = await place(call, memberId, given);
  requireAt(call, 'settings.api_keys.manage', node.path);
  requireMayGrant(call, role.grants, node.path);
  const id = newId();
  const { text, secretSha256 } = makeApiKey(call.orgId, id);
  await call.database
    .insertInto('apiKey')
    .values({
      orgId: call.orgId,
      id,
      name: given.name,
      secretSha256,
      roleId: role.id,
      nodeId: node.id,
      createdBy: memberId,
      createdAt: instant(call),
      expiresAt: given.expiresAt ?? null,
    })
    .execute();
  audit(call, {
    action: 'api_key.created',
    recordKind: 'api_key',
    recordId: id,
    scopePath: node.path,
    after: { name: given.name, roleId: role.id, nodeId: node.id, expiresAt: given.expiresAt ?? null },
  });
  return { ...(await getApiKey(call, id)), key: text };
}

async function place(
  call: Call,
  memberId: string,
  { roleId, nodeId }: ApiKeyCreate,
): Promise<{ role: Role; node: { id: string; path: string } }> {
  const own = roleId && nodeId ? undefined : await ownAssignment(call, memberId);
  const wantedNode = nodeId ?? own?.nodeId;
  const wantedRole = roleId ?? own?.roleId;
  if (!wantedNode) throw invalidFields([fieldProblem('nodeId', 'required')]);
  const node = await usableNode(call, 'nodeId', wantedNode);
  const role = wantedRole ? await findRole(call, wantedRole) : null;
  if (!role) throw invalidFields([fieldProblem('roleId', wantedRole ? 'not_found' : 'required')]);
  return { role, node };
}

/** What the actor holds itself: a key its own role, a member the one highest in the hierarchy. */
async function ownAssignment(
  call: Call,
  memberId: string,
): Promise<{ roleId: string; nodeId: string } | undefined> {
  if (call.actor.kind === 'api_key' && call.actor.id) return getApiKey(call, call.actor.id);
  const assignments = await listAssignments(call, [memberId]);
  const highest = assignments.filter(({ path }) => path.length === assignments[0]?.path.length);
  return highest.find(({ builtIn }) => builtIn === 'administrator') ?? highest[0];
}

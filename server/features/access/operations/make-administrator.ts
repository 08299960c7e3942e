import { hashPassword } from 'better-auth/crypto';
import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { wallOf } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { changeWall } from '#platform/database/transaction.ts';
import { insertMembership, insertPerson, removeSecondFactor, signInEmail } from '#platform/sign-in/people.ts';
import { lockAccess } from '../access.ts';
import { findMemberByEmail, listAssignments } from '../queries-members.ts';

export type Administrator = { email: string; name: string; withoutSecondFactor: boolean };

/**
 * Makes sure that somebody administers the whole company, for whoever runs the installation: adds the member, lets them
 * in again, gives them the role, whichever is missing. Nobody knows the password of a new one: they set it by a link.
 */
export async function makeAdministrator(
  call: Call,
  { email, name, withoutSecondFactor }: Administrator,
): Promise<'added' | 'found'> {
  await lockAccess(call);
  const known = await findMemberByEmail(call, email);
  const memberId = known?.id ?? (await addMember(call, { email: signInEmail(email), name }));
  if (known) {
    await call.database
      .updateTable('member')
      .set({ status: 'active', version: known.version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', memberId)
      .execute();
  }
  await assign(call, memberId);
  if (withoutSecondFactor) {
    await changeWall(call.database, { mode: 'sign-in' });
    await removeSecondFactor(call.database, { orgId: call.orgId, memberId });
    await changeWall(call.database, wallOf(call));
  }
  await bumpAccessVersion(call);
  audit(call, {
    action: 'member.made_administrator',
    recordKind: 'member',
    recordId: memberId,
    scopePath: rootPath,
    before: known ? { status: known.status } : null,
    after: { email: signInEmail(email), status: 'active', withoutSecondFactor },
  });
  return known ? 'found' : 'added';
}

async function addMember(
  call: Call,
  { email, name }: Pick<Administrator, 'email' | 'name'>,
): Promise<string> {
  const { database, orgId, now, homeNode, locale } = call;
  const memberId = newId();
  const passwordHash = await hashPassword(newId() + newId());
  await changeWall(database, { mode: 'sign-in' });
  const userId = await insertPerson(database, { name, email, passwordHash, now });
  if (userId === null) {
    throw new Problem('already_exists', { detail: `${email} signs in to another company.` });
  }
  await insertMembership(database, { userId, orgId, memberId });
  await changeWall(database, wallOf(call));
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  await database
    .insertInto('member')
    .values({ orgId, id: memberId, name, email, homeNodeId: homeNode.id, locale, ...times })
    .execute();
  return memberId;
}

async function assign(call: Call, memberId: string): Promise<void> {
  const { database, orgId, homeNode } = call;
  const held = await listAssignments(call, [memberId]);
  if (held.some(({ builtIn, path }) => builtIn === 'administrator' && path === rootPath)) return;
  const role = await database
    .selectFrom('role')
    .select('id')
    .where('orgId', '=', orgId)
    .where('builtIn', '=', 'administrator')
    .executeTakeFirstOrThrow();
  // Parley itself is at home at the root.
  const place = { orgId, memberId, roleId: role.id, nodeId: homeNode.id };
  await database
    .insertInto('roleAssignment')
    .values({ ...place, id: newId(), createdAt: instant(call) })
    .execute();
}

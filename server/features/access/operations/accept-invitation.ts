import { hashPassword } from 'better-auth/crypto';
import type { InvitationAcceptBody } from '#domain/members.ts';
import { Problem } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { finishCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { changeWall } from '#platform/database/transaction.ts';
import type { PublicContext } from '#platform/http/endpoint.ts';
import { insertMembership, insertPerson } from '#platform/sign-in/people.ts';
import { lockAccess } from '../access.ts';
import { newcomerCall } from '../newcomer.ts';
import type { OfferedInvitation } from '../queries-invitations.ts';
import type { Me } from './describe-me.ts';
import { getOffered, inTransactionOf, tokenOf } from './read-invitation.ts';
import { welcome } from './sign-in.ts';

/** Makes the invited person a member, once, and signs them in. */
export async function acceptInvitation(
  context: PublicContext,
  text: string,
  { name, password }: InvitationAcceptBody,
): Promise<Me> {
  const { services, origin, requestId } = context;
  const token = tokenOf(text);
  const now = services.clock.now();
  await inTransactionOf(services.pool, token, 'read', (database) =>
    getOffered(database, token, { now, lock: false }),
  );
  const passwordHash = await hashPassword(password);
  const email = await inTransactionOf(services.pool, token, 'write', async (database) => {
    await lockAccess({ database, orgId: token.orgId });
    const invitation = await getOffered(database, token, { now, lock: true });
    const call = newcomerCall({
      orgId: token.orgId,
      memberId: newId(),
      name,
      homeNode: { id: invitation.nodeId, path: invitation.path },
      locale: invitation.locale,
      now,
      database,
      origin,
      requestId,
    });
    await join(call, invitation, passwordHash);
    await finishCall(services, call);
    return invitation.email;
  });
  const entered = await services.signIn.enter({ email, password }, origin);
  if ('challenge' in entered) throw new Error('A new person has no second factor.');
  for (const cookie of entered.cookies) context.setHeader('set-cookie', cookie);
  return welcome(context, entered.membership);
}

async function join(call: Call, invitation: OfferedInvitation, passwordHash: string): Promise<void> {
  const { database, orgId, now, homeNode, actor, locale } = call;
  const memberId = actor.memberId ?? '';
  const { email } = invitation;
  await changeWall(database, { mode: 'sign-in' });
  const userId = await insertPerson(database, { name: actor.name, email, passwordHash, now });
  if (userId === null) {
    throw new Problem('already_exists', {
      detail: 'This address signs in to another company already; ask for an invitation to another one.',
    });
  }
  await insertMembership(database, { userId, orgId, memberId });
  await changeWall(database, { mode: 'organisation', orgId });
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  const member = { orgId, id: memberId, name: actor.name, email, homeNodeId: homeNode.id, locale };
  await database
    .insertInto('member')
    .values({ ...member, ...times })
    .execute();
  const { roleId, nodeId } = invitation;
  await database
    .insertInto('roleAssignment')
    .values({ orgId, id: newId(), memberId, roleId, nodeId, createdAt: instant(call) })
    .execute();
  await database
    .updateTable('invitation')
    .set({ acceptedAt: instant(call) })
    .where('orgId', '=', orgId)
    .where('id', '=', invitation.id)
    .execute();
  await bumpAccessVersion(call);
  audit(call, {
    action: 'member.joined',
    recordKind: 'member',
    recordId: memberId,
    scopePath: homeNode.path,
    after: { name: actor.name, email, roleId, nodeId, invitationId: invitation.id },
  });
}

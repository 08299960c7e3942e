import { fieldProblem } from '#domain/field-errors.ts';
import type { InvitationCreate } from '#domain/members.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { makeToken } from '#platform/access/token.ts';
import { newId } from '#platform/database/id.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { signInEmail } from '#platform/sign-in/people.ts';
import { lockAccess, requireMayGrant } from '../access.ts';
import type { MemberInvited } from '../events.ts';
import { invitationMail } from '../invitation-mail.ts';
import { findOpenInvitation, type InvitationRow, lockInvitation } from '../queries-invitations.ts';
import { findMemberByEmail } from '../queries-members.ts';
import { findRole } from '../queries-roles.ts';
import { usableNode } from './change-member.ts';

export type NewInvitation = InvitationRow & { url: string };

const validMs = 7 * 86_400_000;

/**
 * Invites somebody to become a member with one role at one node. The link goes out by mail and is shown to the inviter
 * this once, for an installation without mail; the row keeps its hash.
 */
export async function inviteMember(
  call: Call,
  publicUrl: string,
  given: InvitationCreate,
): Promise<NewInvitation> {
  await lockAccess(call);
  const node = await usableNode(call, 'nodeId', given.nodeId ?? call.homeNode.id);
  const role = await findRole(call, given.roleId);
  if (!role) throw invalidFields([fieldProblem('roleId', 'not_found')]);
  requireAt(call, 'settings.members.manage', node.path);
  requireMayGrant(call, role.grants, node.path);
  const email = signInEmail(given.email);
  await requireNew(call, email);
  const id = newId();
  const { text, secretSha256 } = makeToken(call.orgId, id);
  await call.database
    .insertInto('invitation')
    .values({
      orgId: call.orgId,
      id,
      email,
      name: given.name ?? null,
      roleId: role.id,
      nodeId: node.id,
      tokenSha256: secretSha256,
      expiresAt: new Date(call.now.getTime() + validMs).toISOString(),
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .execute();
  const url = `${publicUrl}/invitation/${text}`;
  await sendInvitation(call, email, url);
  const facts = { email, name: given.name ?? null, roleId: role.id, nodeId: node.id };
  audit(call, {
    action: 'member.invited',
    recordKind: 'invitation',
    recordId: id,
    scopePath: node.path,
    after: facts,
  });
  const payload: MemberInvited = { invitationId: id, ...facts };
  announce(call, { type: 'member.invited', payload });
  return { ...(await lockInvitation(call, id)), url };
}

/** An invitation that expired makes room for the next one. */
async function requireNew(call: Call, email: string): Promise<void> {
  const open = await findOpenInvitation(call, email);
  const isOpen = open !== undefined && Date.parse(open.expiresAt) > call.now.getTime();
  if (isOpen || (await findMemberByEmail(call, email))) {
    throw new Problem('already_exists', {
      detail: isOpen
        ? 'There is an open invitation for this address; revoke it first.'
        : 'A member has this address already.',
      errors: [fieldProblem('email', 'already_exists')],
    });
  }
  if (!open) return;
  await call.database
    .updateTable('invitation')
    .set({ revokedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', open.id)
    .execute();
}

async function sendInvitation(call: Call, to: string, url: string): Promise<void> {
  const { name } = await call.database
    .selectFrom('organisation')
    .select('name')
    .where('orgId', '=', call.orgId)
    .executeTakeFirstOrThrow();
  const mail = invitationMail(call.locale, { inviter: call.actor.name, company: name, url });
  await queueMail(call, { to, ...mail });
}

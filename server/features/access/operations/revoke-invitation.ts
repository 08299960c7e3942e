import { Problem } from '#domain/problems.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { lockInvitation } from '../queries-invitations.ts';

/** The link stops working. An accepted invitation is a member, whom another operation deactivates. */
export async function revokeInvitation(call: Call, id: string): Promise<void> {
  const invitation = await lockInvitation(call, id);
  requireAt(call, 'settings.members.manage', invitation.path);
  if (invitation.acceptedAt !== null) {
    throw new Problem('invitation_used', { detail: 'The invitation was accepted; deactivate the member.' });
  }
  if (invitation.revokedAt !== null) return;
  await call.database
    .updateTable('invitation')
    .set({ revokedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  audit(call, {
    action: 'invitation.revoked',
    recordKind: 'invitation',
    recordId: id,
    scopePath: invitation.path,
    before: { email: invitation.email },
  });
}

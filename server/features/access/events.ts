/** `member.deactivated`: whoever owns records hands those of `memberId` to `reassignToId`, unless that is null. */
export type MemberDeactivated = { memberId: string; reassignToId: string | null };

/** `member.invited`. The link is not part of it: events are kept and shown. */
export type MemberInvited = {
  invitationId: string;
  email: string;
  name: string | null;
  roleId: string;
  nodeId: string;
};

import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import {
  invitationAcceptBody,
  invitationCreate,
  memberDeactivateBody,
  memberPatch,
  memberRolesBody,
} from '#domain/members.ts';
import { may } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { willBeSent } from '#platform/mail/mail-server.ts';
import {
  invitationsAnswer,
  meAnswer,
  memberAnswer,
  membersAnswer,
  newInvitationAnswer,
  offeredInvitationAnswer,
} from './answers.ts';
import { membersPage, membersQuery } from './list-members.ts';
import { acceptInvitation } from './operations/accept-invitation.ts';
import { assignRoles } from './operations/assign-roles.ts';
import { changeMember } from './operations/change-member.ts';
import { deactivateMember } from './operations/deactivate-member.ts';
import { inviteMember } from './operations/invite-member.ts';
import { reactivateMember } from './operations/reactivate-member.ts';
import { readInvitation } from './operations/read-invitation.ts';
import { revokeInvitation } from './operations/revoke-invitation.ts';
import { presentInvitation, presentMember, presentNewInvitation } from './present.ts';
import { listInvitations } from './queries-invitations.ts';
import { getMember } from './queries-members.ts';

const tag = 'Members';
const params = z.object({ id: uuid });
// Named as the id of the rows above: OpenAPI knows a path by its shape, whatever its parameters are called.
const linkParams = z.object({ id: z.string().min(1).max(200).describe('The token of the link.') });
const manage = { capability: 'settings.members.manage' } as const;

const members: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/members',
    summary: 'List the members of the company by name.',
    tag,
    access: 'read',
    query: membersQuery,
    answer: membersAnswer,
    run: (call, { query }) => membersPage(call, query),
  }),
  endpoint({
    method: 'GET',
    path: '/members/:id',
    summary: 'Show a member.',
    tag,
    access: 'read',
    params,
    answer: memberAnswer,
    run: async (call, input) => presentMember(call, await getMember(call, input.params.id)),
  }),
  endpoint({
    method: 'PATCH',
    path: '/members/:id',
    summary: "Change a member's name, home node or language.",
    tag,
    access: 'write',
    ...manage,
    params,
    body: memberPatch,
    answer: memberAnswer,
    run: async (call, input) =>
      presentMember(call, await changeMember(call, input.params.id, input.body, input.ifMatch)),
  }),
  endpoint({
    method: 'POST',
    path: '/members/:id/deactivate',
    summary: 'Keep a member from signing in, and hand their records over when a successor is named.',
    tag,
    access: 'write',
    ...manage,
    params,
    body: memberDeactivateBody,
    answer: memberAnswer,
    run: async (call, input) =>
      presentMember(call, await deactivateMember(call, input.params.id, input.body, input.ifMatch)),
  }),
  endpoint({
    method: 'POST',
    path: '/members/:id/reactivate',
    summary: 'Let a deactivated member sign in again.',
    tag,
    access: 'write',
    ...manage,
    params,
    answer: memberAnswer,
    run: async (call, input) =>
      presentMember(call, await reactivateMember(call, input.params.id, input.ifMatch)),
  }),
  endpoint({
    method: 'PUT',
    path: '/members/:id/roles',
    summary: 'Give a member exactly these roles at these nodes.',
    tag,
    access: 'write',
    ...manage,
    params,
    body: memberRolesBody,
    answer: memberAnswer,
    run: async (call, input) =>
      presentMember(call, await assignRoles(call, input.params.id, input.body, input.ifMatch)),
  }),
];

const invitations: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/invitations',
    summary: 'List the latest invitations.',
    tag,
    access: 'read',
    ...manage,
    answer: invitationsAnswer,
    run: async (call) => {
      const rows = await listInvitations(call);
      const mine = rows.filter(({ path }) =>
        may(call, manage.capability, { scopePath: path, ownerId: null }),
      );
      return { items: mine.map((row) => presentInvitation(call, row)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/invitations',
    summary: 'Invite somebody; the link is mailed, and shown in this answer only.',
    tag,
    // Not `write`: an answer with a secret must not be kept for its Idempotency-Key.
    access: 'session',
    ...manage,
    body: invitationCreate,
    answer: newInvitationAnswer,
    status: 201,
    run: ({ services, inCall }, { body }) =>
      inCall('write', async (call) => ({
        ...presentNewInvitation(call, await inviteMember(call, services.config.publicUrl, body)),
        mail: (await willBeSent(call)) ? 'queued' : 'simulated',
      })),
  }),
  endpoint({
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Revoke an invitation.',
    tag,
    access: 'write',
    ...manage,
    params,
    run: (call, input) => revokeInvitation(call, input.params.id),
  }),
  endpoint({
    method: 'GET',
    path: '/invitations/:id',
    summary: 'Show who is invited where, to whoever holds the link.',
    tag,
    access: 'public',
    params: linkParams,
    answer: offeredInvitationAnswer,
    run: async (context, input) => {
      const offered = await readInvitation(context, input.params.id);
      const { organisationName, email, name, expiresAt } = offered;
      return { organisationName, email, name, expiresAt };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/invitations/:id/accept',
    summary: 'Become a member by an invitation, and sign in.',
    tag,
    access: 'public',
    params: linkParams,
    body: invitationAcceptBody,
    answer: meAnswer,
    status: 201,
    run: (context, input) => acceptInvitation(context, input.params.id, input.body),
  }),
];

export const memberEndpoints: readonly Endpoint[] = [...members, ...invitations];

import { z } from 'zod';
import { capabilityNames, reaches } from './capabilities.ts';
import {
  email,
  optionalInstant,
  optionalText,
  optionalTimeZone,
  optionalUuid,
  rule,
  text,
  uuid,
} from './fields.ts';
import { levels } from './scope.ts';
import { locales, password } from './settings.ts';

/** Where a member stands: what they may do (the role) and from which node downwards. */
const assignment = { roleId: uuid, nodeId: uuid };

export const invitationCreate = z.strictObject({
  email,
  name: optionalText(120),
  roleId: uuid,
  nodeId: optionalUuid,
});

export const invitationAcceptBody = z.strictObject({ name: text(120), password });

const grants = z
  .array(z.strictObject({ capability: z.enum(capabilityNames), reach: z.enum(reaches) }))
  .max(capabilityNames.length)
  .check(
    rule<{ capability: string }[]>(
      (given) => new Set(given.map(({ capability }) => capability)).size === given.length,
      'duplicate',
    ),
  );

export const roleCreate = z.strictObject({ name: text(120), grants });
export const rolePatch = roleCreate.partial();

export const roleAssignmentCreate = z.strictObject(assignment);

export const memberStatuses = ['active', 'deactivated'] as const;

/** What an administrator changes on a member; status and roles have operations of their own. */
export const memberPatch = z
  .strictObject({ name: text(120), homeNodeId: uuid, locale: z.enum(locales) })
  .partial();

/** Who takes over the records of a member who is deactivated; without one they keep them. */
export const memberDeactivateBody = z.strictObject({ reassignToId: optionalUuid });

/** The whole list: what is absent is taken away. */
export const memberRolesBody = z.strictObject({
  assignments: z
    .array(roleAssignmentCreate)
    .max(50)
    .check(
      rule<{ roleId: string; nodeId: string }[]>(
        (given) => new Set(given.map(({ roleId, nodeId }) => roleId + nodeId)).size === given.length,
        'duplicate',
      ),
    ),
});

export const colourSchemes = ['auto', 'light', 'dark'] as const;

/** What members change about themselves. */
export const profilePatch = z
  .strictObject({
    name: text(120),
    locale: z.enum(locales),
    timeZone: optionalTimeZone,
    colourScheme: z.enum(colourSchemes),
  })
  .partial();

// The organisation is made by the set-up, once.
const childLevels = levels.filter((level) => level !== 'organisation');

export const nodeCreate = z.strictObject({ level: z.enum(childLevels), name: text(180), parentId: uuid });
export const nodePatch = z.strictObject({ name: text(180) });

/** Without a role or a node the key gets the ones of its maker. */
export const apiKeyCreate = z.strictObject({
  name: text(120),
  roleId: optionalUuid,
  nodeId: optionalUuid,
  expiresAt: optionalInstant,
});

export type InvitationCreate = z.infer<typeof invitationCreate>;
export type InvitationAcceptBody = z.infer<typeof invitationAcceptBody>;
export type RoleCreate = z.infer<typeof roleCreate>;
export type RolePatch = z.infer<typeof rolePatch>;
export type RoleAssignmentCreate = z.infer<typeof roleAssignmentCreate>;
export type MemberPatch = z.infer<typeof memberPatch>;
export type MemberDeactivateBody = z.infer<typeof memberDeactivateBody>;
export type MemberRolesBody = z.infer<typeof memberRolesBody>;
export type ProfilePatch = z.infer<typeof profilePatch>;
export type NodeCreate = z.infer<typeof nodeCreate>;
export type NodePatch = z.infer<typeof nodePatch>;
export type ApiKeyCreate = z.infer<typeof apiKeyCreate>;

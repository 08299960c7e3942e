import { z } from 'zod';
import { capabilityNames, reaches } from '#domain/capabilities.ts';
import { uuid } from '#domain/fields.ts';
import { memberStatuses } from '#domain/members.ts';
import { moduleNames } from '#domain/modules.ts';
import { levels } from '#domain/scope.ts';
import { locales } from '#domain/settings.ts';

const instant = z.string().meta({ format: 'date-time' });
const grant = z.object({ capability: z.enum(capabilityNames), reach: z.enum(reaches) });
const scope = z.object({
  level: z.enum(levels),
  entityId: uuid.optional(),
  branchId: uuid.optional(),
  departmentId: uuid.optional(),
  positionId: uuid.optional(),
});

export const setupAnswer = z.object({ needed: z.boolean() });

export const meAnswer = z.object({
  member: z
    .object({
      id: uuid,
      name: z.string(),
      email: z.string(),
      locale: z.enum(locales),
      timeZone: z.string().nullable(),
      colourScheme: z.enum(['auto', 'light', 'dark']),
      /** Absent for programs. */
      twoFactorEnabled: z.boolean().optional(),
    })
    .nullable(),
  actor: z.object({
    kind: z.enum(['member', 'api_key', 'system', 'public']),
    id: uuid.nullable(),
    name: z.string(),
  }),
  organisation: z.object({
    id: uuid,
    name: z.string(),
    currency: z.string(),
    country: z.string().nullable(),
    timeZone: z.string(),
    locale: z.enum(locales),
  }),
  capabilities: z.array(grant),
  modules: z.array(z.enum(moduleNames)),
  scopes: z.array(
    z.object({ nodeId: uuid, level: z.enum(levels), name: z.string(), path: z.string(), scope }),
  ),
  homeScope: scope,
});

export const totpAnswer = z.object({ uri: z.string(), backupCodes: z.array(z.string()) });

export const sessionsAnswer = z.object({
  items: z.array(
    z.object({
      id: uuid,
      createdAt: instant,
      refreshedAt: instant,
      expiresAt: instant,
      ip: z.string().nullable(),
      userAgent: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
});

export const memberAnswer = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  status: z.enum(memberStatuses),
  homeNodeId: uuid,
  locale: z.enum(locales),
  version: z.number(),
  createdAt: instant,
  updatedAt: instant,
  assignments: z.array(z.object({ roleId: uuid, roleName: z.string(), nodeId: uuid })).optional(),
  abilities: z.object({ edit: z.boolean() }).optional(),
});

export const membersAnswer = z.object({
  items: z.array(memberAnswer),
  nextCursor: z.string().nullable(),
  total: z.object({ value: z.number(), exact: z.boolean() }),
});

export const roleAnswer = z.object({
  id: uuid,
  name: z.string(),
  builtIn: z.boolean(),
  /** What a built-in role is called in code; its name is for people. */
  key: z.string().nullable(),
  grants: z.array(grant),
  version: z.number(),
  createdAt: instant,
  updatedAt: instant,
});
export const rolesAnswer = z.object({ items: z.array(roleAnswer) });

export const capabilitiesAnswer = z.object({
  items: z.array(
    z.object({
      capability: z.enum(capabilityNames),
      module: z.enum(moduleNames).nullable(),
      sentence: z.string(),
    }),
  ),
});

export const invitationAnswer = z.object({
  id: uuid,
  email: z.string(),
  name: z.string().nullable(),
  roleId: uuid,
  nodeId: uuid,
  status: z.enum(['open', 'accepted', 'revoked', 'expired']),
  expiresAt: instant,
  acceptedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  createdAt: instant,
  createdBy: uuid.nullable(),
});
export const invitationsAnswer = z.object({ items: z.array(invitationAnswer) });
/** The link is in this answer and in the mail, and nowhere else. */
export const newInvitationAnswer = invitationAnswer.extend({
  url: z.string(),
  /** Without a mail server the mail is kept and not sent. */
  mail: z.enum(['queued', 'simulated']),
});
export const offeredInvitationAnswer = z.object({
  organisationName: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  expiresAt: instant,
});

export const apiKeyAnswer = z.object({
  id: uuid,
  name: z.string(),
  roleId: uuid,
  roleName: z.string(),
  nodeId: uuid,
  createdAt: instant,
  createdBy: uuid,
  expiresAt: instant.nullable(),
  /** To the minute; null until its first request. */
  lastUsedAt: instant.nullable(),
});
export const apiKeysAnswer = z.object({ items: z.array(apiKeyAnswer) });
/** The key is shown this once. */
export const newApiKeyAnswer = apiKeyAnswer.extend({ key: z.string() });

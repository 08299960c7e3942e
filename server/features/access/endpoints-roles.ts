import { z } from 'zod';
import { capabilities, capabilityNames } from '#domain/capabilities.ts';
import { uuid } from '#domain/fields.ts';
import { apiKeyCreate, roleCreate, rolePatch } from '#domain/members.ts';
import { may } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { apiKeysAnswer, capabilitiesAnswer, newApiKeyAnswer, roleAnswer, rolesAnswer } from './answers.ts';
import { changeRole } from './operations/change-role.ts';
import { createApiKey } from './operations/create-api-key.ts';
import { createRole } from './operations/create-role.ts';
import { removeRole } from './operations/remove-role.ts';
import { revokeApiKey } from './operations/revoke-api-key.ts';
import { presentApiKey, presentNewApiKey, presentRole } from './present.ts';
import { listApiKeys } from './queries-api-keys.ts';
import { getRole, listRoles } from './queries-roles.ts';

const tag = 'Roles and keys';
const params = z.object({ id: uuid });
const manageRoles = { capability: 'settings.roles.manage' } as const;
const manageKeys = { capability: 'settings.api_keys.manage' } as const;

const roles: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/capabilities',
    summary: 'List everything that a role can allow, each with a sentence.',
    tag,
    access: 'read',
    answer: capabilitiesAnswer,
    run: async () => ({
      items: capabilityNames.map((capability) => {
        const { module, sentence } = capabilities[capability];
        return { capability, module, sentence };
      }),
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/roles',
    summary: 'List the roles of the company with what they grant.',
    tag,
    access: 'read',
    answer: rolesAnswer,
    run: async (call) => ({ items: (await listRoles(call)).map(presentRole) }),
  }),
  endpoint({
    method: 'POST',
    path: '/roles',
    summary: 'Create a role. You can grant only what you hold yourself.',
    tag,
    access: 'write',
    ...manageRoles,
    body: roleCreate,
    answer: roleAnswer,
    status: 201,
    run: async (call, { body }) => presentRole(await createRole(call, body)),
  }),
  endpoint({
    method: 'GET',
    path: '/roles/:id',
    summary: 'Show a role.',
    tag,
    access: 'read',
    params,
    answer: roleAnswer,
    run: async (call, input) => presentRole(await getRole(call, input.params.id)),
  }),
  endpoint({
    method: 'PATCH',
    path: '/roles/:id',
    summary: 'Change a role of your own; built-in roles stay as they are.',
    tag,
    access: 'write',
    ...manageRoles,
    params,
    body: rolePatch,
    answer: roleAnswer,
    run: async (call, input) =>
      presentRole(await changeRole(call, input.params.id, input.body, input.ifMatch)),
  }),
  endpoint({
    method: 'DELETE',
    path: '/roles/:id',
    summary: 'Remove a role that nobody holds.',
    tag,
    access: 'write',
    ...manageRoles,
    params,
    run: (call, input) => removeRole(call, input.params.id, input.ifMatch),
  }),
];

const apiKeys: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/api-keys',
    summary: 'List the API keys that work, without their secrets.',
    tag,
    access: 'read',
    ...manageKeys,
    answer: apiKeysAnswer,
    run: async (call) => {
      const rows = await listApiKeys(call);
      const mine = rows.filter(({ path }) =>
        may(call, manageKeys.capability, { scopePath: path, ownerId: null }),
      );
      return { items: mine.map(presentApiKey) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/api-keys',
    summary: 'Create an API key with a role at a node; its text is in this answer only.',
    tag,
    // Not `write`: an answer with a secret must not be kept for its Idempotency-Key.
    access: 'session',
    ...manageKeys,
    body: apiKeyCreate,
    answer: newApiKeyAnswer,
    status: 201,
    run: ({ inCall }, { body }) =>
      inCall('write', async (call) => presentNewApiKey(await createApiKey(call, body))),
  }),
  endpoint({
    method: 'DELETE',
    path: '/api-keys/:id',
    summary: 'Revoke an API key; its next request is refused.',
    tag,
    access: 'write',
    ...manageKeys,
    params,
    run: (call, input) => revokeApiKey(call, input.params.id),
  }),
];

export const roleEndpoints: readonly Endpoint[] = [...roles, ...apiKeys];

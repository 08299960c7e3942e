import type { Endpoint } from '#platform/http/endpoint.ts';
import { memberEndpoints } from './endpoints-members.ts';
import { roleEndpoints } from './endpoints-roles.ts';
import { signInEndpoints } from './endpoints-sign-in.ts';

export const accessEndpoints: readonly Endpoint[] = [
  ...signInEndpoints,
  ...memberEndpoints,
  ...roleEndpoints,
];

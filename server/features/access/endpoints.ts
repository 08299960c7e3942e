import { z } from 'zod';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { SignIn } from '#platform/sign-in/sign-in.ts';

export function accessEndpoints(_signIn: SignIn): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/capabilities',
      summary: 'Lists everything that a role can allow.',
      tag: 'Access',
      access: 'read',
      answer: z.any(),
      run: async (call) => ({ items: [call.actor.name] }),
    }),
  ];
}

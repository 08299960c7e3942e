import { z } from 'zod';
import { consentBody, consentChannels, consentStates } from '#domain/consent.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { recordConsent } from '#features/contacts/operations/record-consent.ts';
import { consentOf } from '#features/contacts/queries-consent.ts';
import { leadKind } from '#features/leads/kind.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { capabilityOf, type RecordKind } from '#records/kind.ts';
import { idParams } from '#records/record-endpoints.ts';

const entry = z.object({
  id: z.uuid(),
  channel: z.enum(consentChannels),
  address: z.string(),
  state: z.enum(consentStates),
  source: z.string(),
  proof: z.string().nullable(),
  recordKind: z.string(),
  recordId: z.uuid(),
  at: z.string(),
  by: z.uuid().nullable(),
  byName: z.string().nullable(),
  ip: z.string().nullable(),
});

const answer = z.object({
  current: z.array(
    z.object({
      channel: z.enum(consentChannels),
      address: z.string().nullable(),
      state: z.enum(consentStates),
    }),
  ),
  items: z.array(entry),
});

function consentEndpointsOf(kind: RecordKind): Endpoint[] {
  const common = { tag: kind.path.slice(1), module: kind.module, path: `${kind.path}/:id/consent` };
  return [
    endpoint({
      ...common,
      method: 'GET',
      summary: `Whether this one of the ${common.tag} may be written to, and the ledger that shows it.`,
      access: 'read',
      capability: capabilityOf(kind, 'view'),
      params: idParams,
      answer,
      run: (call, { params }) => consentOf(call, kind, params.id),
    }),
    endpoint({
      ...common,
      method: 'POST',
      summary: `Record what this one of the ${common.tag} said about being written to, with its source and proof.`,
      access: 'write',
      capability: capabilityOf(kind, 'edit'),
      params: idParams,
      body: consentBody,
      answer,
      run: async (call, { params, body, ifMatch }) => {
        await recordConsent(call, kind, params.id, body, ifMatch);
        return consentOf(call, kind, params.id);
      },
    }),
  ];
}

export const consentEndpoints: Endpoint[] = [leadKind, contactKind].flatMap(consentEndpointsOf);

import { z } from 'zod';
import { shareBody } from '#domain/sharing.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { publicEndpoints } from './endpoints-public.ts';
import { allPublicDocuments, type PublicDocument } from './kind.ts';
import { closeLink, linkOf, shareRecord } from './operations/share-record.ts';

const linkSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  token: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  viewCount: z.int(),
  firstViewedAt: z.string().nullable(),
  lastViewedAt: z.string().nullable(),
});

function linkEndpoints(document: PublicDocument): Endpoint[] {
  const { kind, capability } = document;
  const common = {
    tag: kind.path.slice(1),
    module: kind.module,
    capability,
    path: `${kind.path}/:id/public-link`,
    params: idParams,
  } as const;
  return [
    endpoint({
      ...common,
      method: 'GET',
      access: 'read',
      summary: 'The link that customers open the record by, or null where none works.',
      answer: z.object({ link: linkSchema.nullable() }),
      run: async (call, { params }) => ({ link: await linkOf(call, document, params.id) }),
    }),
    endpoint({
      ...common,
      method: 'POST',
      access: 'write',
      summary: 'Make a link that opens the record to whoever holds it, or answer with the one that works.',
      body: shareBody,
      answer: z.object({ link: linkSchema }),
      status: 201,
      run: async (call, { params, body, ifMatch }) => ({
        link: await shareRecord(call, document, params.id, body, ifMatch),
      }),
    }),
    endpoint({
      ...common,
      method: 'DELETE',
      access: 'write',
      summary: 'Close the link of the record: whoever holds it sees nothing any more.',
      run: (call, { params, ifMatch }) => closeLink(call, document, params.id, ifMatch),
    }),
  ];
}

/** A function: it serves the links of every kind that the features have declared by then. */
export function sharingEndpoints(): Endpoint[] {
  return [...allPublicDocuments().flatMap(linkEndpoints), ...publicEndpoints];
}

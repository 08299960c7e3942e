import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { uuid } from '#domain/fields.ts';
import { invalidFields, isProblem, notFound } from '#domain/problems.ts';
import { brandingPatch } from '#domain/templates.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint, type ReceivedFile, type SessionContext } from '#platform/http/endpoint.ts';
import { changeBranding, changeLogo, requireBrandingOf } from './operations/change-branding.ts';
import { renderContent } from './operations/render-content.ts';
import { findBranding } from './queries-branding.ts';
import { sampleContent } from './sample-content.ts';

const mostLogoBytes = 1_000_000;
const common = { tag: 'templates', params: z.object({ nodeId: uuid }) } as const;
const managed = { ...common, capability: 'settings.templates.manage' } as const;
const translated = z.object({ en: z.string().nullish(), ar: z.string().nullish() });
const answer = z.object({
  nodeId: z.uuid(),
  footer: translated,
  logo: z.object({ url: z.string() }).nullable(),
  version: z.int(),
});

async function present(call: Call, nodeId: string) {
  const row = await findBranding(call, nodeId);
  // A new logo has a new address, so that a browser never shows the old one.
  const logo = row?.logoKey ? { url: `/api/v1/branding/${nodeId}/logo?v=${row.version}` } : null;
  return { nodeId, footer: row?.footer ?? {}, logo, version: row?.version ?? 0 };
}

// The first bytes that the formats prescribe: PNG §5.2 of its specification, JPEG's SOI marker.
function typeOf(head: Buffer): 'image/png' | 'image/jpeg' | null {
  if (head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  return head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'image/jpeg' : null;
}

/** What an uploaded logo is by its content; refuses what is no PNG or JPEG that a document can show. */
async function inspectLogo({ services, inCall }: SessionContext, nodeId: string, file: ReceivedFile) {
  const content = await inCall('read', async (call) => {
    await requireBrandingOf(call, nodeId);
    const look = { kind: 'invoice', layout: 'modern', language: 'en', texts: {} } as const;
    return sampleContent(call, look, nodeId);
  });
  const refused = () => invalidFields([fieldProblem('file', 'unknown_value', { allowed: 'PNG, JPEG' })]);
  const chunks = await services.store.get(file.key, { from: 0, to: Math.min(8, file.size) - 1 });
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks ?? []) parts.push(chunk);
  const contentType = typeOf(Buffer.concat(parts));
  if (contentType === null) throw refused();
  const logo = { key: file.key, contentType };
  try {
    await renderContent(services, { ...content, branding: { ...content.branding, logo } });
  } catch (error) {
    // It begins like a picture and is none; everything else of the sample can be printed.
    throw isProblem(error) ? error : refused();
  }
  return contentType;
}

export const brandingEndpoints: readonly Endpoint[] = [
  endpoint({
    ...managed,
    method: 'GET',
    path: '/branding/:nodeId',
    summary: 'The logo and the footer of an entity, or of the organisation for those that have none.',
    access: 'read',
    answer,
    async run(call, { params }) {
      await requireBrandingOf(call, params.nodeId);
      return present(call, params.nodeId);
    },
  }),
  endpoint({
    ...managed,
    method: 'PATCH',
    path: '/branding/:nodeId',
    summary: 'Change what stands at the foot of every page.',
    access: 'write',
    body: brandingPatch,
    answer,
    async run(call, { params, body, ifMatch }) {
      await changeBranding(call, params.nodeId, body, ifMatch);
      return present(call, params.nodeId);
    },
  }),
  endpoint({
    ...managed,
    method: 'POST',
    path: '/branding/:nodeId/logo',
    summary: 'Upload a logo, PNG or JPEG, that documents made from now on show.',
    access: 'upload',
    body: z.strictObject({}),
    answer,
    mostBytes: () => mostLogoBytes,
    inspect: (context, { params, file }) => inspectLogo(context, params.nodeId, file),
    async run(call, { params, file, seen }) {
      await changeLogo(call, params.nodeId, { file, contentType: seen });
      return present(call, params.nodeId);
    },
  }),
  endpoint({
    ...managed,
    method: 'DELETE',
    path: '/branding/:nodeId/logo',
    summary: 'Take the logo away; documents that were sent keep it.',
    access: 'write',
    answer,
    async run(call, { params }) {
      await changeLogo(call, params.nodeId, null);
      return present(call, params.nodeId);
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/branding/:nodeId/logo',
    summary: 'The logo of an entity or of the organisation.',
    access: 'file',
    async run({ inCall, services }, { params }) {
      const row = await inCall('read', (call) => findBranding(call, params.nodeId));
      if (!row?.logoKey || !row.logoType) throw notFound('logo');
      const chunks = await services.store.get(row.logoKey);
      if (!chunks) throw new Error('The logo is not in the store.');
      const size = Number(row.logoSize);
      return {
        contentType: row.logoType,
        fileName: row.logoType === 'image/png' ? 'logo.png' : 'logo.jpg',
        chunks,
        stored: { size, part: null, etag: `"${row.logoKey}"`, inline: true },
      };
    },
  }),
];

import { z } from 'zod';
import { documentLanguages } from '#domain/document-lines.ts';
import { uuid } from '#domain/fields.ts';
import { invalidFields } from '#domain/problems.ts';
import {
  documentLayouts,
  mergeFields,
  printedKinds,
  templateBody,
  templatePreviewBody,
  templateProblems,
} from '#domain/templates.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { nodesOf } from '#records/scope.ts';
import { previewPdf } from './operations/document-pdf.ts';
import { requireTemplatesOf, resetTemplate, saveTemplate } from './operations/save-template.ts';
import { presentTemplates } from './queries-templates.ts';
import { sampleContent } from './sample-content.ts';

const common = { tag: 'templates', capability: 'settings.templates.manage' } as const;
const translated = z.object({ en: z.string().nullish(), ar: z.string().nullish() });
const kindParams = z.object({ kind: z.enum(printedKinds) });
const ofEntity = z.strictObject({ entityId: uuid.optional() });

const template = z.object({
  kind: z.enum(printedKinds),
  entityId: z.uuid().nullable(),
  inherited: z.boolean(),
  layout: z.enum(documentLayouts),
  language: z.enum(documentLanguages),
  texts: z.object({ heading: translated, opening: translated, closing: translated, terms: translated }),
  version: z.int(),
});

/** Where a document of an entity or of the company is made: the entity, or the organisation's own node. */
async function nodeFor(call: Call, entityId: string | null): Promise<string> {
  if (entityId !== null) return entityId;
  const nodes = [...(await nodesOf(call)).values()];
  const entity = nodes.find(({ level, archivedAt }) => level === 'entity' && archivedAt === null);
  const root = nodes.find(({ level }) => level === 'organisation');
  return entity?.id ?? root?.id ?? call.homeNode.id;
}

export const templateEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/templates',
    summary: 'How documents of each kind look in an entity or, without one, in the whole company.',
    access: 'read',
    query: ofEntity,
    answer: z.object({ items: z.array(template), mergeFields: z.array(z.enum(mergeFields)) }),
    async run(call, { query }) {
      const entityId = query.entityId ?? null;
      await requireTemplatesOf(call, entityId);
      return { items: await presentTemplates(call, entityId), mergeFields: [...mergeFields] };
    },
  }),
  endpoint({
    ...common,
    method: 'PUT',
    path: '/templates/:kind',
    summary: 'Change how documents of a kind look; a mistake in a text is refused with its line.',
    access: 'write',
    params: kindParams,
    body: templateBody,
    answer: template,
    run: (call, { params, body, ifMatch }) => saveTemplate(call, params.kind, body, ifMatch),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    path: '/templates/:kind',
    summary: 'Forget the template of an entity or of the company: the one above it counts again.',
    access: 'write',
    params: kindParams,
    query: ofEntity,
    answer: template,
    run: (call, { params, query, ifMatch }) =>
      resetTemplate(call, params.kind, query.entityId ?? null, ifMatch),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/templates/preview',
    summary:
      'A made-up document as a template that is being edited would print it, as PDF. Nothing is saved.',
    access: 'file',
    body: templatePreviewBody,
    async run(context, { body }) {
      const content = await context.inCall('read', async (call) => {
        const entityId = body.entityId ?? null;
        await requireTemplatesOf(call, entityId);
        const mistakes = templateProblems(body.texts);
        if (mistakes.length > 0) throw invalidFields(mistakes);
        return sampleContent(call, body, await nodeFor(call, entityId));
      });
      return previewPdf(context, content);
    },
  }),
];

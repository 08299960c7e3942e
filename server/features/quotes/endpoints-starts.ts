import { z } from 'zod';
import { quoteDuplicateBody, quoteTemplateCreate, quoteTemplatePatch } from '#domain/quote-templates.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { lineSchema } from '#records/document-schemas.ts';
import type { RecordRow } from '#records/kind.ts';
import { idParams, presentDetail } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { quoteKind } from './kind.ts';
import { changeTemplate } from './operations/change-template.ts';
import { createTemplate } from './operations/create-template.ts';
import { duplicateQuote } from './operations/duplicate-quote.ts';
import { removeTemplate } from './operations/remove-template.ts';
import { quoteDetail } from './queries.ts';
import { getTemplate, listTemplates, type QuoteTemplate } from './queries-templates.ts';

const summary = {
  id: z.uuid(),
  name: z.string(),
  currency: z.string(),
  lineCount: z.int(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
};
const line = lineSchema.pick({
  ...{ lineType: true, productId: true, description: true, quantity: true, unit: true, unitPrice: true },
  ...{ taxRate: true, discountPercent: true, sortOrder: true, optional: true, selected: true },
});
const content = z.looseObject({ currency: z.string(), lines: z.array(line) });
const answer = z.object({ ...summary, content });

const summed = ({ content: { currency, lines }, ...template }: QuoteTemplate) => ({
  ...template,
  currency,
  lineCount: lines.length,
});
const whole = (template: QuoteTemplate) => ({ ...summed(template), content: template.content });

const withLines = async (call: Call, quote: RecordRow) => ({ lines: (await quoteDetail(call, quote)).lines });

const common = { tag: 'quote templates', module: 'crm' } as const;
const use = { ...common, capability: 'crm.quotes.create' } as const;
const change = { ...common, capability: 'crm.settings.manage' } as const;

/** What a quote can start from besides a form: another quote, or a template. */
export const quoteStartEndpoints: readonly Endpoint[] = [
  endpoint({
    access: 'write',
    tag: 'quotes',
    module: 'crm',
    method: 'POST',
    path: '/quotes/:id/duplicate',
    summary: 'Open a new quote with what this one says.',
    capability: 'crm.quotes.create',
    params: idParams,
    body: quoteDuplicateBody,
    answer: recordSchema(quoteKind, { lines: z.array(lineSchema) }),
    status: 201,
    run: async (call, { params, body, ifMatch }) =>
      presentDetail(call, quoteKind, await duplicateQuote(call, params.id, body, ifMatch), {
        detail: withLines,
      }),
  }),
  endpoint({
    ...use,
    access: 'read',
    method: 'GET',
    path: '/quote-templates',
    summary: 'List what quotes can start from, by name.',
    answer: z.object({ items: z.array(z.object(summary)) }),
    run: async (call) => ({ items: (await listTemplates(call)).map(summed) }),
  }),
  endpoint({
    ...use,
    access: 'read',
    method: 'GET',
    path: '/quote-templates/:id',
    summary: 'Read a template with its lines and words.',
    params: idParams,
    answer,
    run: async (call, { params }) => whole(await getTemplate(call, params.id)),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'POST',
    path: '/quote-templates',
    summary: 'Keep the lines, words and discount of a quote as a template.',
    body: quoteTemplateCreate,
    answer,
    status: 201,
    run: async (call, { body }) => whole(await createTemplate(call, body)),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'PATCH',
    path: '/quote-templates/:id',
    summary: 'Rename a template, or fill it anew from a quote.',
    params: idParams,
    body: quoteTemplatePatch,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      whole(await changeTemplate(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'DELETE',
    path: '/quote-templates/:id',
    summary: 'Remove a template; quotes that started from it stay as they are.',
    params: idParams,
    answer: z.object({ removed: z.boolean() }),
    run: async (call, { params, ifMatch }) => {
      await removeTemplate(call, params.id, ifMatch);
      return { removed: true };
    },
  }),
];

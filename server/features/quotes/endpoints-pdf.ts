import type { z } from 'zod';
import { optionalUuid } from '#domain/fields.ts';
import { quotePatch } from '#domain/quotes.ts';
import { documentPdf, previewPdf } from '#features/documents/operations/document-pdf.ts';
import { contentIfSaved } from '#features/documents/operations/preview-change.ts';
import { pdfQuery } from '#features/documents/queries-pdf.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { createQuote } from './operations/create-quote.ts';
import { updateQuote } from './operations/update-quote.ts';
import { quotePrintable } from './printable.ts';

/** As a quote is created or, with the id of a draft, changed; whatever is not typed yet may be absent. */
const previewBody = quotePatch.extend({ id: optionalUuid });

// A quote that nobody has named yet can be looked at too.
const unnamed = '–';

async function contentOf(call: Call, { id, ...body }: z.output<typeof previewBody>) {
  if (id) return quotePrintable.content(call, await updateQuote(call, id, body, null));
  const quote = await createQuote(call, { ...body, title: body.title ?? unnamed });
  const content = await quotePrintable.content(call, quote);
  return { ...content, number: body.number ?? null, title: body.title ?? null };
}

const common = { tag: 'quotes', module: 'crm' } as const;

export const quotePdfEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    access: 'file',
    path: '/quotes/:id/pdf',
    summary: 'The PDF of a quote: of a draft as it is now, else exactly as it was sent.',
    capability: 'crm.quotes.view',
    params: idParams,
    query: pdfQuery,
    run: (context, { params, query }) => documentPdf(context, 'quote', params.id, query),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'file',
    path: '/quotes/preview',
    summary:
      'The PDF that a quote would have if this were saved; nothing is. Name a draft by its `id` to change it.',
    capability: 'crm.quotes.edit',
    body: previewBody,
    run: async (context, { body }) =>
      previewPdf(context, await contentIfSaved(context, (call) => contentOf(call, body))),
  }),
];

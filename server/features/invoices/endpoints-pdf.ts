import type { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { optionalUuid } from '#domain/fields.ts';
import { invoicePatch } from '#domain/invoices.ts';
import { invalidFields } from '#domain/problems.ts';
import { documentPdf, previewPdf } from '#features/documents/operations/document-pdf.ts';
import { contentIfSaved } from '#features/documents/operations/preview-change.ts';
import { pdfQuery } from '#features/documents/queries-pdf.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { patchRecord } from '#records/patch-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { invoiceKind } from './kind.ts';
import { createInvoice } from './operations/create-invoice.ts';
import { invoicePrintable } from './printable.ts';

/** As an invoice is created or, with the id of a draft, changed; whatever is not typed yet may be absent. */
const previewBody = invoicePatch.extend({ id: optionalUuid });

async function contentOf(call: Call, { id, ...body }: z.output<typeof previewBody>) {
  if (id) return invoicePrintable.content(call, await patchRecord(call, invoiceKind, id, body, null));
  if (!body.accountId) throw invalidFields([fieldProblem('accountId', 'required')]);
  return invoicePrintable.content(call, await createInvoice(call, body));
}

const common = { tag: 'invoices', module: 'accounting' } as const;

export const invoicePdfEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    access: 'file',
    path: '/invoices/:id/pdf',
    summary: 'The PDF of an invoice: of a draft as it is now, else exactly as it was issued.',
    capability: 'accounting.invoices.view',
    params: idParams,
    query: pdfQuery,
    run: (context, { params, query }) => documentPdf(context, 'invoice', params.id, query),
  }),
  endpoint({
    ...common,
    method: 'POST',
    access: 'file',
    path: '/invoices/preview',
    summary:
      'The PDF that an invoice would have if this were saved; nothing is. Name a draft by its `id` to change it.',
    capability: 'accounting.invoices.edit',
    body: previewBody,
    run: async (context, { body }) =>
      previewPdf(context, await contentIfSaved(context, (call) => contentOf(call, body))),
  }),
];

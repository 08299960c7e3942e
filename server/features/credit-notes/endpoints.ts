import { z } from 'zod';
import {
  type CreditBody,
  creditBody,
  creditNoteCreate,
  creditNoteIssueBody,
  creditNotePatch,
} from '#domain/credit-notes.ts';
import { documentPdf } from '#features/documents/operations/document-pdf.ts';
import { pdfQuery } from '#features/documents/queries-pdf.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { lineSchema } from '#records/document-schemas.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { idParams, presentDetail, recordEndpoints } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { creditNoteSendEndpoints } from './endpoints-send.ts';
import { creditNoteKind } from './kind.ts';
import { creditInvoice } from './operations/credit-invoice.ts';
import { issueCreditNote } from './operations/issue-credit-note.ts';
import { updateCreditNote } from './operations/update-credit-note.ts';
import './printable.ts';
import './public.ts';
import { creditableOf, creditNoteDetail } from './queries.ts';

const detail = { lines: z.array(lineSchema) };
const answer = recordSchema(creditNoteKind, detail);
const common = { tag: 'credit-notes', module: 'accounting', params: idParams } as const;

const operations = {
  create: (call: Call, body: Values) => {
    const { invoiceId, ...rest } = body as Values & { invoiceId: string };
    return creditInvoice(call, invoiceId, rest as CreditBody, null);
  },
  update: updateCreditNote,
  detail: creditNoteDetail,
};
const present = (call: Call, row: RecordRow) => presentDetail(call, creditNoteKind, row, operations);

const creditable = z.object({
  currency: z.string(),
  total: z.string(),
  lines: z.array(
    z.object({
      lineId: z.uuid(),
      description: z.string(),
      unit: z.string().nullable(),
      quantity: z.string(),
      total: z.string(),
      leftQuantity: z.string(),
      left: z.string(),
    }),
  ),
  draftId: z.uuid().nullable(),
});

const steps: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    access: 'file',
    path: '/credit-notes/:id/pdf',
    summary: 'The PDF of a credit note: of a draft as it is now, else exactly as it was issued.',
    capability: 'accounting.credit_notes.view',
    query: pdfQuery,
    run: (context, { params, query }) => documentPdf(context, 'credit_note', params.id, query),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/invoices/:id/creditable',
    summary: 'What of an issued invoice no credit note has given back yet, line by line.',
    access: 'read',
    capability: 'accounting.credit_notes.view',
    answer: creditable,
    run: (call, { params }) => creditableOf(call, params.id),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/invoices/:id/credit',
    summary: 'Open a draft credit note of an issued invoice: lines of it, an amount, or all that is left.',
    access: 'write',
    capability: 'accounting.credit_notes.create',
    body: creditBody,
    answer,
    status: 201,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await creditInvoice(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/credit-notes/:id/issue',
    summary: 'Issue a draft credit note: it gets its number, settles its invoice, and is final.',
    access: 'write',
    capability: 'accounting.credit_notes.issue',
    body: creditNoteIssueBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await issueCreditNote(call, params.id, body, ifMatch)),
  }),
];

export const creditNoteEndpoints: Endpoint[] = [
  ...recordEndpoints(
    creditNoteKind,
    { create: creditNoteCreate, patch: creditNotePatch, detail },
    operations,
  ),
  ...steps,
  ...creditNoteSendEndpoints(present, answer),
];

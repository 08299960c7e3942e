import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { formatMinor } from '#domain/money.ts';
import { invalidFields } from '#domain/problems.ts';
import { quoteSendBody, scheduledSendStatuses, sendBody, sendLanguages } from '#domain/sends.ts';
import { contentToPrint } from '#features/documents/operations/prepare-pdf.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireOn } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { page } from '#platform/http/schemas.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { viewOf } from '#records/update-record.ts';
import { quoteKind } from './kind.ts';
import { cancelScheduledSend } from './operations/cancel-scheduled-send.ts';
import { previewSending } from './operations/deliver-document.ts';
import { isAhead } from './operations/end-scheduled-send.ts';
import { resendQuote } from './operations/resend-quote.ts';
import { scheduleSend } from './operations/schedule-send.ts';
import { type SentQuote, sendQuote } from './operations/send-quote.ts';
import { listScheduled, type ScheduledPoint } from './queries-scheduled.ts';
import { previewAnswer, sendingAnswer } from './queries-sending.ts';

type Present = (call: Call, row: RecordRow) => Promise<Values>;

const common = { tag: 'quotes', module: 'crm' } as const;

const scheduledItem = z.object({
  id: z.uuid(),
  status: z.enum(scheduledSendStatuses),
  at: z.string(),
  quote: z.object({
    id: z.uuid(),
    number: z.string(),
    title: z.string(),
    total: z.string(),
    currency: z.string(),
    version: z.int(),
  }),
  by: z.object({ id: z.uuid(), name: z.string() }),
  notifyBySms: z.boolean(),
  endedAt: z.string().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  abilities: z.object({ cancel: z.boolean() }),
});

const point = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

function pointOf(cursor: string | undefined): ScheduledPoint | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = point.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
  }
}

type ScheduledRow = Awaited<ReturnType<typeof listScheduled>>[number];

function presentScheduled(call: Call, row: ScheduledRow): z.infer<typeof scheduledItem> {
  const place = { scopePath: row.quotePath, ownerId: row.ownerId };
  return {
    id: row.id,
    status: row.status as ScheduledRow['status'] & 'waiting',
    at: row.at,
    quote: {
      id: row.quoteId,
      number: row.number,
      title: row.title,
      total: formatMinor(row.totalMinor, row.currency),
      currency: row.currency,
      version: row.quoteVersion,
    },
    by: { id: row.createdBy, name: row.memberName ?? '' },
    notifyBySms: row.notifyBySms,
    endedAt: row.endedAt,
    problem:
      row.problemCode === null
        ? null
        : { code: row.problemCode, detail: row.problemDetail ?? row.problemCode },
    abilities: { cancel: row.status === 'waiting' && may(call, 'crm.quotes.send', place) },
  };
}

/** Sendings that wait for their time, and what a sending would be. */
function waitingEndpoints(present: Present, answer: z.ZodType): Endpoint[] {
  return [
    endpoint({
      ...common,
      method: 'DELETE',
      access: 'write',
      path: '/quotes/:id/scheduled-send',
      summary: 'Take a sending back that waits for its time.',
      capability: 'crm.quotes.send',
      params: idParams,
      answer,
      run: async (call, { params, ifMatch }) =>
        present(call, await cancelScheduledSend(call, params.id, ifMatch)),
    }),
    endpoint({
      ...common,
      method: 'GET',
      access: 'read',
      path: '/quotes/:id/send-preview',
      summary: 'Whom a quote would be sent to, why not, and what the message would say.',
      capability: 'crm.quotes.send',
      params: idParams,
      query: z.strictObject({ language: z.enum(sendLanguages).optional() }),
      answer: previewAnswer,
      async run(call, { params, query }) {
        const quote = await getRecord(call, quoteKind, params.id);
        requireOn(call, 'crm.quotes.send', quote, viewOf(quoteKind));
        return previewSending(
          call,
          { kind: quoteKind, row: quote, content: await contentToPrint(call, 'quote', quote) },
          query.language ?? null,
        );
      },
    }),
    endpoint({
      ...common,
      method: 'GET',
      access: 'read',
      path: '/scheduled-sends',
      summary: 'Quotes that are set to be sent at a time, the soonest first; or what became of earlier ones.',
      capability: 'crm.quotes.view',
      query: z.strictObject({
        status: z.enum(scheduledSendStatuses).default('waiting'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(200).optional(),
      }),
      answer: page(scheduledItem).omit({ total: true }),
      async run(call, { query }) {
        const { status, limit, cursor } = query;
        const rows = await listScheduled(call, { status, limit, after: pointOf(cursor) });
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        const next = rows.length > limit && last ? JSON.stringify([last.at, last.id]) : null;
        return {
          items: shown.map((row) => presentScheduled(call, row)),
          nextCursor: next && Buffer.from(next).toString('base64url'),
        };
      },
    }),
  ];
}

/** Sending quotes: now, at a time, again. `present` shows a quote as its own page does. */
export function quoteSendEndpoints(present: Present, answer: z.ZodType): Endpoint[] {
  const sent = sendingAnswer('quote', answer);
  const told = async (call: Call, { quote, url, pdfFileId, email, sms }: SentQuote) => ({
    quote: await present(call, quote),
    emailed: email !== null && email.status !== 'suppressed',
    ...(email ? { message: email } : {}),
    ...(sms ? { sms } : {}),
    publicUrl: url,
    pdfFileId,
  });
  return [
    endpoint({
      ...common,
      method: 'POST',
      access: 'session',
      path: '/quotes/:id/send',
      summary: 'Send a quote: PDF, link and mail to the contact; or set a time to do so.',
      capability: 'crm.quotes.send',
      params: idParams,
      body: quoteSendBody,
      answer: sent,
      async run(context, { params, body, ifMatch }) {
        const { scheduledAt } = body;
        if (isAhead({ now: context.services.clock.now() }, scheduledAt)) {
          return context.once(async (call) => ({
            quote: await present(
              call,
              await scheduleSend(call, params.id, { ...body, scheduledAt }, ifMatch),
            ),
            emailed: false,
            publicUrl: null,
            pdfFileId: null,
          }));
        }
        return sendQuote(context, params.id, { body, ifMatch }, told);
      },
    }),
    endpoint({
      ...common,
      method: 'POST',
      access: 'session',
      path: '/quotes/:id/resend',
      summary: 'Write to the customer again about a quote that is out: the same link, the same PDF.',
      capability: 'crm.quotes.send',
      params: idParams,
      body: sendBody,
      answer: sent,
      run: (context, { params, body, ifMatch }) => resendQuote(context, params.id, { body, ifMatch }, told),
    }),
    ...waitingEndpoints(present, answer),
  ];
}

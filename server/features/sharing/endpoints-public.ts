import { z } from 'zod';
import { illegalTransition, notFound } from '#domain/problems.ts';
import {
  publicAcceptBody,
  publicChangesBody,
  publicDeclineBody,
  publicDocumentSchema,
  publicPriceBody,
  publicPricing,
} from '#domain/sharing.ts';
import type { DocumentKind } from '#features/documents/content.ts';
import { documentPdf } from '#features/documents/operations/document-pdf.ts';
import { type Endpoint, endpoint, type FileAnswer, type PublicContext } from '#platform/http/endpoint.ts';
import type { RecordRow } from '#records/kind.ts';
import { countView } from './operations/count-view.ts';
import { logoOf } from './queries-content.ts';
import { inVisit, sessionOf, shown, type Visit, visitorOf } from './visit.ts';

// Enough for an office behind one address; a token cannot be guessed however often one tries.
const mostPerMinute = 120;

const params = z.object({ token: z.string().min(1).max(200) });
const common = { tag: 'public', mostPerMinute, params };

// Programs that say of themselves that they look at links for others.
const programs = /bot\b|crawler|spider|preview|scanner|facebookexternalhit|slurp/i;

/** Nothing of a link is listed, kept by a cache, or told to another site. */
function hide(context: PublicContext): void {
  context.setHeader('x-robots-tag', 'noindex, nofollow, noarchive');
  context.setHeader('referrer-policy', 'no-referrer');
  context.setHeader('cache-control', 'no-store');
}

/** Whether a person outside the company looks: its own members, and programs that say so, do not count. */
async function isCustomer({ services, headers, origin }: PublicContext, orgId: string): Promise<boolean> {
  if (programs.test(origin.userAgent ?? '')) return false;
  const member = headers.has('cookie') ? await services.signIn.readSession(headers) : null;
  return member?.orgId !== orgId;
}

/** An answer that this kind of document does not take, such as accepting an invoice. */
function refuse({ row }: Visit, act: string): never {
  throw illegalTransition(String(row.status), act, []);
}

type Decision = { name?: string | null | undefined };

/** Does what the customer said of the locked record, and shows the page as it is afterwards. */
async function decide(
  context: PublicContext,
  token: string,
  { name }: Decision,
  run: (visit: Visit) => Promise<RecordRow>,
) {
  hide(context);
  const visitor = await visitorOf(context.services, token);
  return inVisit(context, visitor, { access: 'write', name: name ?? null }, async (visit) => {
    const row = await run(visit);
    return shown({ ...visit, row }, token);
  });
}

const looking: Endpoint[] = [
  endpoint({
    ...common,
    access: 'public',
    method: 'GET',
    path: '/public/:token',
    summary: 'What whoever holds a link sees of its document. Changes nothing, and counts no view.',
    answer: publicDocumentSchema,
    async run(context, { params: { token } }) {
      hide(context);
      const visitor = await visitorOf(context.services, token);
      return inVisit(context, visitor, { access: 'read' }, (visit) => shown(visit, token));
    },
  }),
  endpoint({
    ...common,
    access: 'public',
    method: 'POST',
    path: '/public/:token/view',
    summary: 'Say that a person has looked at the document: the page does, once somebody really has.',
    async run(context, { params: { token } }) {
      hide(context);
      const visitor = await visitorOf(context.services, token);
      if (!(await isCustomer(context, visitor.principal.orgId))) return;
      await inVisit(context, visitor, { access: 'write' }, async ({ call, link, document, row }) => {
        const first = await countView(call, link.id);
        await document.viewed?.(call, row, first);
      });
    },
  }),
  endpoint({
    ...common,
    access: 'public',
    method: 'POST',
    path: '/public/:token/price',
    summary: 'What a choice of optional lines comes to, without saving it.',
    body: publicPriceBody,
    answer: publicPricing,
    status: 200,
    async run(context, { params: { token }, body }) {
      hide(context);
      const visitor = await visitorOf(context.services, token);
      return inVisit(context, visitor, { access: 'read' }, async (visit) => {
        const { choose } = visit.document;
        return choose ? choose(visit.call, visit.row, body.selected) : refuse(visit, 'chosen');
      });
    },
  }),
];

/** A PDF of what a newer version has taken the place of is nobody's offer any more. */
async function pdfOf(context: PublicContext, token: string): Promise<FileAnswer> {
  hide(context);
  const visitor = await visitorOf(context.services, token);
  const { row, content } = await inVisit(
    context,
    visitor,
    { access: 'read' },
    async ({ call, row, document }) => ({
      row,
      content: (await document.show(call, row)).content,
    }),
  );
  if (content === null) throw notFound('document');
  return documentPdf(sessionOf(context, visitor), visitor.document.kind.name as DocumentKind, row.id);
}

async function logoFile(context: PublicContext, token: string): Promise<FileAnswer> {
  hide(context);
  const visitor = await visitorOf(context.services, token);
  const logo = await inVisit(context, visitor, { access: 'read' }, ({ call, row, document }) =>
    logoOf(call, document.kind.name as DocumentKind, row),
  );
  const chunks = logo && (await context.services.store.get(logo.key));
  if (!chunks) throw notFound('logo');
  // It is one of two image types that the company's own settings let in, and a browser draws it as nothing else.
  return { contentType: logo.contentType, fileName: 'logo', chunks };
}

const files: Endpoint[] = [
  endpoint({
    ...common,
    access: 'public',
    method: 'GET',
    path: '/public/:token/pdf',
    summary: 'The document as PDF: the very one that was sent.',
    mostPerMinute: 30,
    file: true,
    run: (context, { params: { token } }) => pdfOf(context, token),
  }),
  endpoint({
    ...common,
    access: 'public',
    method: 'GET',
    path: '/public/:token/logo',
    summary: 'The logo on the document.',
    file: true,
    run: (context, { params: { token } }) => logoFile(context, token),
  }),
];

const deciding: Endpoint[] = [
  endpoint({
    ...common,
    access: 'public',
    method: 'POST',
    path: '/public/:token/accept',
    summary: 'Accept the document, with the optional lines that are wanted. Accepting again changes nothing.',
    body: publicAcceptBody,
    answer: publicDocumentSchema,
    status: 200,
    run: (context, { params: { token }, body }) =>
      decide(context, token, body, async (visit) => {
        const { accept } = visit.document;
        return accept ? accept(visit.call, visit.row, body) : refuse(visit, 'accepted');
      }),
  }),
  endpoint({
    ...common,
    access: 'public',
    method: 'POST',
    path: '/public/:token/decline',
    summary: 'Decline the document, with a reason if there is one to give.',
    body: publicDeclineBody,
    answer: publicDocumentSchema,
    status: 200,
    run: (context, { params: { token }, body }) =>
      decide(context, token, body, async (visit) => {
        const { decline } = visit.document;
        return decline ? decline(visit.call, visit.row, body) : refuse(visit, 'declined');
      }),
  }),
  endpoint({
    ...common,
    access: 'public',
    method: 'POST',
    path: '/public/:token/request-changes',
    summary: 'Ask for another version of the document.',
    body: publicChangesBody,
    answer: publicDocumentSchema,
    status: 200,
    run: (context, { params: { token }, body }) =>
      decide(context, token, body, async (visit) => {
        const { requestChanges } = visit.document;
        return requestChanges
          ? requestChanges(visit.call, visit.row, body)
          : refuse(visit, 'changes_requested');
      }),
  }),
];

export const publicEndpoints: readonly Endpoint[] = [...looking, ...files, ...deciding];

import { notFound } from '#domain/problems.ts';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import type { Call, Principal } from '#platform/access/call.ts';
import { loadVisitor } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { sealWith } from '#platform/config/seal.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { PublicContext, SessionContext } from '#platform/http/endpoint.ts';
import type { Services } from '#platform/services.ts';
import { capabilityOf, type RecordRow } from '#records/kind.ts';
import { findRecord, lockRecord } from '#records/read-record.ts';
import { type PublicDocument, publicDocumentOf } from './kind.ts';
import { readLinkToken } from './link-token.ts';
import { findLink, isOpen, type LinkRow } from './queries.ts';
import { pdfSha256 } from './queries-content.ts';

/** Who holds a link: what they may do, and the record that it opens. */
export type Visitor = { principal: Principal; link: LinkRow; document: PublicDocument };

export type Visit = { call: Call; link: LinkRow; document: PublicDocument; row: RecordRow };

/** The same answer whether a link was never made, was revoked, has expired, or opens what is there no more. */
const noLink = () => notFound('link');

/** Whoever holds the token. Throws 404 for one that opens nothing. */
export async function visitorOf(services: Services, token: string): Promise<Visitor> {
  const named = readLinkToken((purpose, bytes) => sealWith(services.config, purpose, bytes), token);
  if (!named) throw noLink();
  const { orgId, id } = named;
  const wall = { mode: 'organisation', orgId } as const;
  const link = await inTransaction(services.pool, wall, { access: 'read' }, (database) =>
    findLink({ database, orgId }, id),
  );
  const document = link && publicDocumentOf(link.recordKind);
  if (!link || !document || !isOpen(link, services.clock.now())) throw noLink();
  const grants = new Map([
    [capabilityOf(document.kind, 'view'), [{ path: link.scopePath, reach: 'all' as const }]],
  ]);
  const principal = await loadVisitor(services.pool, orgId, { linkId: id, grants });
  return { principal, link, document };
}

function recipientOf({ customer }: RecordRow): string {
  const party = customer as { name?: string | null; contact?: { name?: string | null } | null } | null;
  return party?.contact?.name ?? party?.name ?? '';
}

/** Runs work of whoever holds a link in one transaction, in the name that they gave, else that of the customer. */
export async function inVisit<T>(
  context: PublicContext,
  { principal, link, document }: Visitor,
  { access, name }: { access: 'read' | 'write'; name?: string | null },
  run: (visit: Visit) => Promise<T>,
): Promise<T> {
  const { services, requestId, origin } = context;
  const options = { access, requestId, origin, checkAccessVersion: false };
  return runCall(services, principal, options, async (call) => {
    const row =
      access === 'write'
        ? await lockRecord(call, document.kind, link.recordId)
        : await findRecord(call, document.kind, link.recordId);
    // Revoked meanwhile, archived, or a draft again: nothing of it is shown.
    const now = await findLink(call, link.id);
    if (!row || !now || !isOpen(now, call.now)) throw noLink();
    if (row.archivedAt !== null || !document.isShown(row)) throw noLink();
    const actor = { ...call.actor, name: name || recipientOf(row) || 'Recipient' };
    return run({ call: { ...call, actor }, link: now, document, row });
  });
}

/** The calls of whoever holds a link, for work that opens its own. */
export function sessionOf(context: PublicContext, visitor: Visitor): SessionContext {
  const inCall = <T>(access: 'read' | 'write', run: (call: Call) => Promise<T>) =>
    runCall(
      context.services,
      visitor.principal,
      { access, requestId: context.requestId, origin: context.origin, checkAccessVersion: false },
      run,
    );
  return { ...context, inCall };
}

/** What the page of a link shows now. */
export async function shown({ call, document, row }: Visit, token: string): Promise<PublicDocumentWire> {
  const said = await document.show(call, row);
  const base = `/api/v1/public/${token}`;
  const { accent, logo } = said.branding;
  return {
    ...said,
    branding: { accent, logo: logo && `${base}/logo` },
    document: said.content && { url: `${base}/pdf`, sha256: await pdfSha256(call, row) },
  };
}

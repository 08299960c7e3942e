import { audit, type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordRow } from '#records/kind.ts';
import { addressOf, isOpen, type LinkRow, unrevokedLink } from '../queries.ts';
import { revokeLinks } from './revoke-links.ts';

const defaultLifeMs = 365 * 86_400_000;

type Request = {
  recordKind: string;
  record: Pick<RecordRow, 'id' | 'scopeId' | 'scopePath'>;
  /** When it stops working; absent or null: a year from now, or as it was where there is one. */
  expiresAt?: string | null;
};

export type OpenedLink = { id: string; token: string; url: string; expiresAt: string | null };

/**
 * The link that opens a record to whoever holds it: the one that works already, else a new one. Asked again it answers
 * with the same address. Whether the caller may hand the record out, and that nobody else does so at the same moment (the
 * record is locked), is for the caller to have seen to.
 */
export async function openLink(call: Call, request: Request): Promise<OpenedLink> {
  const { recordKind, record } = request;
  const live = await unrevokedLink(call, record.id);
  if (live && isOpen(live, call.now)) return reuse(call, live, request);
  if (live) await revokeLinks(call, recordKind, record.id);
  const id = newId(call.now.getTime());
  const expiresAt = request.expiresAt ?? new Date(call.now.getTime() + defaultLifeMs).toISOString();
  await call.database
    .insertInto('publicLink')
    .values({
      orgId: call.orgId,
      id,
      scopeId: record.scopeId,
      scopePath: record.scopePath,
      recordKind,
      recordId: record.id,
      createdAt: instant(call),
      createdBy: call.actor.memberId,
      expiresAt,
    })
    .execute();
  audit(call, {
    action: `${recordKind}.link_opened`,
    recordKind,
    recordId: record.id,
    scopePath: record.scopePath,
    after: { linkId: id, linkExpiresAt: expiresAt },
  });
  return { id, ...addressOf(call, id), expiresAt };
}

async function reuse(
  call: Call,
  live: LinkRow,
  { recordKind, record, expiresAt }: Request,
): Promise<OpenedLink> {
  if (!expiresAt || Date.parse(expiresAt) === Date.parse(live.expiresAt ?? '')) {
    return { id: live.id, ...addressOf(call, live.id), expiresAt: live.expiresAt };
  }
  await call.database
    .updateTable('publicLink')
    .set({ expiresAt })
    .where('orgId', '=', call.orgId)
    .where('id', '=', live.id)
    .execute();
  audit(call, {
    action: `${recordKind}.link_opened`,
    recordKind,
    recordId: record.id,
    scopePath: record.scopePath,
    before: { linkId: live.id, linkExpiresAt: live.expiresAt },
    after: { linkId: live.id, linkExpiresAt: expiresAt },
  });
  return { id: live.id, ...addressOf(call, live.id), expiresAt };
}

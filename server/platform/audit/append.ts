import type { Call } from '../access/call.ts';
import { newId } from '../database/id.ts';
import { chainHash } from './chain.ts';

/** jsonb refuses U+0000 and keeps no undefined; bigint becomes text. */
function asJson(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? String(member) : member));
}

/**
 * Writes the audit entries of a call, each chained to the one before. The head of the company's chain is locked here,
 * at the very end of the transaction, and held only until the commit.
 */
export async function appendAudit(call: Call): Promise<void> {
  const drafts = call.pending.audit.splice(0);
  if (drafts.length === 0) return;
  const { database, orgId } = call;
  const head = await database
    .selectFrom('auditHead')
    .select(['position', 'hash'])
    .where('orgId', '=', orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  let { position, hash } = head;
  const rows = drafts.map((draft) => {
    position += 1n;
    const before = asJson(draft.before);
    const after = asJson(draft.after);
    const entry = {
      position: String(position),
      id: newId(draft.at.getTime()),
      at: draft.at.toISOString(),
      actorKind: draft.by.kind,
      actorId: draft.by.id,
      actorName: draft.by.name,
      action: draft.action,
      recordKind: draft.recordKind ?? null,
      recordId: draft.recordId ?? null,
      scopePath: draft.scopePath ?? null,
      requestId: call.requestId,
      ip: call.origin.ip,
      userAgent: call.origin.userAgent,
    };
    const previousHash = hash;
    hash = chainHash(previousHash, {
      ...entry,
      before: before === null ? null : JSON.parse(before),
      after: after === null ? null : JSON.parse(after),
    });
    return { ...entry, position, orgId, before, after, previousHash, hash };
  });
  await database.insertInto('auditEntry').values(rows).execute();
  await database.updateTable('auditHead').set({ position, hash }).where('orgId', '=', orgId).execute();
}

import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import type { ShareBody } from '#domain/sharing.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import type { PublicDocument } from '../kind.ts';
import { addressOf, isOpen, unrevokedLink } from '../queries.ts';
import { openLink } from './open-link.ts';
import { revokeLinks } from './revoke-links.ts';

async function described(call: Call, recordId: string) {
  const link = await unrevokedLink(call, recordId);
  if (!link || !isOpen(link, call.now)) return null;
  const { id, createdAt, expiresAt, viewCount, firstViewedAt, lastViewedAt } = link;
  return { id, ...addressOf(call, id), createdAt, expiresAt, viewCount, firstViewedAt, lastViewedAt };
}

/** The link of a record that works, for whoever may send the record; null where there is none. */
export async function linkOf(call: Call, { kind, capability }: PublicDocument, id: string) {
  const row = await getRecord(call, kind, id);
  requireOn(call, capability, row, viewOf(kind));
  return described(call, row.id);
}

/** Opens a link by hand. A record that its customer may not see yet gets none. */
export async function shareRecord(
  call: Call,
  document: PublicDocument,
  id: string,
  body: ShareBody,
  ifMatch: number | null,
) {
  const { kind, capability, isShown } = document;
  const record = await lockRecord(call, kind, id);
  requireOn(call, capability, record, viewOf(kind));
  requireVersion(record, ifMatch);
  requireActive(record);
  if (!isShown(record)) {
    throw new Problem('not_shareable', { detail: 'A draft is shown to no customer: send it first.' });
  }
  const { expiresAt = null } = body;
  if (expiresAt && Date.parse(expiresAt) <= call.now.getTime()) {
    throw invalidFields([fieldProblem('expiresAt', 'out_of_range', { min: call.now.toISOString() })]);
  }
  await openLink(call, { recordKind: kind.name, record, expiresAt });
  const link = await described(call, record.id);
  if (!link) throw new Error('A link that was just opened is not open.');
  return link;
}

/** Closes the link of a record, if there is one. */
export async function closeLink(
  call: Call,
  { kind, capability }: PublicDocument,
  id: string,
  ifMatch: number | null,
): Promise<void> {
  const record = await lockRecord(call, kind, id);
  requireOn(call, capability, record, viewOf(kind));
  requireVersion(record, ifMatch);
  await revokeLinks(call, kind.name, record.id);
}

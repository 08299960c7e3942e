import type { Call } from '#platform/access/call.ts';
import { writeLinkToken } from './link-token.ts';

export type LinkRow = {
  id: string;
  recordKind: string;
  recordId: string;
  scopePath: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  viewCount: number;
  firstViewedAt: string | null;
  lastViewedAt: string | null;
};

const columns = [
  'id',
  'recordKind',
  'recordId',
  'scopePath',
  'createdAt',
  'expiresAt',
  'revokedAt',
  'viewCount',
  'firstViewedAt',
  'lastViewedAt',
] as const;

/** Whether a link opens its record at this moment. */
export function isOpen(link: Pick<LinkRow, 'expiresAt' | 'revokedAt'>, now: Date): boolean {
  return link.revokedAt === null && (link.expiresAt === null || Date.parse(link.expiresAt) > now.getTime());
}

/** The link of a record that nobody has revoked, or undefined; it may have expired. */
export function unrevokedLink(call: Call, recordId: string): Promise<LinkRow | undefined> {
  return call.database
    .selectFrom('publicLink')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', recordId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
}

export function findLink(
  { database, orgId }: Pick<Call, 'database' | 'orgId'>,
  id: string,
): Promise<LinkRow | undefined> {
  return database
    .selectFrom('publicLink')
    .select(columns)
    .where('orgId', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The token of a link, and the address that goes to the customer. */
export function addressOf(call: Call, id: string): { token: string; url: string } {
  const token = writeLinkToken(call.seal, call.orgId, id);
  return { token, url: `${call.publicUrl ?? ''}/p/${token}` };
}

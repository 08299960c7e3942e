import { createHash } from 'node:crypto';

/** The hash before a company's first entry. */
export const chainStart = '0'.repeat(64);

/** The members of an entry that its hash covers, in the order they are hashed. */
export type ChainedEntry = {
  position: string;
  id: string;
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  action: string;
  recordKind: string | null;
  recordId: string | null;
  scopePath: string | null;
  requestId: string | null;
  ip: string | null;
  userAgent: string | null;
  before: unknown;
  after: unknown;
};

/** JSON with sorted keys: jsonb keeps no order, so the hash must not depend on one. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 in hex over the previous hash and the canonical form of the entry. */
export function chainHash(previousHash: string, entry: ChainedEntry): string {
  const at = new Date(entry.at).toISOString();
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson({ ...entry, at })}`)
    .digest('hex');
}

import type { Capability, Reach } from '#domain/capabilities.ts';
import type { EventType } from '#domain/events.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { Transaction } from '../database/database.ts';
import type { JobDraft } from '../jobs/job.ts';

/** Who acts. An API key acts in its own name; `memberId` is then the member who made it. */
export type Actor = {
  kind: 'member' | 'api_key' | 'system' | 'public';
  id: string | null;
  name: string;
  /** The member whose records count as "own", or null for the system and the public. */
  memberId: string | null;
};

/** One place where a capability is granted: at the node of `path` and below, on all records or only one's own. */
export type GrantAt = { path: string; reach: Reach };

/** Who a request comes from and what they may do; cached per process, valid for one `accessVersion`. */
export type Principal = {
  orgId: string;
  actor: Actor;
  homeNode: { id: string; path: string };
  grants: ReadonlyMap<Capability, readonly GrantAt[]>;
  modules: ReadonlySet<ModuleName>;
  /** The outermost nodes at which the actor holds any role. */
  roots: readonly string[];
  /** Every node at or below the roots; only filled when there are several roots. */
  nodeIds: readonly string[];
  locale: 'en' | 'ar';
  timeZone: string;
  currency: string;
  accessVersion: number;
  /** When an API key stops working, or null. */
  expiresAt: string | null;
};

export type Origin = { ip: string | null; userAgent: string | null };

export type AuditDraft = {
  action: string;
  recordKind?: string | null;
  recordId?: string | null;
  scopePath?: string | null;
  before?: unknown;
  after?: unknown;
};

/** An entry with who did it and when, as the call that added it says. */
export type AuditNote = AuditDraft & { by: Actor; at: Date };

export type EventDraft = {
  type: EventType;
  record?: {
    kind: string;
    id: string;
    version: number;
    scopeId: string;
    scopePath: string;
    ownerId: string | null;
  };
  payload?: Record<string, unknown>;
  /** The one member whom the live stream tells, whatever else they may see. */
  audienceId?: string;
};

/** The first parameter of every operation and query: who, what they may do, the transaction, and the time. */
export type Call = Principal & {
  database: Transaction;
  now: Date;
  requestId: string;
  /** Where people open Parley, for links in mails; null where a call sends none. */
  publicUrl: string | null;
  /** Whether the installation has a mail server (SMTP_URL) for companies that set up none of their own. */
  hasMailServer: boolean;
  /** The seal of some bytes for one purpose (`sealWith`): what a link carries, so that nobody can make one up. */
  seal(purpose: string, bytes: Uint8Array): Buffer;
  origin: Origin;
  /** Written at the end of the transaction, in the order they were added. */
  pending: { audit: AuditNote[]; events: EventDraft[]; jobs: JobDraft[] };
};

/** Adds an entry to the audit log of this transaction. */
export function audit(call: Call, entry: AuditDraft): void {
  call.pending.audit.push({ ...entry, by: call.actor, at: call.now });
}

/** Tells the rest of Parley a fact, delivered at least once after this transaction commits. */
export function announce(call: Call, event: EventDraft): void {
  call.pending.events.push(event);
}

/** Wants work done after this transaction commits: the job exists if and only if it does. */
export function addJob(call: Call, job: JobDraft): void {
  call.pending.jobs.push(job);
}

/** The time of the call as the database and the wire write it. */
export function instant(call: Call): string {
  return call.now.toISOString();
}

import type { Writable } from 'node:stream';
import type { Capability } from '#domain/capabilities.ts';
import type { Principal } from '../access/call.ts';
import { may } from '../access/can.ts';
import type { StreamEvent } from './live-read.ts';

/** Somebody who listens, and how to learn what they may do now: null when their session or key is over. */
export type LiveSource = { principal: Principal; reload(): Promise<Principal | null> };

export type Subscriber = {
  source: LiveSource;
  principal: Principal;
  output: Writable;
  /** The last position that was told or passed over; null until the stream's end is known. */
  position: bigint | null;
  /** The client named a position that cannot be resumed from: it must load everything afresh. */
  lost: boolean;
};

/** The capability that lets a member see records of a kind; undefined for a kind that the live stream never tells of. */
export type ViewCapability = (recordKind: string) => Capability | undefined;

/** A client that lets this much pile up is cut off; it comes back by itself and resumes. */
export const mostWaitingBytes = 256 * 1024;

/** The position that a `Last-Event-ID` header names; undefined when it names none. */
export function parsePosition(lastEventId: string | undefined): bigint | undefined {
  return lastEventId !== undefined && /^\d{1,18}$/.test(lastEventId) ? BigInt(lastEventId) : undefined;
}

/**
 * Whether the listener may hear an event: it is addressed to them, it is about the settings that all share, or they may
 * see the record that it tells of, as it lay and as it was owned then.
 */
export function maySee(principal: Principal, event: StreamEvent, viewCapability: ViewCapability): boolean {
  if (event.audienceId !== null) return principal.actor.memberId === event.audienceId;
  if (event.type === 'settings.changed') return true;
  if (event.recordKind === null || event.scopePath === null) return false;
  const capability = viewCapability(event.recordKind);
  if (!capability) return false;
  return may(principal, capability, { scopePath: event.scopePath, ownerId: event.ownerId });
}

/** One event as server-sent text. The name is always `record`, because a browser can only ask for names it knows. */
export function eventText(event: StreamEvent): string {
  const { type, recordKind, recordId, recordVersion, actorId, createdAt } = event;
  const data = JSON.stringify({ type, recordKind, recordId, version: recordVersion, actorId, at: createdAt });
  return `id: ${event.position}\nevent: record\ndata: ${data}\n\n`;
}

/** Moves the client's Last-Event-ID on without an event, and keeps proxies from closing a quiet connection. */
export function pulseText(position: bigint): string {
  return `: still here\nid: ${position}\n\n`;
}

/** Tells the client that what it knows may be stale in ways that the stream cannot list. */
export function resetText(position: bigint): string {
  return `id: ${position}\nevent: reset\ndata: {}\n\n`;
}

/** Writes to a listener, or cuts it off when it does not keep up. */
export function tell({ output }: Subscriber, text: string): void {
  if (output.destroyed || output.writableEnded || text === '') return;
  output.write(text);
  if (output.writableLength > mostWaitingBytes) output.destroy();
}

/** Whether two readings of one member's access come to the same: then nothing that they have on screen is stale. */
export function sameAccess(a: Principal, b: Principal): boolean {
  const grants = ({ grants: held }: Principal) =>
    [...held].map(([capability, places]) => [capability, [...places]]).sort();
  const shape = (of: Principal) => JSON.stringify([of.roots, of.nodeIds, [...of.modules].sort(), grants(of)]);
  return shape(a) === shape(b);
}

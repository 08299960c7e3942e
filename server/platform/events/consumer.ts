import type { EventType } from '#domain/events.ts';
import type { Call } from '../access/call.ts';

/** A fact on its way to a consumer. `position` is its place in the company's stream. */
export type DeliveredEvent = {
  id: string;
  type: EventType;
  position: bigint;
  /** When it happened, RFC 3339. */
  at: string;
  /** The record that it happened to, as it was then. */
  record: {
    kind: string;
    id: string;
    version: number;
    scopeId: string;
    scopePath: string;
    ownerId: string | null;
  } | null;
  actorId: string | null;
  payload: Record<string, unknown>;
};

/**
 * Somebody who reacts to facts. `run` works in one transaction as the system of that company, and the debt of this
 * delivery is struck off in the same one: what it writes happens exactly once, though it may be tried more often.
 * Events of one record come in the order in which they happened. Nothing outside the database may be done in it:
 * whoever wants to send something adds a job.
 */
export type Consumer = {
  /** Kept with every delivery that is owed: renaming it abandons those. */
  name: string;
  types: readonly EventType[] | 'all';
  run(call: Call, event: DeliveredEvent): Promise<void>;
};

/** The consumers that want to hear of this type of event. */
export function interestedIn(consumers: readonly Consumer[], type: string): Consumer[] {
  return consumers.filter(({ types }) => types === 'all' || types.some((known) => known === type));
}

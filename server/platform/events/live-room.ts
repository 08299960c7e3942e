import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from '../database/database.ts';
import { pageSize, readStream, type StreamPage } from './live-read.ts';
import {
  eventText,
  maySee,
  pulseText,
  resetText,
  type Subscriber,
  sameAccess,
  tell,
  type ViewCapability,
} from './live-subscriber.ts';

/** The listeners of one company. However many they are, its stream is read once for all of them. */
export type Room = {
  orgId: string;
  subscribers: Set<Subscriber>;
  /** A reading is under way or about to begin; `again` asks for one more after it. */
  reading: boolean;
  again: boolean;
};

export type RoomTools = {
  pool: Pool;
  viewCapability: ViewCapability;
  /** Runs a reading when few enough others run in this process. */
  inTurn<T>(run: () => Promise<T>): Promise<T>;
  onError(error: unknown): void;
};

// A burst of changes is read together, and a company is read at most ten times a second.
const gatherMs = 100;
/** Whoever missed more than this loads everything afresh instead of hearing it all. */
export const mostMissed = 5000n;

/** Asks for a reading of what is new. Cheap: many calls in a moment are one reading. */
export function wakeRoom(tools: RoomTools, room: Room): void {
  if (room.reading) {
    room.again = true;
    return;
  }
  room.reading = true;
  void keepReading(tools, room);
}

async function keepReading(tools: RoomTools, room: Room): Promise<void> {
  try {
    do {
      room.again = false;
      const more = await tools.inTurn(() => readOnce(tools, room));
      room.again ||= more;
      if (room.again) await wait(gatherMs, undefined, { ref: false });
    } while (room.again && room.subscribers.size > 0);
  } catch (error) {
    // The next wake, at the latest the next look at every room, reads from the same positions.
    tools.onError(error);
  } finally {
    room.reading = false;
  }
}

/** Reads one page and tells it to everybody it concerns. Answers whether somebody is still behind. */
async function readOnce(tools: RoomTools, room: Room): Promise<boolean> {
  const subscribers = [...room.subscribers];
  const behind = subscribers.flatMap(({ position }) => (position === null ? [] : [position]));
  const after = behind.length === 0 ? null : behind.reduce((a, b) => (a < b ? a : b));
  const page = await readStream(tools.pool, room.orgId, after);
  if (!page) {
    for (const subscriber of subscribers) subscriber.output.end();
    return false;
  }
  for (const subscriber of subscribers) {
    if (!(await refresh(subscriber, page.accessVersion))) continue;
    if (!settle(subscriber, page)) tellPage(tools, subscriber, page);
  }
  return page.events.length === pageSize;
}

/** Reads the listener's access again when it may have changed. False: they are no longer signed in, and are gone. */
async function refresh(subscriber: Subscriber, accessVersion: number): Promise<boolean> {
  if (subscriber.principal.accessVersion === accessVersion) return true;
  const principal = await subscriber.source.reload();
  if (!principal) {
    subscriber.output.end();
    return false;
  }
  if (!sameAccess(principal, subscriber.principal)) subscriber.lost = true;
  subscriber.principal = principal;
  return true;
}

/** Puts a listener to the end of the stream who begins there, or who cannot be told everything in between. */
function settle(subscriber: Subscriber, page: StreamPage): boolean {
  const { position } = subscriber;
  const cleared = position !== null && hasGap(page, position);
  const tooFar = position !== null && (position > page.end || page.end - position > mostMissed);
  if (!subscriber.lost && !cleared && !tooFar && position !== null) return false;
  const resets = subscriber.lost || cleared || tooFar;
  subscriber.lost = false;
  subscriber.position = page.end;
  tell(subscriber, resets ? resetText(page.end) : pulseText(page.end));
  return true;
}

/** Positions have no holes: where one is missing after this position, old events have been cleared away. */
function hasGap({ events, end }: StreamPage, position: bigint): boolean {
  const [first, last] = [events[0]?.position, events.at(-1)?.position];
  if (first === undefined || last === undefined) return position < end;
  return first > position + 1n || last - first >= BigInt(events.length);
}

function tellPage(tools: RoomTools, subscriber: Subscriber, { events }: StreamPage): void {
  const last = events.at(-1)?.position;
  const from = subscriber.position as bigint;
  if (last === undefined || last <= from) return;
  const texts: string[] = [];
  for (const event of events) {
    if (event.position > from && maySee(subscriber.principal, event, tools.viewCapability)) {
      texts.push(eventText(event));
    }
  }
  subscriber.position = last;
  tell(subscriber, texts.join(''));
}

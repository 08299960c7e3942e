import type { Writable } from 'node:stream';
import { Problem } from '#domain/problems.ts';
import type { Pool } from '../database/database.ts';
import { listen } from '../jobs/listen.ts';
import type { Logger } from '../log/log.ts';
import { liveChannel } from './give-positions.ts';
import { type Room, type RoomTools, wakeRoom } from './live-room.ts';
import {
  type LiveSource,
  parsePosition,
  pulseText,
  type Subscriber,
  tell,
  type ViewCapability,
} from './live-subscriber.ts';

export type LiveOptions = {
  /** Straight to the database: a pooler in between would swallow what is said on the channel. */
  databaseUrl: string;
  pool: Pool;
  log: Logger;
  viewCapability: ViewCapability;
};

export type SubscribeOptions = {
  /** The Last-Event-ID header: where the client left off. */
  lastEventId?: string | undefined;
  /** Where the text goes; ended here when the session is over, destroyed when the client does not keep up. */
  output: Writable;
};

export type Live = {
  /**
   * Tells `output` what the member may see, as server-sent events, until either side closes it. Throws
   * `too_many_requests` when the member, or `unavailable` when the process, listens too often already.
   */
  subscribe(source: LiveSource, options: SubscribeOptions): void;
  /** How many listen now. */
  count(): number;
  /** Ends every stream. */
  stop(): Promise<void>;
};

/** The headers under which a stream is sent. */
export const liveHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

const mostPerMember = 20;
const mostPerProcess = 5000;
const readsAtOnce = 2;
const lookMs = 15_000;
const pulseMs = 20_000;
const sessionMs = 60_000;

function inTurns(most: number): RoomTools['inTurn'] {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      // A turn is handed on rather than given back, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function every(ms: number, run: () => void): NodeJS.Timeout {
  return setInterval(run, ms).unref();
}

/** Opens the live stream of this web process. One connection listens; rooms of listeners are read from the pool. */
export function openLive(options: LiveOptions): Live {
  const rooms = new Map<string, Room>();
  const tools: RoomTools = {
    pool: options.pool,
    viewCapability: options.viewCapability,
    inTurn: inTurns(readsAtOnce),
    onError: (error) =>
      options.log.warn({ err: error }, 'The live stream could not be read; it is tried again.'),
  };
  const wakeAll = () => {
    for (const room of rooms.values()) wakeRoom(tools, room);
  };
  const everybody = () => [...rooms.values()].flatMap((room) => [...room.subscribers]);
  const listener = listen({
    databaseUrl: options.databaseUrl,
    applicationName: 'parley live',
    channel: liveChannel,
    log: options.log,
    onNotice: (orgId) => {
      const room = rooms.get(orgId);
      if (room) wakeRoom(tools, room);
    },
    onConnect: wakeAll,
  });
  const timers = [
    every(lookMs, wakeAll),
    every(pulseMs, () => pulse(everybody())),
    every(sessionMs, () => void endSessions(tools, everybody())),
  ];
  return {
    subscribe: (source, subscription) => {
      const waiting = everybody();
      refuseTooMany(source, waiting);
      join(tools, rooms, source, subscription);
    },
    count: () => everybody().length,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const { output } of everybody()) output.end();
      await listener.stop();
    },
  };
}

function refuseTooMany({ principal }: LiveSource, subscribers: readonly Subscriber[]): void {
  if (subscribers.length >= mostPerProcess) {
    throw new Problem('unavailable', { detail: 'Too many live streams are open; try again later.' });
  }
  const own = subscribers.filter(
    (other) => other.principal.orgId === principal.orgId && other.principal.actor.id === principal.actor.id,
  );
  if (own.length >= mostPerMember) {
    throw new Problem('too_many_requests', {
      detail: `You have ${mostPerMember} live streams open already.`,
    });
  }
}

function join(
  tools: RoomTools,
  rooms: Map<string, Room>,
  source: LiveSource,
  { lastEventId, output }: SubscribeOptions,
): void {
  const { orgId } = source.principal;
  const room = rooms.get(orgId) ?? { orgId, subscribers: new Set(), reading: false, again: false };
  rooms.set(orgId, room);
  const position = parsePosition(lastEventId);
  const subscriber: Subscriber = {
    source,
    principal: source.principal,
    output,
    position: position ?? null,
    lost: lastEventId !== undefined && position === undefined,
  };
  room.subscribers.add(subscriber);
  const leave = () => {
    room.subscribers.delete(subscriber);
    if (room.subscribers.size === 0 && rooms.get(orgId) === room) rooms.delete(orgId);
  };
  output.once('close', leave);
  output.once('finish', leave);
  // A client that went away is not an error; 'close' follows.
  output.on('error', () => undefined);
  tell(subscriber, 'retry: 3000\n\n');
  wakeRoom(tools, room);
}

function pulse(subscribers: readonly Subscriber[]): void {
  for (const subscriber of subscribers) {
    if (subscriber.position !== null) tell(subscriber, pulseText(subscriber.position));
  }
}

/** Ends the streams of sessions and keys that are over, one question at a time. */
async function endSessions(tools: RoomTools, subscribers: readonly Subscriber[]): Promise<void> {
  for (const subscriber of subscribers) {
    try {
      if (!(await subscriber.source.reload())) subscriber.output.end();
    } catch (error) {
      tools.onError(error);
    }
  }
}

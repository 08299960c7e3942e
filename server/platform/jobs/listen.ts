import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../log/log.ts';

export type ListenOptions = {
  databaseUrl: string;
  applicationName: string;
  channel: string;
  log: Logger;
  onNotice(payload: string): void;
  /** After every connection, the first one included: what was said meanwhile was not heard. */
  onConnect?(): void;
};

export type Listener = { stop(): Promise<void> };

const firstWaitMs = 250;
const longestWaitMs = 10_000;
const pulseMs = 20_000;
const pulseLimitMs = 5_000;

/**
 * Holds one connection that hears what is said on a channel, and opens another whenever it breaks. A notice is only a
 * hint to look sooner: whoever listens must also look from time to time.
 */
export function listen(options: ListenOptions): Listener {
  const stopping = new AbortController();
  const ended = keepListening(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function keepListening(options: ListenOptions, stopping: AbortSignal): Promise<void> {
  let waitMs = firstWaitMs;
  while (!stopping.aborted) {
    const client = new pg.Client({
      connectionString: options.databaseUrl,
      application_name: options.applicationName,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      query_timeout: pulseLimitMs,
    });
    try {
      const broken = untilBroken(client);
      await client.connect();
      client.on('notification', ({ payload }) => options.onNotice(payload ?? ''));
      await client.query(`listen ${pg.escapeIdentifier(options.channel)}`);
      waitMs = firstWaitMs;
      options.onConnect?.();
      await pulse(client, broken, stopping);
    } catch (error) {
      if (!stopping.aborted) {
        options.log.warn(
          { err: error, channel: options.channel },
          'The listening connection broke; opening another.',
        );
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    await wait(waitMs * (0.5 + Math.random()), undefined, { signal: stopping }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

function untilBroken(client: pg.Client): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('The connection ended.')));
  });
  // It may break before anybody waits for it.
  broken.catch(() => undefined);
  return broken;
}

// A connection whose other end vanished looks quiet for ever: asking it something now and then tells.
async function pulse(client: pg.Client, broken: Promise<never>, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const pause = wait(pulseMs, undefined, { signal: stopping }).catch(() => undefined);
    await Promise.race([pause, broken]);
    if (!stopping.aborted) await Promise.race([client.query('select 1'), broken]);
  }
}

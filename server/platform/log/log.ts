import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/settings.ts';
import { readableStream } from './readable.ts';

export type { Logger };

const hidden = ['password', 'token', 'secret', 'secretKey', 'apiKey', 'authorization', 'cookie'];

/**
 * The log of this process: JSON lines on standard output, or readable lines when that is a terminal.
 * Fields with the usual names of secrets are masked, at the top and one level down.
 */
export function createLog(options: { level: LogLevel; destination?: DestinationStream }): Logger {
  const destination =
    options.destination ?? (process.stdout.isTTY ? readableStream(process.stdout) : pino.destination(1));
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...hidden, ...hidden.map((name) => `*.${name}`)], censor: '[hidden]' },
    },
    destination,
  );
}

/** A log that drops everything, for tests. */
export function silentLog(): Logger {
  return pino({ level: 'silent' });
}

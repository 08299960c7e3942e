import type { DestinationStream } from 'pino';

/** Turns pino's JSON lines into `12:04:31 warn  sentence  key=value` for a person at a terminal. */
export function readableStream(output: { write(text: string): unknown }): DestinationStream {
  return { write: (line: string) => void output.write(`${readableLine(line)}\n`) };
}

export function readableLine(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${show(value)}`);
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${String(err.stack)}` : '';
  const head = `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(msg ?? '')}`;
  return [head, ...fields].join('  ') + stack;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

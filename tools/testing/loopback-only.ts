import { Socket } from 'node:net';

// Loaded before each test file: a connection that would leave this machine fails. A test that needs somebody outside
// is a test that fails on a train, and may tell a stranger what it tests.

const connect = Socket.prototype.connect as (...args: unknown[]) => Socket;

Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host === null || isLoopback(host)) return connect.apply(this, args);
  this.destroy(
    new Error(
      `A test tried to reach ${host}. Tests talk to this machine only: start a stand-in on a free port.`,
    ),
  );
  return this;
} as Socket['connect'];

/** The host that `connect` is asked for in any of its forms; null for a unix socket or a pipe. */
function hostOf(args: unknown[]): string | null {
  // Inside Node the arguments come as one list: [options, callback].
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'string') return /^\d+$/.test(first) && typeof second === 'string' ? second : null;
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : 'localhost';
  const { path, host } = first as { path?: string; host?: string };
  return path ? null : (host ?? 'localhost');
}

function isLoopback(host: string): boolean {
  return (
    /^(localhost|127(\.\d+){3}|::1|\[::1\]|0\.0\.0\.0|::|::ffff:127(\.\d+){3})$/.test(host) ||
    host.endsWith('.localhost')
  );
}

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Received = { from: string; to: string[]; raw: string; secure: boolean };

export type Mailbox = {
  url: string;
  port: number;
  received: Received[];
  stop(): Promise<void>;
};

export type MailboxOptions = {
  port?: number;
  /** Answers a recipient with this refusal. */
  refuse?: (address: string) => { code: number; message: string } | null;
  /** Awaited with the whole mail in hand, before the server says that it took it. */
  beforeAccept?: (mail: Received) => Promise<void>;
  /** Only whoever signs in with these may send. */
  user?: { name: string; password: string };
  /** Offers STARTTLS with this key and certificate, or speaks TLS from the start. */
  tls?: { key: string; cert: string; fromStart?: boolean };
};

/** A real mail server on loopback that keeps what it is given. */
export async function openMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: !options.user,
    allowInsecureAuth: true,
    secure: options.tls?.fromStart ?? false,
    ...(options.tls ? { key: options.tls.key, cert: options.tls.cert } : { disabledCommands: ['STARTTLS'] }),
    onAuth: ({ username, password }, _session, callback) => {
      const right = username === options.user?.name && password === options.user?.password;
      callback(right ? null : new Error('Invalid username or password'), { user: username });
    },
    logger: false,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = options.refuse?.(address) ?? null;
      callback(refusal ? Object.assign(new Error(refusal.message), { responseCode: refusal.code }) : null);
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          secure: session.secure,
        };
        received.push(mail);
        Promise.resolve(options.beforeAccept?.(mail)).then(() => callback(), callback);
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(options.port ?? 0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

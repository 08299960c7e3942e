import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Received = { from: string; to: string[]; raw: string };

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
};

/** A real mail server on loopback that keeps what it is given. */
export async function openMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
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

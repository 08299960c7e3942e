import { connect } from 'node:net';

export type Request = { method: 'GET' | 'POST'; path: string; body?: unknown };
export type Client = {
  /** The answer's body; anything but success throws. */
  send(request: Request): Promise<Buffer>;
  close(): void;
};

const endOfHead = '\r\n\r\n';

/**
 * One caller over one connection that is kept open. HTTP/1.1 is written and read by hand here, for answers with a
 * content-length: what a client costs in the same process would otherwise be counted as the server's. `credential` is an API
 * key or a session's cookie.
 */
export function openClient(url: string, credential: { key: string } | { cookie: string }): Client {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const identity =
    'key' in credential
      ? `authorization: Bearer ${credential.key}\r\n`
      : `cookie: ${credential.cookie}\r\norigin: ${url}\r\n`;
  let chunks: Buffer[] = [];
  let wanted = Number.POSITIVE_INFINITY;
  let received = 0;
  let waiting: { resolve(answer: Buffer): void; reject(error: Error): void } | null = null;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    received += chunk.length;
    if (wanted === Number.POSITIVE_INFINITY) {
      const start = Buffer.concat(chunks);
      const end = start.indexOf(endOfHead);
      if (end === -1) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(start.toString('latin1', 0, end))?.[1];
      if (length === undefined) return waiting?.reject(new Error('An answer came without its length.'));
      wanted = end + endOfHead.length + Number(length);
    }
    if (received < wanted) return;
    const answer = Buffer.concat(chunks);
    chunks = [];
    received = 0;
    wanted = Number.POSITIVE_INFINITY;
    waiting?.resolve(answer);
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('The server closed the connection.')));
  return {
    async send({ method, path, body }) {
      const text = body === undefined ? '' : JSON.stringify(body);
      const typed =
        text === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
      const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
      waiting = { resolve, reject };
      socket.write(
        `${method} /api/v1${path} HTTP/1.1\r\nhost: ${host}\r\naccept: application/json\r\n${identity}${typed}\r\n${text}`,
      );
      const answer = await promise;
      waiting = null;
      const answered = answer.subarray(answer.indexOf(endOfHead) + endOfHead.length);
      const status = answer.toString('latin1', 9, 12);
      if (status.startsWith('2')) return answered;
      throw new Error(`${method} ${path} answered ${status}: ${answered.toString('utf8', 0, 500)}`);
    },
    close: () => socket.destroy(),
  };
}

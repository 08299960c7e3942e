import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedText = { path: string; authorization: string; form: Record<string, string> };

export type Texts = {
  baseUrl: string;
  received: ReceivedText[];
  /** What the next requests are answered with, in order; afterwards they succeed. */
  refusals: { status: number; body: object | string; headers?: Record<string, string> }[];
  stop(): Promise<void>;
};

/** A provider on loopback that speaks the part of Twilio's API that sends messages. */
export async function openTexts({ token = 'token', sid = 'AC1' } = {}): Promise<Texts> {
  const received: ReceivedText[] = [];
  const refusals: Texts['refusals'] = [];
  const right = `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: object | string, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const { authorization = '' } = request.headers;
    const wanted = `/2010-04-01/Accounts/${sid}/Messages.json`;
    if (request.method !== 'POST' || !request.url?.endsWith(wanted))
      return answer(404, { code: 20404, message: 'Not found', status: 404 });
    if (authorization !== right) return answer(401, { code: 20003, message: 'Authenticate', status: 401 });
    const refusal = refusals.shift();
    if (refusal) return answer(refusal.status, refusal.body, refusal.headers);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    received.push({ path: request.url, authorization, form });
    answer(201, { sid: `SM${received.length}`, status: 'queued' });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    refusals,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

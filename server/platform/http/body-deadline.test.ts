import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import { limitBodies } from './body-deadline.ts';

test('A body that drips is cut off at the deadline; an upload and a whole body are not', async () => {
  const app = fastify();
  limitBodies(app, { deadlineMs: 100, answerLate: (socket) => socket.end('HTTP/1.1 408 Late\r\n\r\n') });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  );
  app.post('/plain', async ({ body }) => (body as Buffer).length);
  app.post('/upload', { config: { upload: true } }, async ({ body }) => (body as Buffer).length);
  app.post('/slow-answer', async () => wait(200, 'at last'));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;

  const drip = async (path: string, pauseMs: number): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/octet-stream\r\nContent-Length: 2\r\n\r\na`,
    );
    await wait(pauseMs);
    if (!socket.destroyed) socket.write('b');
    await closed;
    return answer.slice(0, 12);
  };
  try {
    assert.equal(await drip('/plain', 300), 'HTTP/1.1 408');
    assert.equal(await drip('/plain', 10), 'HTTP/1.1 200');
    assert.equal(await drip('/upload', 300), 'HTTP/1.1 200');
    assert.equal(await drip('/slow-answer', 10), 'HTTP/1.1 200');
  } finally {
    await app.close();
  }
});

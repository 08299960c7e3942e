import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isStartProblem } from '../config/start-problem.ts';
import { newId } from '../database/id.ts';
import { diskStore } from './disk-store.ts';
import { s3Store } from './s3-store.ts';
import { newStoreKey, type Store } from './store.ts';
import { type S3Server, startS3Server } from './testing/s3-server.ts';

const megabyte = 1024 * 1024;
const orgId = newId();
const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
let s3: S3Server;

before(async () => {
  s3 = await startS3Server();
});
after(async () => {
  await s3?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** As many megabytes, each of another byte, made as they are taken. */
async function* megabytes(count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(megabyte, index % 251);
}

async function textOf(chunks: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  if (!chunks) return null;
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

async function digestOf(chunks: AsyncIterable<Uint8Array> | null): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks ?? []) hash.update(chunk);
  return hash.digest('hex');
}

const stores: Record<string, () => Store> = {
  'on disk': () => diskStore(join(folder, 'files')),
  'in S3': () => s3Store(s3.settings),
};

for (const [place, open] of Object.entries(stores)) {
  describe(`[R62] the store ${place}`, () => {
    let store: Store;
    before(() => {
      store = open();
    });
    after(() => store.close());

    test('can be used', () => store.check());

    test('gives back what it was given, whole and in parts', async () => {
      const key = newStoreKey(orgId);
      await store.put(key, bytes('Hello ', 'wor', 'ld'));
      assert.equal(await textOf(await store.get(key)), 'Hello world');
      assert.equal(await textOf(await store.get(key, { from: 0, to: 1 })), 'He');
      assert.equal(await textOf(await store.get(key, { from: 6, to: 10 })), 'world');
      assert.equal(await store.exists(key), true);
    });

    test('says null of what it does not have, and forgets what is deleted', async () => {
      const key = newStoreKey(orgId);
      assert.equal(await store.get(key), null);
      assert.equal(await store.exists(key), false);
      await store.put(key, bytes('x'));
      await store.delete(key);
      assert.equal(await store.exists(key), false);
      await store.delete(key);
    });

    test('takes what is larger than one part, byte for byte, in flat memory', async () => {
      const key = newStoreKey(orgId);
      const count = 70;
      const hash = createHash('sha256');
      for await (const chunk of megabytes(count)) hash.update(chunk);
      const digest = hash.digest('hex');
      const stop = new AbortController();
      let most = 0;
      const before = process.memoryUsage().rss;
      const timer = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss - before);
      }, 20);
      stop.signal.addEventListener('abort', () => clearInterval(timer));
      try {
        await store.put(key, megabytes(count));
        assert.equal(await digestOf(await store.get(key)), digest);
      } finally {
        stop.abort();
      }
      // The S3 server of this test lives in the same process and buffers too; 70 MB at once would still be more.
      if (store.name === 'disk') assert.ok(most < 45 * megabyte, `${most / megabyte} MB`);
      await store.delete(key);
    });

    test('keeps nothing of an upload that breaks off, early or late', async () => {
      for (const good of [0, 1, 20]) {
        const key = newStoreKey(orgId);
        const broken = async function* () {
          yield* megabytes(good);
          throw new Error('The line is cut.');
        };
        await assert.rejects(store.put(key, broken()), /The line is cut/);
        assert.equal(await store.exists(key), false);
        assert.equal(await store.get(key), null);
      }
    });

    test('takes no key but those it made', async () => {
      for (const key of ['../../etc/passwd', `${orgId}/../x`, 'a', `${orgId}/ab/${newId()}/../../x`, '']) {
        await assert.rejects(store.put(key, bytes('x')), /not a key/);
        await assert.rejects(store.get(key), /not a key/);
        await assert.rejects(store.delete(key), /not a key/);
      }
    });
  });
}

test('On disk nobody but Parley may read, and an unfinished file has another name', async () => {
  const store = diskStore(join(folder, 'private'));
  const key = newStoreKey(orgId);
  await store.put(key, bytes('x'));
  assert.equal(statSync(join(folder, 'private', key)).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'private', orgId)).mode & 0o777, 0o700);
});

test('Wrong settings of the store are told in one sentence', async () => {
  const settings = s3.settings;
  const cases: [Store, RegExp][] = [
    [s3Store({ ...settings, bucket: 'absent' }), /^S3_BUCKET: there is no bucket absent; create it first\.$/],
    // The server of this test looks at the id alone.
    [s3Store({ ...settings, accessKeyId: 'wrong' }), /^The bucket parley-files refuses S3_ACCESS_KEY_ID and/],
    [
      s3Store({ ...settings, endpoint: 'http://127.0.0.1:1' }),
      /^S3 at http:\/\/127\.0\.0\.1:1 does not answer/,
    ],
    [diskStore('/dev/null/files'), /^The folder of the files, \/dev\/null\/files, cannot be used: /],
  ];
  for (const [store, sentence] of cases) {
    await assert.rejects(
      store.check(),
      (error: Error) => {
        assert.ok(isStartProblem(error), String(error));
        assert.match(error.message, sentence);
        assert.equal(error.message.split('\n').length, 1);
        return true;
      },
      String(sentence),
    );
    await store.close();
  }
});

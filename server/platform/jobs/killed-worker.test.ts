import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTestDatabase } from '#test/build/postgres.ts';
import { openTestServices } from '#test/build/services.ts';
import { inTransaction } from '../database/transaction.ts';
import { stalling } from './testing/stalling.ts';

test('The job of a killed worker is run by another one within half a minute', async () => {
  const database = await createTestDatabase();
  const services = await openTestServices({ appUrl: database.appUrl, kinds: [stalling] });
  await inTransaction(services.pool, { mode: 'sign-in' }, { access: 'write' }, (transaction) =>
    services.queue.enqueue({ database: transaction }, stalling.name, { n: 1 }),
  );
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/stall.ts'), database.appUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const killed = performance.now();
  const rerun = Promise.withResolvers<number>();
  await services.queue.work<{ n: number }>(
    stalling.name,
    { pollSeconds: 0.5, batchSize: 10, concurrency: 1 },
    async ({ data, retryCount }) => {
      assert.deepEqual([data.n, retryCount], [1, 1]);
      rerun.resolve(performance.now() - killed);
    },
  );
  const took = await rerun.promise;
  assert.ok(took < 30_000, `It took ${Math.round(took)} ms.`);
  await services.stop();
  await database.drop();
});

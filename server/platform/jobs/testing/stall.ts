import { openTestServices } from '#test/build/services.ts';
import { stalling } from './stalling.ts';

/** A worker process that takes a job and never ends it: `node stall.ts <database address>`. */
const services = await openTestServices({ appUrl: process.argv[2] ?? '', kinds: [stalling] });
await services.queue.work(stalling.name, { pollSeconds: 0.5, batchSize: 10, concurrency: 1 }, () => {
  process.stdout.write('started\n');
  return new Promise(() => undefined);
});

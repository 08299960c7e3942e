import { openTestServices } from '#test/build/services.ts';
import { importJobs } from '../jobs.ts';

/**
 * A worker process that brings a file in and is to be killed on the way: `node import-and-hang.ts <database address> <data
 * folder> <company> <background job>`. It says when a batch is committed.
 */
const [appUrl = '', folder = '', orgId = '', backgroundJobId = ''] = process.argv.slice(2);
const services = await openTestServices({
  appUrl,
  kinds: importJobs.map(({ kind }) => kind),
  env: { DATA_DIR: folder },
});
const { signal } = new AbortController();
const job = { id: backgroundJobId, data: { orgId, backgroundJobId }, retryCount: 0, signal };
process.stdout.write('started\n');
await importJobs[0]!.run(services, job);
process.stdout.write('ended\n');
await services.stop();

import { parseArgs } from 'node:util';
import { readConfig } from '#platform/config/config.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { createLog } from '#platform/log/log.ts';

/** Applies what is missing, then stops. A running Parley on the same folder may go on. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const config = readConfig();
  const log = createLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const database = await prepareDatabase({ config, log, besideRunning: true });
  await database.stop();
  const applied = database.applied.length > 0 ? database.applied.join(', ') : 'nothing was missing';
  console.log(`The database is up to date: ${applied}.`);
  return 0;
}

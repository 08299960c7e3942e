import { readConfig } from '#platform/config/config.ts';
import { createLog } from '#platform/log/log.ts';
import { startServer } from '#server/main.ts';

/** The whole product in a process of its own, on a database that is prepared: `node import-server.ts <database address>`. */
const config = readConfig(process.env);
const log = createLog({ level: config.logLevel });
const server = await startServer({ config, log, databaseUrl: process.argv[2] ?? '', role: 'all' });
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
process.send?.({ url: server.url.replace('localhost', '127.0.0.1') });

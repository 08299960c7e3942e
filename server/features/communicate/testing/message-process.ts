import { openTestServices } from '#test/build/services.ts';
import { deliverMessageJob } from '../jobs.ts';

/** A worker process that sends messages and may be killed: `node message-process.ts <database address> <mail server>`. */
const [appUrl = '', smtpUrl = ''] = process.argv.slice(2);
const { kind, work, run } = deliverMessageJob;
const env = { SMTP_URL: smtpUrl, MAIL_FROM: 'Parley <crm@sales.example>' };
const services = await openTestServices({ appUrl, env, kinds: [kind] });
await services.queue.work(kind.name, work, (job) => run(services, job));
process.stdout.write('ready\n');

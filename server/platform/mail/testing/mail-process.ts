import { openTestServices } from '#test/build/services.ts';
import { mailJob } from '../send-mail.ts';

/** A worker process that sends mail and may be killed: `node mail-process.ts <database address> <mail server>`. */
const [appUrl = '', smtpUrl = ''] = process.argv.slice(2);
const env = { SMTP_URL: smtpUrl, MAIL_FROM: 'Parley <crm@sales.example>' };
const services = await openTestServices({ appUrl, env });
await services.queue.work(mailJob.kind.name, mailJob.work, (job) => mailJob.run(services, job));
process.stdout.write('ready\n');

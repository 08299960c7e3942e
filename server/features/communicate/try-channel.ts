import type { Call } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { failureOf } from '#platform/jobs/run-batch.ts';
import { mailServerOf } from '#platform/mail/mail-server.ts';
import { submit } from '#platform/mail/transport.ts';
import { sendSms } from '#platform/sms/sms-provider.ts';
import { auditTest, type Channel, requireChannels } from './operations/change-channel.ts';
import { reachableAddress } from './operations/send-message.ts';
import type { TestResult } from './present-channels.ts';
import { findSmsChannel } from './queries-channels.ts';
import { testWords } from './words.ts';

type Asker = Pick<Call, 'orgId' | 'locale'> & { company: string; country: string | null };

async function askerOf(call: Call): Promise<Asker> {
  requireChannels(call);
  const { name, country } = await call.database
    .selectFrom('organisation')
    .select(['name', 'country'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirstOrThrow();
  return { orgId: call.orgId, locale: call.locale, company: name, country };
}

/** Runs the test and tells how it ended; the audit log keeps to whom it went. */
async function tried(
  context: SessionContext,
  channel: Channel,
  to: string,
  run: () => Promise<'sent' | 'simulated'>,
): Promise<TestResult> {
  const result = await run().then(
    (status): TestResult => ({ status, error: null }),
    (error: unknown): TestResult => ({ status: 'failed', error: failureOf(error) }),
  );
  await context.inCall('write', async (call) => auditTest(call, channel, { to, ...result }));
  return result;
}

/** Sends a mail at once through the company's mail server as it is set up now. */
export async function tryEmail(context: SessionContext, to: string): Promise<TestResult> {
  const asker = await context.inCall('read', askerOf);
  const { services } = context;
  const words = testWords[asker.locale];
  return tried(context, 'email', to, async () => {
    const server = await mailServerOf(services, asker.orgId);
    if (server === null) return 'simulated';
    const now = services.clock.now();
    await submit(server, {
      id: newId(now.getTime()),
      recipient: to,
      subject: words.subject,
      bodyText: `${words.body(asker.company)}\n`,
      bodyHtml: null,
      createdAt: now.toISOString(),
    });
    return 'sent';
  });
}

/** Sends a text message at once through the company's provider as it is set up now. */
export async function trySms(context: SessionContext, typed: string): Promise<TestResult> {
  const { asker, setting } = await context.inCall('read', async (call) => ({
    asker: await askerOf(call),
    setting: await findSmsChannel(call),
  }));
  const { services } = context;
  const to = reachableAddress('sms', typed, asker.country);
  return tried(context, 'sms', to, async () => {
    if (!setting) return 'simulated';
    const body = testWords[asker.locale].sms(asker.company);
    await sendSms(services.config, asker.orgId, setting, { id: newId(), to, body });
    return 'sent';
  });
}

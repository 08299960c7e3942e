import type { FeatureJob } from '../feature.ts';
import { GiveUp, type Job } from '../jobs/job.ts';
import { failureOf } from '../jobs/run-batch.ts';
import type { Services } from '../services.ts';
import { claimMail, type MailRef, settleMail } from './mail-row.ts';
import { mailServerOf } from './mail-server.ts';
import { sendMail } from './send-mail-kind.ts';
import { isRefusedForGood, sendLimitMs, submit } from './transport.ts';

type MailData = { orgId?: string; mailId?: string };

// Longer than a sending can last, so that a claim only runs out when its worker died.
const leaseMs = 2 * sendLimitMs;

/**
 * Sends one queued mail: claims its row, talks to the mail server outside any transaction, writes down the end. A
 * worker that dies in between leaves the claim behind; when it has run out the mail is sent again with the same
 * Message-ID, since nobody can know whether the server had taken it. So no mail is lost, and none is sent twice
 * knowingly. Without the company's own mail server or SMTP_URL the mail ends as simulated.
 */
export async function sendOne(
  services: Pick<Services, 'pool' | 'config' | 'log' | 'clock'>,
  job: Job<MailData>,
): Promise<void> {
  const ref: MailRef = { orgId: job.data.orgId ?? null, mailId: job.data.mailId ?? '' };
  const { pool, log, clock } = services;
  const result = await claimMail(pool, ref, { now: clock.now(), leaseMs });
  if (!result.claimed) {
    if (result.status === 'sending')
      throw new Error('Another worker claimed this mail and has not ended yet.');
    return;
  }
  const { claimed } = result;
  try {
    const server = await mailServerOf(services, ref.orgId);
    if (server === null) {
      log.info(
        { ...ref, to: claimed.recipient, subject: claimed.subject },
        'No mail server is set up: a mail was not sent.',
      );
      await settleMail(pool, ref, claimed.claimedUntil, { status: 'simulated', at: clock.now() });
      return;
    }
    await submit(server, { ...claimed, id: ref.mailId });
  } catch (error) {
    const final = isRefusedForGood(error) || job.retryCount >= sendMail.retryLimit;
    const end = { status: final ? 'failed' : 'queued', error: failureOf(error) } as const;
    await settleMail(pool, ref, claimed.claimedUntil, end);
    throw final ? new GiveUp(end.error) : error;
  }
  const noted = await settleMail(pool, ref, claimed.claimedUntil, { status: 'sent', at: clock.now() });
  if (!noted)
    log.warn({ ...ref }, 'A mail was sent after its claim had run out; another worker may send it too.');
}

export const mailJob: FeatureJob = {
  kind: sendMail,
  work: { pollSeconds: 1, batchSize: 20, concurrency: 4 },
  run: sendOne,
};

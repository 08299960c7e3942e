import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { GiveUp, type Job } from '#platform/jobs/job.ts';
import { failureOf } from '#platform/jobs/run-batch.ts';
import type { End } from '#platform/mail/claim.ts';
import { isRefusedForGood, sendLimitMs } from '#platform/mail/transport.ts';
import type { Services } from '#platform/services.ts';
import { SmsRefused } from '#platform/sms/sms-provider.ts';
import { deliverMessage } from './deliver-kind.ts';
import { AttachmentGone, handOver } from './hand-over.ts';
import { noteOptOut } from './operations/note-opt-out.ts';
import { claimMessage, settleMessage } from './settle.ts';

// Longer than a sending can last, so that a claim only runs out when its worker died.
const leaseMs = 2 * sendLimitMs;

/** How a failed try ends: with another one, or for good. */
function endOf(error: unknown, retryCount: number): Extract<End, { error: string }> {
  if (error instanceof SmsRefused && error.optedOut) return { status: 'suppressed', error: failureOf(error) };
  const forGood =
    error instanceof AttachmentGone ||
    (error instanceof SmsRefused && error.forGood) ||
    isRefusedForGood(error) ||
    retryCount >= deliverMessage.retryLimit;
  return { status: forGood ? 'failed' : 'queued', error: failureOf(error) };
}

/**
 * Sends one message: claims its row, talks to the provider outside any transaction, writes down the end. A worker that
 * dies in between leaves the claim behind; when it has run out the message is sent again under the same id, since nobody
 * can know whether the provider had taken it. So none is lost, and none is sent twice knowingly.
 */
export async function deliverOne(services: Services, job: Job): Promise<void> {
  const { orgId = '', messageId } = job.data;
  const id = String(messageId);
  const system = await loadSystem(services.pool, orgId);
  const options = { access: 'write', requestId: newId(), checkAccessVersion: false } as const;
  const result = await runCall(services, system, options, (call) => claimMessage(call, id, leaseMs));
  const simulated = (facts: object) =>
    services.log.info({ orgId, messageId: id, ...facts }, 'A message was simulated: no provider is set up.');
  if (!result.claimed) {
    if (result.status === 'sending')
      throw new Error('Another worker claimed this message and has not ended yet.');
    if (result.status === 'simulated') simulated({});
    return;
  }
  const { claimed } = result;
  const settle = (end: End) =>
    runCall(services, system, options, (call) => settleMessage(call, id, claimed, end));
  let outcome: Awaited<ReturnType<typeof handOver>>;
  try {
    outcome = await handOver(services, orgId, id, claimed);
  } catch (error) {
    const end = endOf(error, job.retryCount);
    await settle(end);
    if (end.status === 'queued') throw error;
    if (end.status === 'failed') throw new GiveUp(end.error);
    await runCall(services, system, options, (call) => noteOptOut(call, claimed));
    return;
  }
  const at = services.clock.now();
  if (outcome === 'simulated') {
    await settle({ status: 'simulated', at });
    simulated({ to: claimed.address, subject: claimed.subject });
    return;
  }
  const { providerId } = outcome;
  const noted = await settle({ status: 'sent', at, ...(providerId === null ? {} : { providerId }) });
  if (!noted)
    services.log.warn(
      { orgId, messageId: id },
      'A message was sent after its claim had run out; another worker may send it too.',
    );
}

export const deliverMessageJob: FeatureJob = {
  kind: deliverMessage,
  work: { pollSeconds: 1, batchSize: 20, concurrency: 4 },
  run: deliverOne,
};

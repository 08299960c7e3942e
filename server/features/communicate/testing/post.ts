import type { RecordKindName } from '#domain/events.ts';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { deliverMessageJob } from '#features/communicate/jobs.ts';
import { manualClock } from '#platform/clock/clock.ts';
import { newId } from '#platform/database/id.ts';
import type { Job } from '#platform/jobs/job.ts';
import { sendMail } from '#platform/mail/send-mail-kind.ts';
import type { Services } from '#platform/services.ts';
import { endpoints, features } from '#server/features.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { type MessageDraft, sendMessage } from '../operations/send-message.ts';

/** The whole server with these settings and a company; nothing is sent until a test says so. */
export async function openPost(env: Record<string, string> = { ALLOW_PRIVATE_PROVIDERS: 'true' }) {
  const clock = manualClock(new Date().toISOString());
  const kinds = [sendMail, ...features.flatMap((feature) => feature.jobs ?? []).map(({ kind }) => kind)];
  const others = endpoints.filter((row) => !accessEndpoints.includes(row));
  const server = await startTestServer({ endpoints: others, kinds, clock, env, role: 'web' });
  const company = await createTestCompany(server);
  return { ...server, clock, company };
}

export type Post = Awaited<ReturnType<typeof openPost>>;

/** A lead in the branch, with an address of its own. */
export async function newLead(company: TestCompany, more: object = {}): Promise<string> {
  const body = {
    firstName: 'Nora',
    email: 'nora@customer.example',
    scope: company.nodes.branch.scope,
    ...more,
  };
  return (await company.api.post('/leads', body)).body.id;
}

/** Writes a message as the administrator, at a lead. */
export function write(company: TestCompany, recordId: string, draft: Partial<MessageDraft> = {}) {
  return company.admin.call(
    (call) =>
      sendMessage(call, {
        channel: 'email',
        to: 'nora@customer.example',
        subject: 'Your quote',
        body: 'Hello Nora',
        recordKind: 'lead' satisfies RecordKindName,
        recordId,
        ...draft,
      }),
    'write',
  );
}

/** One try to send a message, as a worker makes it. */
export function deliver(services: Services, orgId: string, messageId: string, retryCount = 0): Promise<void> {
  const job: Job = {
    id: newId(),
    data: { orgId, messageId },
    retryCount,
    signal: new AbortController().signal,
  };
  return deliverMessageJob.run(services, job);
}

/** How many jobs wait to send this message. */
export async function jobsOf({ database }: Pick<Post, 'database'>, messageId: string): Promise<number> {
  const rows = await asAdmin(
    database.adminUrl,
    `select 1 from pgboss.job where name = 'deliver-message' and data->>'messageId' = $1`,
    [messageId],
  );
  return rows.length;
}
